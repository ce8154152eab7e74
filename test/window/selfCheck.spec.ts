import { expect, test } from './support.ts'

const WORDS = {
  pl: { nav: 'Sprawdź archiwum', start: 'Sprawdź', full: 'Sprawdź wszystko od nowa', found: 'Nie znaleziono uszkodzeń', whole: 'Archiwum jest całe', damaged: 'Znaleziono uszkodzenia', repair: 'Pobierz ponownie z KSeF (2)', yes: 'Pobierz ponownie', repaired: 'Naprawiony' },
  en: { nav: 'Check the archive', start: 'Check', full: 'Check all of it again', found: 'No damage was found', whole: 'The archive is whole', damaged: 'Damage was found', repair: 'Fetch again from KSeF (2)', yes: 'Fetch again', repaired: 'Repaired' },
} as const

for (const language of ['pl', 'en'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const name = `${language}-${colorScheme}`
    const words = WORDS[language]

    test(`a self-check: never, whole, and its dated result (${name})`, async ({ openWindow }) => {
      const { page, axe, screenshot, complaints } = await openWindow({ language }, { colorScheme })
      await page.getByRole('navigation').getByText(words.nav).click()
      await page.locator('.self-check-screen .blank').waitFor()
      await screenshot(`self-check-never-${name}`)
      expect(await axe()).toEqual([])
      await page.getByRole('button', { name: words.start, exact: true }).click()
      await page.locator('.self-check-running').waitFor()
      await page.getByText(words.found).waitFor()
      await expect(page.getByText(words.whole)).toHaveCount(0)
      await screenshot(`self-check-nothing-found-${name}`)
      expect(await axe()).toEqual([])
      await page.getByRole('button', { name: words.full }).click()
      await page.getByText(words.whole).waitFor()
      await screenshot(`self-check-whole-${name}`)
      expect(await axe()).toEqual([])
      expect(complaints).toEqual([])
    })

    test(`damage is named by invoice, and fetched again only after a yes (${name})`, async ({ openWindow }) => {
      const { page, axe, screenshot, complaints } = await openWindow({ language, archive: 'damaged' }, { colorScheme, height: 1400 })
      await page.getByRole('navigation').getByText(words.nav).click()
      await page.getByRole('button', { name: words.start, exact: true }).click()
      await page.getByText(words.damaged).waitFor()
      await screenshot(`self-check-damaged-${name}`)
      expect(await axe()).toEqual([])
      await page.getByRole('button', { name: words.repair }).click()
      await page.getByRole('alertdialog').waitFor()
      await screenshot(`self-check-repair-${name}`)
      expect(await axe()).toEqual([])
      await page.getByRole('button', { name: words.yes, exact: true }).click()
      await expect(page.locator('.self-check-row', { hasText: words.repaired })).toHaveCount(3)
      await screenshot(`self-check-repaired-${name}`)
      expect(complaints).toEqual([])
    })
  }
}

test('a check can be begun and damage fetched again by the keyboard alone', async ({ openWindow }) => {
  const { page } = await openWindow({ archive: 'damaged' })
  await page.getByRole('navigation').getByText('Sprawdź archiwum').focus()
  await page.getByRole('button', { name: 'Sprawdź archiwum' }).press('Enter')
  await page.getByRole('button', { name: 'Sprawdź', exact: true }).press('Enter')
  await page.getByRole('button', { name: 'Pobierz ponownie z KSeF (2)' }).press('Enter')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
  await expect(page.locator('.self-check-row', { hasText: 'Do pobrania ponownie' })).toHaveCount(1)
  await page.getByRole('button', { name: 'Pokaż fakturę FV/2026/03/0001' }).press('Enter')
  await expect(page.locator('.invoice-pane')).toBeVisible()
})

test('a check that cannot be read or begun says what to do', async ({ openWindow }) => {
  const { page } = await openWindow({ failing: 'selfChecks.view' })
  await page.getByRole('navigation').getByText('Sprawdź archiwum').click()
  await expect(page.getByRole('button', { name: 'Spróbuj ponownie' })).toBeVisible()
})
