import type { Page } from '@playwright/test'
import type { Api } from '../../electron/shared/contract/api.ts'
import type { InvoiceSummary } from '../../electron/shared/contract/invoices.ts'
import { labelOfState } from '../../electron/shared/messages/labels.ts'
import { expect, test } from './support/launchApp.ts'
import { WORDS } from './support/words.ts'

/** An invoice of the demo with this status, as the window's own search finds it. */
function exampleOf(page: Page, statusCode: number): Promise<InvoiceSummary> {
  return page.evaluate(async (wanted) => {
    const { api } = window as unknown as { readonly api: Api }
    const taxpayers = await api.taxpayers.list(null)
    const taxpayerId = taxpayers.ok ? taxpayers.value[0]?.id : undefined
    if (taxpayerId === undefined) throw new Error('there is no taxpayer')
    const filter = { text: '', states: [], upo: 'any', xml: 'any', from: null, to: null, by: 'issuedOn', sessionId: null } as const
    for (let offset = 0; ; offset += 500) {
      const page = await api.invoices.search({ taxpayerId, filter, sort: { field: 'issuedOn', descending: true }, offset, limit: 500 })
      if (!page.ok || page.value.rows.length === 0) throw new Error(`no invoice has status ${wanted}`)
      const found = page.value.rows.find((row) => row.statusCode === wanted && row.invoiceNumber !== null)
      if (found !== undefined) return found
    }
  }, statusCode)
}

const EXAMPLES = { accepted: 200, processing: 150, rejected: 450, duplicate: 440 } as const

for (const [language, colorScheme] of [['pl', 'light'], ['en', 'light'], ['pl', 'dark']] as const) {
  test(`from the first screen to every kind of invoice in the demo (${language}, ${colorScheme})`, async ({ launch }) => {
    test.setTimeout(180_000)
    const { page, screenshot } = await launch({ language, colorScheme })
    const words = WORDS[language]
    const shoot = (name: string): Promise<void> => screenshot(`${name}-${language}-${colorScheme}`)
    await shoot('first')

    await page.getByRole('button', { name: words['first.demo'] }).click()
    await page.getByRole('button', { name: words['refresh.cancel'] }).first().waitFor()
    await page.locator('[role="row"].invoice-row').first().waitFor({ timeout: 60_000 })
    await shoot('refreshing')
    await page.getByRole('button', { name: words['refresh.start'], exact: true }).waitFor({ timeout: 120_000 })
    await shoot('list')

    for (const [name, statusCode] of Object.entries(EXAMPLES)) {
      const { invoiceNumber, id, state } = await exampleOf(page, statusCode)
      await page.getByRole('searchbox', { name: words['invoices.search'] }).fill(invoiceNumber ?? String(id))
      // A duplicate has the number of its original: the state tells them apart.
      await page.locator('[role="row"].invoice-row', { hasText: labelOfState(language, state) }).filter({ hasText: invoiceNumber ?? '' }).first().click()
      const pane = page.getByRole('complementary', { name: words['detail.label'] })
      await expect(pane).toContainText(invoiceNumber ?? '')
      await shoot(`detail-${name}`)
    }

    await page.getByRole('navigation').getByText(words['nav.sessions']).click()
    await page.locator('.session-card').first().waitFor()
    await shoot('sessions')

    // The third session of the demo names an invoice in its UPO that no list shows.
    await page.getByRole('button', { name: words['sessions.details'] }).nth(2).click()
    const session = page.getByRole('dialog')
    await expect(session).toContainText(words['session.upo.others'])
    await expect(session.locator('.finding')).toHaveCount(1)
    await shoot('session')
    await session.getByRole('button', { name: words['document.read'] }).first().click()
    await expect(page.getByRole('dialog').last()).toContainText('KSeF')
    await page.keyboard.press('Escape')
    await session.getByRole('button', { name: words['session.open-invoice'] }).click()
    await expect(page.getByRole('complementary', { name: words['detail.label'] })).toContainText(labelOfState(language, 'complete-session-upo'))
  })
}
