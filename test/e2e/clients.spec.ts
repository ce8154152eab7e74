import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { DEMO_CERTIFICATES } from '../../electron/simulator/auth/credentials.ts'
import { nipFromNineDigits } from '../../electron/shared/model/nip.ts'
import { makeAppFolder } from './support/appFolders.ts'
import { runCommand, startCommandLineSimulator } from './support/commandLine.ts'
import { expect, test } from './support/launchApp.ts'
import { WORDS } from './support/words.ts'

const words = WORDS.pl
/** Companies of every simulator; they gave the office the usual grant, and its person all that an archive needs. */
const CLIENTS = ['9991000105', '9991000312', '9991000476', '9991000683'] as const
/** More clients of the office, some of whom gave its person less or nothing (simulator/auth/grants.ts). */
const MORE = Array.from({ length: 60 }, (_, index) => nipFromNineDigits(String(999_300_000 + index)))
  .filter((nip) => nip !== null)
  .slice(0, 36)
const FORTY = [...CLIENTS, ...MORE]
/** Of the added clients: the third gave the person invoices alone, the fifth nothing, the seventh the usual grant. */
const [WITHOUT_HISTORY, SHUT, USUAL] = [MORE[2] ?? '', MORE[4] ?? '', MORE[6] ?? '']

type CertificateName = keyof typeof DEMO_CERTIFICATES

function writeCertificate(folder: string, name: CertificateName): { readonly certificate: string; readonly key: string } {
  const { certificatePem, privateKeyPem } = DEMO_CERTIFICATES[name]
  const [certificate, key] = [join(folder, `${name}.crt`), join(folder, `${name}.key`)]
  writeFileSync(certificate, certificatePem, { mode: 0o644 })
  writeFileSync(key, privateKeyPem, { mode: 0o644 })
  return { certificate, key }
}

const rowOf = (page: Page, nip: string) => page.getByRole('row').filter({ hasText: nip })

test('forty clients with one certificate: what may be read of each, all refreshed, one handed over and deleted', async ({ launch }) => {
  test.setTimeout(300_000)
  const simulator = await startCommandLineSimulator(60, { clients: MORE.length })
  const files = makeAppFolder('certificates')
  const { page, answerDialogs, screenshot, folders } = await launch()

  const chooseCertificate = async (name: CertificateName): Promise<void> => {
    const dialog = page.getByRole('alertdialog')
    const { certificate, key } = writeCertificate(files, name)
    const choose = dialog.getByRole('button', { name: words['credential.choose'] })
    await answerDialogs({ open: certificate })
    await choose.first().click()
    await expect(dialog).toContainText(`${name}.crt`)
    await answerDialogs({ open: key })
    await choose.nth(1).click()
    await expect(dialog).toContainText(`${name}.key`)
  }

  await test.step('a pasted list is added with the certificate of the office', async () => {
    await page.getByRole('button', { name: words['first.add-many'] }).click()
    const dialog = page.getByRole('alertdialog')
    const list = FORTY.map((nip, index) => `Klient ${String(index + 1).padStart(2, '0')}; ${index % 2 === 0 ? nip : `PL ${nip.slice(0, 3)}-${nip.slice(3, 6)}-${nip.slice(6, 8)}-${nip.slice(8)}`}`)
    await dialog.getByLabel(words['clients.add.list']).fill(`Nazwa;NIP\n${list.join('\n')}\n9991000106 Literówka`)
    await dialog.getByRole('button', { name: words['add.environment'] }).click()
    await page.getByRole('option', { name: 'Symulator' }).click()
    await dialog.getByLabel(words['add.address']).fill(simulator.apiBase)
    await chooseCertificate('bookkeeper')
    await screenshot('forty-add')
    await dialog.getByRole('button', { name: 'Dodaj 40 firm' }).click()
    await expect(page.getByRole('dialog')).toContainText('9991000106', { timeout: 60_000 })
    await screenshot('forty-added')
    await page.getByRole('button', { name: words['clients.added.show'] }).click()
  })

  await test.step('the access table says what each gave, with a request for what is missing', async () => {
    await expect(page.getByRole('table').getByRole('row')).toHaveCount(41)
    await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: 120_000 })
    await expect(rowOf(page, CLIENTS[1])).toContainText('UPO tylko z własnych wysyłek')
    await expect(page.getByRole('button', { name: /^Kopiuj prośbę/ })).toHaveCount(40)
    await rowOf(page, CLIENTS[1]).getByRole('button', { name: /^Pokaż prośbę/ }).click()
    await expect(page.getByRole('textbox', { name: words['connection.request'] })).toHaveValue(/Komu nadać: Biuro Żółkiewska – KSeF, NIP 9991000269\..*osobie fizycznej/s)
    await screenshot('forty-request')
    await page.keyboard.press('Escape')
    await screenshot('forty-access')
  })

  await test.step('the certificate of the person takes its place for all at once, and the change is shown', async () => {
    await page.getByRole('button', { name: 'Więcej: Klient 02' }).click()
    await page.getByRole('menuitem', { name: words['taxpayers.replace'] }).click()
    await chooseCertificate('bookkeeper-person')
    await page.getByRole('alertdialog').getByRole('button', { name: words['taxpayers.replace.keep'] }).click()
    await page.getByRole('alertdialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: words['clients.look'], exact: true }).click()
    await expect(rowOf(page, CLIENTS[1])).toContainText(/UPO: część → ✔/, { timeout: 120_000 })
    await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: 120_000 })
    await expect(rowOf(page, SHUT)).toContainText('nie nadała')
    await expect(rowOf(page, WITHOUT_HISTORY)).toContainText('bez niej nie ma UPO')
    await expect(rowOf(page, USUAL)).toContainText('UPO tylko z własnych wysyłek')
    await screenshot('forty-changed')
  })

  await test.step('all are refreshed side by side, each with its own end', async () => {
    await page.getByRole('button', { name: words['clients.refresh-all'], exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: words['clients.refresh-all'] }).click()
    await expect(page.getByRole('progressbar').first()).toBeVisible()
    await expect(rowOf(page, CLIENTS[0])).toContainText(words['clients.refresh.done'], { timeout: 180_000 })
    await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: 180_000 })
    await expect(rowOf(page, SHUT)).toContainText('Jeszcze nie odświeżono')
    await expect(rowOf(page, WITHOUT_HISTORY)).toContainText('nie ma')
    await rowOf(page, WITHOUT_HISTORY).scrollIntoViewIfNeeded()
    await screenshot('forty-refreshed')
  })

  await test.step('one key leads to another company', async () => {
    await page.keyboard.press('Control+p')
    await page.keyboard.type('klient 01')
    await screenshot('forty-switcher')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: /^Klient 01 .*Przełącz firmę$/ })).toBeVisible()
    await expect(page.locator('[role="row"].invoice-row').first()).toBeVisible()
    await screenshot('forty-switched')
  })

  await test.step('a client leaves: only read, handed over whole, deleted for good', async () => {
    await page.keyboard.press('Control+4')
    await page.getByRole('button', { name: 'Więcej: Klient 01' }).click()
    await page.getByRole('menuitem', { name: words['taxpayers.leave'] }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: words['taxpayers.leave.confirm'] }).click()
    const left = page.locator('.left-client').filter({ hasText: CLIENTS[0] })
    const target = makeAppFolder('handed-over')
    await answerDialogs({ open: target })
    await left.getByRole('button', { name: words['clients.hand-over'] }).click()
    await expect(page.getByText(/Spakowano/).first()).toBeVisible({ timeout: 60_000 })
    const [folder = ''] = readdirSync(target)
    expect(readdirSync(join(target, folder)).toSorted()).toEqual([expect.stringMatching(/^Klient_01-.*\.zip$/), 'PRZECZYTAJ.txt', 'SHA256SUMS', `simulator-nip-${CLIENTS[0]}.teczka`])

    const archive = join(folders.archives, 'archives', `simulator-nip-${CLIENTS[0]}.teczka`)
    expect(existsSync(archive)).toBe(true)
    await left.getByRole('button', { name: words['clients.delete'] }).click()
    await page.getByRole('alertdialog').getByRole('textbox').fill(CLIENTS[0])
    await screenshot('forty-delete')
    await page.getByRole('alertdialog').getByRole('button', { name: words['clients.delete.confirm'] }).click()
    await expect(left).toHaveCount(0)
    expect(readdirSync(join(folders.archives, 'archives')).filter((name) => name.includes(CLIENTS[0]))).toEqual([])
    await screenshot('forty-deleted')
  })
  await simulator.stop()
})

test('the command line adds many, shows their access, refreshes all, and lets one go', async () => {
  test.setTimeout(180_000)
  const simulator = await startCommandLineSimulator(60)
  const folder = mkdtempSync(join(tmpdir(), 'teczka-clients-'))
  try {
    const { certificate, key } = writeCertificate(folder, 'bookkeeper-person')
    const credential = { TECZKA_CERTIFICATE_FILE: certificate, TECZKA_KEY_FILE: key }
    const run = (args: readonly string[]) => runCommand([...args, '--folder', folder, '--json'], credential)
    const list = join(folder, 'klienci.txt')
    writeFileSync(list, [...CLIENTS, MORE[0], '9991000106', CLIENTS[0]].join('\n'))
    const added = await run(['context', 'add-many', list, '--environment', 'simulator', '--api-base', simulator.apiBase, '--check'])
    expect(added.lines[0]).toMatchObject({ added: [1, 2, 3, 4, 5], refused: [{ reason: { problem: 'nip-checksum' } }, { reason: { problem: 'repeated' } }] })
    const access = await run(['access'])
    expect(access.lines).toHaveLength(5)
    expect(access.lines.map((line) => (line as { now: { upo: string } }).now.upo).toSorted()).toEqual(['all', 'all', 'all', 'all', 'unknown'])

    const synced = await run(['sync', '--all', '--from', '2026-02-01'])
    expect(synced.lines.map((line) => (line as { outcome: string }).outcome).toSorted()).toEqual(['done', 'done', 'done', 'done', 'failed'])
    expect(synced.exitCode).toBe(3)

    expect(await run(['context', 'leave', CLIENTS[0]])).toMatchObject({ exitCode: 0 })
    expect(await run(['sync', '--taxpayer', CLIENTS[0]])).toMatchObject({ exitCode: 2, lines: [{ error: { code: 'taxpayer-left' } }] })
    expect(await run(['context', 'received', 'on', '--taxpayer', CLIENTS[0]])).toMatchObject({ exitCode: 2, lines: [{ error: { code: 'taxpayer-left' } }] })
    expect(await run(['context', 'received', '--taxpayer', CLIENTS[0]])).toMatchObject({ exitCode: 0, lines: [{ kept: 'none' }] })
    const [handed] = (await run(['context', 'hand-over', CLIENTS[0], folder])).lines as readonly { readonly path: string; readonly invoices: number }[]
    expect(handed?.invoices).toBeGreaterThan(50)
    expect(await run(['context', 'delete', CLIENTS[0]])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--confirm') })
    expect(await run(['context', 'delete', CLIENTS[0], '--confirm', CLIENTS[1]])).toMatchObject({ exitCode: 2, lines: [{ error: { code: 'confirmation-differs' } }] })
    expect(await run(['context', 'delete', CLIENTS[0], '--confirm', CLIENTS[0]])).toMatchObject({ exitCode: 0 })
    expect(readdirSync(join(folder, 'archives')).filter((name) => name.includes(CLIENTS[0]))).toEqual([])
    expect((await run(['context', 'list'])).lines).toHaveLength(4)
  } finally {
    await simulator.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})
