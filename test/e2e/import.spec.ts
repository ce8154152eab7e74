import { execFileSync } from 'node:child_process'
import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEMO_UPO_SEAL } from '../../electron/simulator/keys/serverKeys.ts'
import { makeCredential, TEST_NIP } from '../support/certificates.ts'
import { signXml, upoXml } from '../support/upo.ts'
import { makeAppFolder } from './support/appFolders.ts'
import { runCommand } from './support/commandLine.ts'
import { expect, test } from './support/launchApp.ts'
import { WORDS } from './support/words.ts'

const words = WORDS.pl

test('a bundle of another program is taken in once, and every invoice in it is complete without a network', async ({ launch }) => {
  test.setTimeout(180_000)
  const demo = await runCommand(['demo', '--invoices', '40', '--json'])
  const { bundle: made, uposStored } = JSON.parse(demo.stdout.trim().split('\n').at(-1) ?? '') as { readonly bundle: string; readonly uposStored: number }
  // Not where it was made: the program may run as another user.
  const bundle = join(makeAppFolder('bundles'), 'od-biura.zip')
  copyFileSync(made, bundle)
  const folders = { userData: makeAppFolder('user-data'), archives: makeAppFolder('archives') }
  const added = await runCommand(['context', 'add', '9991000105', '--environment', 'simulator', '--api-base', 'http://127.0.0.1:9', '--name', 'Moja firma', '--folder', folders.archives])
  expect(added.exitCode, added.stderr).toBe(0)
  // Made by this user, and written to by the one who runs the program.
  execFileSync('chmod', ['-R', 'a+rwX', folders.archives])
  const stray = join(makeAppFolder('strays'), 'faktura.xml')
  writeFileSync(stray, '<!DOCTYPE html><title>faktura</title>')

  const { page, answerDialogs, screenshot } = await launch({ folders })
  const summary = page.locator('.import-screen')
  const choose = async (path: string): Promise<void> => {
    await answerDialogs({ open: path })
    await page.getByRole('button', { name: words['import.files'] }).click()
  }
  const filter = (name: 'stored' | 'already-here' | 'unlisted' | 'refused', count: number) => page.getByRole('radio', { name: `${words[`import.filter.${name}`]} ${count}` })

  await page.getByRole('navigation').getByText(words['nav.import']).click()
  await choose(bundle)
  await expect(filter('stored', 2 * uposStored)).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('button', { name: words['import.cancel'], exact: true })).toHaveCount(0)
  await screenshot('import-added')
  // Files of invoices that KSeF refused are on no list, and kept all the same.
  const unlisted = Number((await page.getByRole('radio', { name: words['import.filter.unlisted'] }).textContent())?.match(/\d+$/)?.[0])

  await choose(bundle)
  await expect(filter('already-here', 2 * uposStored)).toBeVisible({ timeout: 30_000 })
  await expect(filter('unlisted', unlisted)).toBeVisible()
  await filter('already-here', 2 * uposStored).click()
  await expect(summary.getByText('Już jest w teczce').first()).toBeVisible()
  await screenshot('import-already-here')

  await choose(stray)
  await filter('refused', 1).click()
  await expect(summary).toContainText('To strona internetowa')
  await screenshot('import-refused')

  await page.getByRole('navigation').getByText(words['nav.invoices']).click()
  await expect(page.locator('[role="row"].invoice-row', { hasText: 'Komplet' }).first()).toBeVisible()
  await expect(page.getByText(new RegExp(`^Komplet ?${uposStored}$`)).first()).toBeVisible()
  await screenshot('import-complete')

  // A file may be signed by anybody: that is said until the person names whom they trust.
  const pane = page.locator('.invoice-pane')
  await page.locator('[role="row"].invoice-row', { hasText: 'Komplet' }).first().click()
  await expect(pane).toContainText(words['document.signer-unchecked'])
  // Nothing but the file says that KSeF has it.
  await expect(pane).toContainText('Według UPO dodanego z pliku')
  await screenshot('import-signer-unchecked')
  const certificate = join(makeAppFolder('certificates'), 'wystawca.pem')
  writeFileSync(certificate, DEMO_UPO_SEAL.certificatePem)
  await page.getByText(words['nav.settings'], { exact: true }).click()
  await answerDialogs({ open: certificate })
  await page.getByRole('button', { name: words['trust.add'] }).click()
  await expect(page.locator('.trusted')).toHaveCount(1)
  await page.getByRole('navigation').getByText(words['nav.invoices']).click()
  await page.locator('[role="row"].invoice-row', { hasText: 'Komplet' }).first().click()
  await expect(pane).toContainText('zaufany certyfikat')
  await expect(pane).not.toContainText(words['document.signer-unchecked'])
  await screenshot('import-signer-trusted')
})

for (const [language, colorScheme] of [['pl', 'light'], ['en', 'dark']] as const) {
  test(`a second valid receipt of the same invoice stands beside the first (${language}, ${colorScheme})`, async ({ launch }) => {
    const folders = { userData: makeAppFolder('user-data'), archives: makeAppFolder('archives') }
    const added = await runCommand(['context', 'add', TEST_NIP, '--environment', 'test', '--name', 'Moja firma', '--folder', folders.archives])
    expect(added.exitCode, added.stderr).toBe(0)
    const receipts = makeAppFolder('receipts')
    // The same entry, sealed on two days.
    for (const day of ['01', '05']) writeFileSync(join(receipts, `upo-${day}.xml`), signXml(upoXml(), makeCredential('rsa'), new Date(`2026-02-${day}T10:00:05Z`)))
    const imported = await runCommand(['import', receipts, '--folder', folders.archives])
    expect(imported.exitCode, imported.stderr).toBe(0)
    execFileSync('chmod', ['-R', 'a+rwX', folders.archives])

    const { page, screenshot } = await launch({ folders, language, colorScheme })
    await page.locator('[role="row"].invoice-row').first().click()
    const receiptsShown = page.locator('.invoice-pane .document:not(.is-quarantined)', { hasText: 'UPO' })
    await expect(receiptsShown).toHaveCount(2)
    await expect(receiptsShown.first()).toContainText(language === 'pl' ? '1.02.2026' : '01/02/2026')
    await expect(receiptsShown.last()).toContainText(language === 'pl' ? '5.02.2026' : '05/02/2026')
    await receiptsShown.last().scrollIntoViewIfNeeded()
    await screenshot(`two-receipts-${language}-${colorScheme}`)
  })
}
