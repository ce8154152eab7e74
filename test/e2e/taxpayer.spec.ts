import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { MENU_ITEMS } from '../../electron/shared/contract/events.ts'
import { makeAppFolder } from './support/appFolders.ts'
import { startCommandLineSimulator } from './support/commandLine.ts'
import { expect, test } from './support/launchApp.ts'
import { WORDS } from './support/words.ts'

const words = WORDS.pl

test('a company is added, refused with a wrong token, refreshed, handed over, and readable without KSeF', async ({ launch }) => {
  test.setTimeout(180_000)
  const simulator = await startCommandLineSimulator(80)
  const { app, page, screenshot, answerDialogs, folders, close } = await launch()
  expect(await enabledMenuItems(app)).toEqual(['add-taxpayer', 'settings'])
  await page.getByRole('button', { name: words['first.add'] }).click()
  const dialog = page.getByRole('alertdialog')

  await dialog.getByRole('button', { name: words['add.environment'] }).click()
  await page.getByRole('option', { name: 'Symulator' }).click()
  await dialog.getByLabel(words['add.address']).fill(simulator.apiBase)
  const nip = dialog.getByRole('textbox', { name: 'NIP', exact: true })
  await nip.fill('1234567890')
  await expect(dialog).toContainText(words['add.identifier.nip-checksum'])
  await nip.fill(`PL ${simulator.nip.slice(0, 3)}-${simulator.nip.slice(3)}`)
  await dialog.getByText(words['credential.kind.token'], { exact: true }).first().click()
  const token = dialog.getByRole('textbox', { name: words['credential.token'] })

  for (const [name, text, expected] of [
    ['wrong-token', 'to-nie-jest-token', /token/i],
    ['revoked-token', simulator.tokens.revoked ?? '', /token/i],
    ['invoices-only', simulator.tokens['read-only'] ?? '', words['connection.upo.none.title']],
    ['right-token', simulator.tokens.archive ?? '', words['connection.upo.all']],
  ] as const) {
    await token.fill(text)
    await dialog.getByRole('button', { name: words['connection.test'] }).click()
    await dialog.getByRole('button', { name: words['connection.test'], exact: true }).waitFor()
    await expect(dialog).toContainText(expected)
    await screenshot(`add-${name}`)
  }
  await dialog.getByRole('button', { name: words['add.add'] }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(await enabledMenuItems(app)).toEqual([...MENU_ITEMS].sort())

  await page.getByRole('button', { name: words['refresh.start'], exact: true }).first().click()
  await page.getByRole('button', { name: words['first-refresh.start'] }).waitFor()
  await screenshot('first-refresh')
  await page.getByRole('button', { name: words['first-refresh.start'] }).click()
  await expect(page.getByText(/^Odświeżono /).first()).toBeVisible({ timeout: 60_000 })
  await page.getByRole('button', { name: words['refresh.start'], exact: true }).waitFor({ timeout: 120_000 })

  const bundle = join(makeAppFolder('bundles'), 'paczka.zip')
  await answerDialogs({ save: bundle })
  await page.getByRole('grid', { name: words['invoices.grid'] }).focus()
  await page.keyboard.press('Control+A')
  await page.getByRole('button', { name: words['hand-over.open'] }).click()
  await page.getByRole('button', { name: words['hand-over.pack'] }).click()
  await expect(page.getByText(/Spakowano/).first()).toBeVisible({ timeout: 30_000 })
  await screenshot('handed-over')
  expect(statSync(bundle).size).toBeGreaterThan(10_000)

  await simulator.stop()
  await close()
  const again = await launch({ folders })
  await again.page.locator('[role="row"].invoice-row').first().click()
  await expect(again.page.getByRole('complementary', { name: words['detail.label'] })).toContainText('KSeF')
  await again.screenshot('offline')
})

/** What of the menu's own items can be chosen now. */
function enabledMenuItems(app: ElectronApplication): Promise<readonly string[]> {
  return app.evaluate(({ Menu }, ids) => ids.filter((id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.enabled), [...MENU_ITEMS].sort())
}
