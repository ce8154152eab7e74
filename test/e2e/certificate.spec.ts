import { createPrivateKey } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEMO_CERTIFICATES } from '../../electron/simulator/auth/credentials.ts'
import { describeError } from '../../electron/shared/messages/errors.ts'
import { makeAppFolder } from './support/appFolders.ts'
import { startCommandLineSimulator } from './support/commandLine.ts'
import { expect, test } from './support/launchApp.ts'
import { WORDS } from './support/words.ts'

const words = WORDS.pl
const PASSWORD = 'Zażółć gęślą jaźń 7'

/** A certificate of the simulator as KSeF gives one out: .crt, and .key behind a password. */
function writeCertificate(folder: string, name: keyof typeof DEMO_CERTIFICATES): { readonly certificate: string; readonly key: string } {
  const { certificatePem, privateKeyPem } = DEMO_CERTIFICATES[name]
  const certificate = join(folder, `${name}.crt`)
  const key = join(folder, `${name}.key`)
  writeFileSync(certificate, certificatePem, { mode: 0o644 })
  writeFileSync(key, createPrivateKey(privateKeyPem).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSWORD }), { mode: 0o644 })
  return { certificate, key }
}

const said = (code: Parameters<typeof describeError>[1]['code']): string => describeError('pl', { code, details: {} }).whatHappened.slice(0, 20)

test('certificates of every kind are told apart, and the right one signs in', async ({ launch }) => {
  test.setTimeout(120_000)
  const simulator = await startCommandLineSimulator(20)
  const files = makeAppFolder('certificates')
  const { page, answerDialogs, screenshot } = await launch()
  await page.getByRole('button', { name: words['first.add'] }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('button', { name: words['add.environment'] }).click()
  await page.getByRole('option', { name: 'Symulator' }).click()
  await dialog.getByLabel(words['add.address']).fill(simulator.apiBase)
  await dialog.getByRole('textbox', { name: 'NIP', exact: true }).fill(simulator.nip)
  const choose = dialog.getByRole('button', { name: words['credential.choose'] })
  const password = dialog.getByRole('textbox', { name: words['credential.password'] })

  const cases = [
    ['owner-rsa', 'wrong', said('certificate-wrong-password')],
    ['offline-type', PASSWORD, said('certificate-offline-type')],
    ['expired', PASSWORD, said('certificate-expired')],
    ['other-nip', PASSWORD, said('certificate-other-nip')],
    ['owner-ec', PASSWORD, words['connection.upo.all']],
    ['owner-rsa', PASSWORD, words['connection.upo.all']],
  ] as const
  for (const [name, typed, expected] of cases) {
    const { certificate, key } = writeCertificate(files, name)
    await answerDialogs({ open: certificate })
    await choose.first().click()
    await expect(dialog).toContainText(`${name}.crt`)
    await answerDialogs({ open: key })
    await choose.nth(1).click()
    await expect(dialog).toContainText(`${name}.key`)
    await password.fill(typed)
    await dialog.getByRole('button', { name: words['connection.test'] }).click()
    await expect(dialog).toContainText(expected)
    await screenshot(`certificate-${name}${typed === PASSWORD ? '' : '-wrong-password'}`)
  }
  await dialog.getByRole('button', { name: words['add.add'] }).click()
  await dialog.waitFor({ state: 'detached' })
  await simulator.stop()
})
