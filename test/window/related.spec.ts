import { fakeInvoice } from '../support/fakeInvoices.ts'
import { expect, test } from './support.ts'

/** Places of the made-up invoices: test/support/fakeInvoices.ts. */
const CORRECTION = 0
const CORRECTED = 3

function numberOf(index: number): string {
  const { invoiceNumber } = fakeInvoice(index)
  if (invoiceNumber === null) throw new Error('every made-up invoice has a number')
  return invoiceNumber
}

for (const language of ['pl', 'en'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const name = `${language}-${colorScheme}`
    const say = (polish: string, english: string): string => (language === 'pl' ? polish : english)

    test(`related documents are named with their marks and lead there and back (${name})`, async ({ openWindow }) => {
      const { page, axe, screenshot, complaints } = await openWindow({ language }, { colorScheme, height: 1900 })
      const pane = page.locator('.invoice-pane')
      const card = page.locator('.pane-card', { has: page.locator('.related-documents') })
      const corrected = numberOf(CORRECTED)
      const correction = numberOf(CORRECTION)
      await page.locator(`#invoice-row-${String(CORRECTION)}`).click()
      await expect(pane.locator('.pane-title')).toHaveText(correction)
      await expect(card.locator('.related-document').first()).toContainText(say('błędną sumą kontrolną', 'wrong check digits'))
      await expect(card.locator('.related-document').nth(1)).toContainText(say('Nie ma jej w teczce', 'It is not in the folder'))
      // As if there were a hundred of them.
      await expect(card).toContainText(say('jest ich więcej', 'there are more'))
      await expect(pane).toContainText(say('jednostka samorządu terytorialnego – odbiorca', 'local government unit – recipient'))
      await expect(pane).toContainText(say('komornik sądowy', 'bailiff'))
      await screenshot(`related-correction-${name}`)
      expect(await axe()).toEqual([])
      await card.getByRole('button', { name: corrected }).click()
      await expect(pane.locator('.pane-title')).toHaveText(corrected)
      await expect(card).toContainText(say('Skorygowana fakturą', 'Corrected by invoice'))
      await screenshot(`related-corrected-${name}`)
      await card.getByRole('button', { name: correction }).click()
      await expect(pane.locator('.pane-title')).toHaveText(correction)
      expect(complaints).toEqual([])
    })
  }
}
