import { execFileSync } from 'node:child_process'
import { describeSender } from '../../electron/shared/messages/diagnosis.ts'
import { labelOfState } from '../../electron/shared/messages/labels.ts'
import { startSimulator } from '../../electron/simulator/startSimulator.ts'
import { makeAppFolder } from './support/appFolders.ts'
import { runCommand } from './support/commandLine.ts'
import { expect, test } from './support/launchApp.ts'
import { WORDS } from './support/words.ts'

const BUYER = '9991000714'

test('a self-invoiced invoice alarms neither the buyer who sent it nor the seller who did not', async ({ launch }) => {
  test.setTimeout(180_000)
  const simulator = await startSimulator({ seed: 1, invoices: 3, limits: 'off', processingMs: 1_000 })
  try {
    await fetch(`${simulator.controlUrl}/sessions`, { method: 'POST', body: JSON.stringify({ nip: BUYER, invoices: 1 }), headers: { 'content-type': 'application/json' } })
    simulator.clock.advance(120_000)
    const folders = { userData: makeAppFolder('user-data'), archives: makeAppFolder('archives') }
    const shared = ['--folder', folders.archives]
    const seller = simulator.taxpayers[0]?.nip ?? ''
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
    for (const [nip, name, token] of [[seller, 'Sprzedawca', simulator.credentials.tokens.archive], [BUYER, 'Nabywca', simulator.credentials.tokens['other-context']]] as const) {
      const added = await runCommand(['context', 'add', nip, '--environment', 'simulator', '--api-base', simulator.apiBase, '--name', name, ...shared])
      expect(added.exitCode, added.stderr).toBe(0)
      const synced = await runCommand(['sync', '--from', yesterday, '--taxpayer', nip, ...shared], { TECZKA_TOKEN: token })
      expect(synced.exitCode, synced.stderr).toBe(0)
    }
    execFileSync('chmod', ['-R', 'a+rwX', folders.archives])
    // The buyer has the UPO, and the number begins with the seller's NIP.
    const listed = await runCommand(['list', '--taxpayer', BUYER, '--json', ...shared])
    const { ksefNumber } = (listed.lines as { readonly ksefNumber: string | null; readonly state: string }[]).find(({ state }) => state === 'complete') ?? { ksefNumber: null }
    expect(ksefNumber).toMatch(new RegExp(`^${seller}-`))

    for (const [language, colorScheme] of [['pl', 'light'], ['en', 'dark']] as const) {
      const { page, screenshot, close } = await launch({ folders, language, colorScheme })
      const words = WORDS[language]
      for (const [name, state, role] of [['Sprzedawca', 'with-sender', 'buyer'], ['Nabywca', 'complete', 'buyer']] as const) {
        await page.locator('.switcher').click()
        await page.getByRole('menuitem', { name: new RegExp(name) }).click()
        await page.getByRole('navigation').getByText(words['nav.invoices']).click()
        await page.getByRole('searchbox', { name: words['invoices.search'] }).fill(ksefNumber ?? '')
        const row = page.locator('[role="row"].invoice-row').first()
        await expect(row).toContainText(labelOfState(language, state))
        await row.click()
        const pane = page.getByRole('complementary', { name: words['detail.label'] })
        await expect(pane).toContainText(describeSender(language, { role, identifier: null, name: null, isThisTaxpayer: false, knownFrom: 'upo' }).who)
        await screenshot(`self-invoiced-${name}-${language}`)
        await page.getByRole('navigation').getByText(words['nav.attention']).click()
        await expect(page.locator('main')).not.toContainText(ksefNumber ?? '')
      }
      await close()
    }
  } finally {
    await simulator.close()
  }
})
