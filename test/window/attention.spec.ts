import { SEEN_BY_BUYER, SEEN_BY_SELLER } from '../support/fakeInvoices.ts'
import { expect, test } from './support.ts'

/** The made-up submissions are of days before; later nobody is told of one that failed. */
const SOON_AFTER = '2026-04-02T10:00:00Z'

for (const language of ['pl', 'en'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const name = `${language}-${colorScheme}`

    test(`what needs attention passes the accessibility rules (${name})`, async ({ openWindow }) => {
      const { page, axe, screenshot, complaints } = await openWindow({ language, connection: 'wrong-token' }, { colorScheme })
      await page.keyboard.press('Control+3')
      await page.locator('.attention-what').first().waitFor()
      await screenshot(`attention-${name}`)
      expect(await axe()).toEqual([])
      await page.locator('.attention-switch').click()
      await page.locator('.attention-group').first().waitFor()
      await screenshot(`attention-grouped-${name}`)
      expect(await axe()).toEqual([])
      await page.getByRole('button', { name: language === 'pl' ? 'Załatwione' : 'Handled', exact: true }).first().click()
      await page.getByRole('dialog').waitFor()
      await screenshot(`attention-handled-${name}`)
      expect(await axe()).toEqual([])
      expect(complaints).toEqual([])
    })
  }
}

for (const language of ['pl', 'en'] as const) {
  test(`failed submissions without an invoice are told above the list, and shown (${language})`, async ({ openWindow }) => {
    const { page, axe, screenshot } = await openWindow({ language }, { now: SOON_AFTER })
    await page.keyboard.press('Control+3')
    const show = page.getByRole('button', { name: language === 'pl' ? 'Pokaż nieudane wysyłki' : 'Show failed submissions' })
    await expect(show).toBeVisible()
    await page.locator('.attention-open').first().waitFor()
    await screenshot(`attention-failed-sessions-${language}`)
    await show.click()
    await expect(page.locator('.session-card')).toHaveCount(1)
    await screenshot(`sessions-failed-${language}`)
    expect(await axe()).toEqual([])
    await page.getByRole('button', { name: language === 'pl' ? 'Załatwione' : 'Handled', exact: true }).click()
    await page.getByRole('textbox', { name: language === 'pl' ? 'Notatka' : 'Note' }).fill('wysłano jeszcze raz')
    expect(await axe()).toEqual([])
    await screenshot(`sessions-handling-${language}`)
    await page.getByRole('dialog').getByRole('button', { name: language === 'pl' ? 'Załatwione' : 'Handled', exact: true }).click()
    await expect(page.locator('.session-card')).toContainText('wysłano jeszcze raz')
    await screenshot(`sessions-handled-${language}`)
    await page.keyboard.press('Control+3')
    await page.locator('.attention-open').first().waitFor()
    await expect(show).toHaveCount(0)
    await page.getByRole('navigation').getByText(language === 'pl' ? 'Wysyłki' : 'Submissions').click()
    await page.getByRole('radio', { name: language === 'pl' ? 'Nieudane' : 'Failed' }).click()
    await page.getByRole('button', { name: language === 'pl' ? 'Cofnij' : 'Undo' }).click()
    await page.keyboard.press('Control+3')
    await expect(show).toBeVisible()
    await show.click()
    await page.getByRole('radio', { name: language === 'pl' ? 'Wszystkie' : 'All' }).click()
    await expect(page.locator('.session-card')).toHaveCount(24)
  })
}

for (const language of ['pl', 'en'] as const) {
  test(`with a failed submission nothing says that all is well, though no invoice is on the list (${language})`, async ({ openWindow }) => {
    const { page, axe, screenshot } = await openWindow({ language, invoices: 1 }, { now: SOON_AFTER })
    await page.keyboard.press('Control+3')
    await expect(page.locator('.attention-scroller')).toContainText(language === 'pl' ? 'Poza nieudanymi wysyłkami' : 'Apart from failed submissions')
    await expect(page.locator('.folder-answer')).toContainText(language === 'pl' ? '1 nieudana wysyłka wymaga uwagi.' : '1 failed submission needs attention.')
    await screenshot(`attention-only-failed-sessions-${language}`)
    expect(await axe()).toEqual([])
  })
}

test('an invoice marked as handled leaves the list with its note, and comes back when that is undone', async ({ openWindow }) => {
  const { page, axe, screenshot } = await openWindow()
  await page.keyboard.press('Control+3')
  const first = page.locator('.attention-row').first()
  const number = await first.locator('.attention-open').textContent()
  await first.getByRole('button', { name: 'Załatwione', exact: true }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('Wystawiono ponownie jako FV/7')
  await page.keyboard.press('Tab')
  await page.getByRole('dialog').getByRole('button', { name: 'Załatwione', exact: true }).press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(first.locator('.attention-open')).not.toHaveText(number ?? '')
  await page.getByRole('radio', { name: /^Załatwione/ }).click()
  await expect(first.locator('.attention-open')).toHaveText(number ?? '')
  await expect(first).toContainText('Wystawiono ponownie jako FV/7')
  await screenshot('attention-handled-list')
  expect(await axe()).toEqual([])
  await first.getByRole('button', { name: 'Cofnij' }).click()
  await expect(page.getByText('Nic jeszcze nie załatwiono')).toBeVisible()
  await screenshot('attention-empty')
})

for (const [width, height] of [[1280, 800], [1000, 700], [880, 560]] as const) {
  for (const byCause of [false, true]) {
    test(`every card and heading has room for its texts and all its buttons (${width} × ${height}, by ${byCause ? 'cause' : 'date'})`, async ({ openWindow }) => {
      const { page, screenshot } = await openWindow({ invoices: 400, language: byCause ? 'en' : 'pl' }, { width, height })
      await page.keyboard.press('Control+3')
      if (byCause) await page.getByText('Group by cause').click()
      await page.locator('.attention-what').first().waitFor()
      await screenshot(`attention-room-${width}-${byCause ? 'cause' : 'date'}`)
      const [seen, headings] = [new Set<string>(), new Set<string>()]
      for (let top = 0; top < 20_000; top += 400) {
        await page.locator('.attention-scroller').evaluate((element, to) => element.scrollTo({ top: to }), top)
        const rows = await page.locator('.attention-rows').evaluate((list) =>
          [...list.children].map((row) => {
            const box = row.getBoundingClientRect()
            return { isHeading: row.classList.contains('attention-group'), isCut: row.scrollHeight > row.clientHeight || row.scrollWidth > row.clientWidth, place: row.getAttribute('aria-posinset'), text: row.textContent, top: box.top, bottom: box.bottom }
          }),
        )
        expect(rows.filter(({ isCut }) => isCut)).toEqual([])
        expect(rows.slice(1).map((row, index) => row.top - (rows[index]?.bottom ?? 0)).filter((gap) => Math.abs(gap) > 0.5)).toEqual([])
        for (const { text, place, isHeading } of rows) if (text !== '') (isHeading ? headings : seen).add(place ?? '')
      }
      expect(seen.size).toBeGreaterThan(50)
      expect(headings.size > 1).toBe(byCause)
    })
  }
}

test('from the list of invoices one click leads to what needs attention, and from there to the invoice', async ({ openWindow }) => {
  const { page } = await openWindow({ invoices: 5_000 })
  await page.getByRole('button', { name: 'Zobacz, co zrobić' }).click()
  await page.locator('.attention-scroller').evaluate((element) => element.scrollTo({ top: 100_000 }))
  await expect(page.locator('.attention-row').first()).toBeVisible()
  expect(await page.locator('.attention-row').count()).toBeLessThan(40)
  await page.locator('.attention-open').nth(7).click({ timeout: 5_000 })
  await expect(page.locator('.pane-title')).toBeVisible()
  await page.getByText('Na czym to się opiera').click()
  await expect(page.locator('.diagnosis-facts dl')).toBeVisible()
})

test('a self-invoiced invoice says who sent it, to its seller and to its buyer, and alarms neither', async ({ openWindow }) => {
  const { page, screenshot } = await openWindow({}, { height: 1500 })
  await page.locator(`#invoice-row-${String(SEEN_BY_SELLER)}`).click()
  await expect(page.getByText('Fakturę wysłał nabywca, więc UPO jest u niego')).toBeVisible()
  await expect(page.getByText('Nikt nic nie musi robić')).toBeVisible()
  await screenshot('self-invoiced-by-seller')
  await page.locator(`#invoice-row-${String(SEEN_BY_BUYER)}`).click()
  await expect(page.getByText('(ta firma)')).toBeVisible()
  await screenshot('self-invoiced-by-buyer')
})
