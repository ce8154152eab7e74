import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { makeAppFolder } from './support/appFolders.ts'
import { runCommand, startCommandLineSimulator } from './support/commandLine.ts'
import { expect, test } from './support/launchApp.ts'
import { WORDS } from './support/words.ts'

const words = WORDS.pl
const A_YEAR_AGO = new Date(Date.now() - 366 * 86_400_000).toISOString().slice(0, 10)

interface Harmed {
  readonly invoiceNumber: string
  readonly documentId: number
}

/** Harms a receipt and an invoice file as a failing disk would, while no program has the archive open. */
function harm(archives: string): { readonly upo: Harmed; readonly xml: Harmed } {
  const name = readdirSync(archives).find((one) => one.endsWith('.teczka')) ?? ''
  const db = new Database(join(archives, name))
  const find = (column: string, skip: number): Harmed =>
    db.prepare(`SELECT invoiceNumber, ${column} AS documentId FROM invoices WHERE state = 'complete' AND invoiceNumber IS NOT NULL AND ${column} IS NOT NULL ORDER BY id LIMIT 1 OFFSET ?`).get(skip) as Harmed
  const harmed = { upo: find('upoDocumentId', 0), xml: find('xmlDocumentId', 1) }
  db.exec('DROP TRIGGER documentBytes_never_change')
  for (const { documentId } of Object.values(harmed)) {
    const bytes = db.prepare('SELECT deflated FROM documentBytes WHERE documentId = ?').pluck().get(documentId) as Buffer
    bytes[bytes.length >> 1]! ^= 1
    db.prepare('UPDATE documentBytes SET deflated = ? WHERE documentId = ?').run(bytes, documentId)
  }
  db.close()
  return harmed
}

test('bytes that came to harm are named by their invoice, left alone by a refresh, fetched again after a yes, and whole after that', async ({ launch }) => {
  test.setTimeout(240_000)
  const simulator = await startCommandLineSimulator(60)
  const folders = { userData: makeAppFolder('user-data'), archives: makeAppFolder('archives') }
  const added = await runCommand(['context', 'add', simulator.nip, '--environment', 'simulator', '--api-base', simulator.apiBase, '--name', 'Moja firma', '--folder', folders.archives])
  expect(added.exitCode, added.stderr).toBe(0)
  const synced = await runCommand(['sync', '--from', A_YEAR_AGO, '--folder', folders.archives], { TECZKA_TOKEN: simulator.tokens.archive ?? '' })
  expect(synced.exitCode, synced.stderr).toBe(0)
  const { upo, xml } = harm(join(folders.archives, 'archives'))
  // Made by this user, and written to by the one who runs the program.
  execFileSync('chmod', ['-R', 'a+rwX', folders.archives])

  const { page, screenshot } = await launch({ folders })
  const screen = page.locator('.self-check-screen')
  const rows = screen.locator('.self-check-row')
  await page.getByRole('navigation').getByText(words['nav.self-check']).click()
  await expect(screen).toContainText(words['self-check.never.title'])
  await screenshot('self-check-never')
  await screen.getByRole('button', { name: words['self-check.start'], exact: true }).click()
  await expect(screen.getByText(words['self-check.damaged'])).toBeVisible({ timeout: 60_000 })
  await expect(rows).toHaveCount(2)
  await expect(rows.filter({ hasText: upo.invoiceNumber })).toContainText('UPO faktury')
  await expect(rows.filter({ hasText: xml.invoiceNumber })).toContainText('Faktura (XML)')
  await screenshot('self-check-damaged')

  // Its card claims nothing any more of what was checked when it came.
  await rows.getByRole('button', { name: `Pokaż fakturę ${upo.invoiceNumber}` }).click()
  const damaged = page.locator('.document', { hasText: 'Zapisany plik zmienił się na dysku' })
  await expect(damaged).toHaveCount(1)
  await expect(damaged.locator('.check-not-checked').first()).toBeVisible()
  await expect(damaged.locator('.check-confirmed')).toHaveCount(0)
  await damaged.scrollIntoViewIfNeeded()
  await screenshot('self-check-damaged-document')
  await page.getByRole('navigation').getByText(words['nav.self-check']).click()

  // The program knows no token yet: the person gives one.
  await page.getByRole('button', { name: /Moja firma/ }).click()
  await page.getByRole('menuitem', { name: words['taxpayers.manage'] }).click()
  await page.getByRole('button', { name: words['taxpayers.replace'] }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByText(words['credential.kind.token'], { exact: true }).first().click()
  await dialog.getByRole('textbox', { name: words['credential.token'] }).fill(simulator.tokens.archive ?? '')
  await dialog.getByRole('button', { name: words['taxpayers.replace.keep'] }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')

  // A refresh leaves the damaged ones alone.
  await page.keyboard.press('Control+R')
  await expect(page.getByText(/^Od ostatniego odświeżenia|^Przeczytano|^Zapisano/).first()).toBeVisible({ timeout: 60_000 })
  await expect(rows.filter({ hasText: 'Do pobrania ponownie' })).toHaveCount(2)

  await screen.getByRole('button', { name: 'Pobierz ponownie z KSeF (2)' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: words['self-check.repair.yes'] }).click()
  await expect(rows.filter({ hasText: 'Naprawiony' })).toHaveCount(2, { timeout: 60_000 })
  await screenshot('self-check-repaired')

  await rows.getByRole('button', { name: `Pokaż fakturę ${upo.invoiceNumber}` }).click()
  const history = page.locator('.history')
  for (const event of ['Plik w archiwum jest uszkodzony', 'Poproszono o ponowne pobranie', 'Pobrano ponownie uszkodzony plik']) await expect(history).toContainText(event)
  await history.scrollIntoViewIfNeeded()
  await screenshot('self-check-history')
  await page.getByRole('navigation').getByText(words['nav.self-check']).click()

  await screen.getByRole('button', { name: words['self-check.start-full'] }).click()
  await expect(screen.getByText(words['self-check.whole'])).toBeVisible({ timeout: 60_000 })
  await expect(rows).toHaveCount(0)
  await expect(screen).toContainText('poza plikiem')
  await screenshot('self-check-whole')
  await simulator.stop()
})
