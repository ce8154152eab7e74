import { labelOfAction } from '../../electron/shared/messages/labels.ts'
import { uiMessages } from '../../renderer/i18n/messages.ts'
import { expect, test } from './support.ts'

/** Where the made-up archive has its duplicates (fakeComparison.ts). */
const DUPLICATES = { 'same-file': 6, 'another-invoice': 24, 'cannot-tell': 26, 'same-invoice': 36 } as const

for (const language of ['pl', 'en'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`each case of a duplicate beside the first invoice passes the accessibility rules (${language}-${colorScheme})`, async ({ openWindow }) => {
      const { page, axe, screenshot, complaints } = await openWindow({ language }, { colorScheme, height: 1400 })
      const say = (id: keyof (typeof uiMessages)['pl']): string => uiMessages[language][id]
      for (const [name, row] of Object.entries(DUPLICATES)) {
        const clicked = page.locator(`#invoice-row-${String(row)}`)
        await clicked.click()
        const card = page.getByRole('region', { name: say('compare.title') })
        // The pane of the invoice before may still be there for a moment.
        await expect(async () => expect(await clicked.textContent()).toContain(await page.locator('.pane-title').textContent({ timeout: 1_000 }))).toPass()
        await card.getByRole('table', { name: say('compare.table') }).waitFor()
        // Differences are told in words, not by colour alone.
        const differing = card.getByRole('row').filter({ hasText: language === 'pl' ? 'różni się' : 'differs' })
        await expect(differing).toHaveCount({ 'same-file': 0, 'same-invoice': 1, 'another-invoice': 12, 'cannot-tell': 1 }[name] ?? -1)
        await card.scrollIntoViewIfNeeded()
        await screenshot(`compare-${name}-${language}-${colorScheme}`)
        expect(await axe()).toEqual([])
      }
      expect(complaints).toEqual([])
    })
  }
}

test('a first invoice that is here can be opened and its UPO saved', async ({ openWindow }) => {
  const { page } = await openWindow({ language: 'pl' })
  await page.locator('#invoice-row-6').click()
  const card = page.getByRole('region', { name: uiMessages.pl['compare.title'] })
  await card.getByRole('button', { name: uiMessages.pl['compare.save-upo'] }).click()
  await expect(page.getByText(uiMessages.pl['document.saved'])).toBeVisible()
  await expect(card.getByRole('button', { name: labelOfAction('pl', 'copy-request') })).toHaveCount(0)
  const before = await page.locator('.pane-title').textContent()
  await card.getByRole('button', { name: labelOfAction('pl', 'open-original') }).click()
  await expect(page.locator('.pane-title')).not.toHaveText(before ?? '')
})

test('one out of reach can be asked for', async ({ openWindow }) => {
  const { page } = await openWindow({ language: 'pl' }, { height: 1400 })
  const card = page.getByRole('region', { name: uiMessages.pl['compare.title'] })
  await page.locator('#invoice-row-26').click()
  await card.getByRole('button', { name: labelOfAction('pl', 'copy-request') }).click()
  await expect(page.getByText(uiMessages.pl.copied)).toBeVisible()
  await expect(card.getByRole('button', { name: uiMessages.pl['compare.save-upo'] })).toHaveCount(0)
})

test('a comparison that cannot be read says so and can be asked for again', async ({ openWindow }) => {
  const { page } = await openWindow({ language: 'pl', failing: 'invoices.compareDuplicate' })
  await page.locator('#invoice-row-6').click()
  await expect(page.getByRole('region', { name: uiMessages.pl['compare.title'] }).getByRole('button')).toBeVisible()
})
