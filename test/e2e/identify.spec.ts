import type { Page } from '@playwright/test'
import type { Api } from '../../electron/shared/contract/api.ts'
import { crc8 } from '../../electron/shared/model/crc8.ts'
import { expect, test } from './support/launchApp.ts'
import { WORDS } from './support/words.ts'

interface Example {
  readonly sessionReference: string
  readonly ksefNumber: string
  readonly invoiceNumber: string
}

/** A session of the demo and an invoice of it that has a KSeF number. */
function exampleOf(page: Page): Promise<Example> {
  return page.evaluate(async () => {
    const { api } = window as unknown as { readonly api: Api }
    const taxpayers = await api.taxpayers.list(null)
    const taxpayerId = taxpayers.ok ? taxpayers.value[0]?.id : undefined
    if (taxpayerId === undefined) throw new Error('there is no taxpayer')
    const filter = { text: '', states: ['complete'], upo: 'any', xml: 'any', from: null, to: null, by: 'issuedOn', sessionId: null } as const
    const found = await api.invoices.search({ taxpayerId, filter, sort: { field: 'issuedOn', descending: true }, offset: 0, limit: 50 })
    for (const { id, ksefNumber, invoiceNumber } of found.ok ? found.value.rows : []) {
      const detail = await api.invoices.detail({ taxpayerId, id })
      const sessionReference = detail.ok ? detail.value.sessionReference : null
      if (ksefNumber !== null && invoiceNumber !== null && sessionReference !== null) return { sessionReference, ksefNumber, invoiceNumber }
    }
    throw new Error('no complete invoice of a session is here')
  })
}

test('a pasted session number leads to its session, a mistyped KSeF number is told, a right one opens its invoice', async ({ launch }) => {
  test.setTimeout(180_000)
  const { page, screenshot } = await launch({ language: 'pl', colorScheme: 'light' })
  const words = WORDS.pl
  await page.getByRole('button', { name: words['first.demo'] }).click()
  await page.locator('[role="row"].invoice-row').first().waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: words['refresh.start'], exact: true }).waitFor({ timeout: 120_000 })
  const { sessionReference, ksefNumber, invoiceNumber } = await exampleOf(page)
  const dialog = page.getByRole('dialog', { name: words['identify.title'] })

  await page.keyboard.press('Control+k')
  await page.keyboard.insertText(`Numer sesji: „${sessionReference.toLowerCase().replaceAll('-', '–')}”`)
  await expect(dialog).toContainText('To numer wysyłki (sesji), a nie faktury')
  await screenshot('identify-session')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: new RegExp(sessionReference) })).toBeVisible()
  await page.keyboard.press('Escape')

  await page.keyboard.press('Control+k')
  const right = crc8(ksefNumber.slice(0, 32))
  await page.keyboard.insertText(`${ksefNumber.slice(0, 33)}${right === '00' ? '11' : '00'}`)
  await expect(dialog).toContainText(`powinno być ${right}`)
  await expect(dialog).toContainText('różni się jedną pomyłką')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeVisible()
  await screenshot('identify-wrong-checksum')
  await dialog.getByRole('textbox').fill(`Nr KSeF: ${ksefNumber}`)
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('complementary', { name: words['detail.label'] })).toContainText(invoiceNumber)
})
