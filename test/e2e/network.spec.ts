import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeAuthorityCertificate, toCertificatePem } from '../support/certificates.ts'
import { makeAppFolder } from './support/appFolders.ts'
import { startCommandLineSimulator } from './support/commandLine.ts'
import { expect, test } from './support/launchApp.ts'
import { WORDS } from './support/words.ts'

const words = WORDS.pl

test('the system’s proxy is shown and left out for this computer; a company’s certificate is added, kept over a restart, and removed', async ({ launch }) => {
  test.setTimeout(120_000)
  const simulator = await startCommandLineSimulator(20)
  const file = join(makeAppFolder('certificates'), 'firma.pem')
  writeFileSync(file, toCertificatePem(makeAuthorityCertificate()))
  chmodSync(file, 0o644)
  // Nothing listens there: whatever went through it would fail.
  const args = ['--proxy-server=http://127.0.0.1:1', '--proxy-bypass-list=<-loopback>']
  const first = await launch({ args })
  await first.page.evaluate(
    async ({ apiBase, nip, token }) => {
      await window.api.taxpayers.add({ context: { environment: 'simulator', identifier: { type: 'Nip', value: nip } }, displayName: 'Firma', apiBase, credential: { kind: 'token', token } })
    },
    { apiBase: simulator.apiBase, nip: simulator.nip, token: simulator.tokens.archive ?? '' },
  )
  await expect(first.page.getByRole('heading', { name: words['nav.invoices'] })).toBeVisible()
  await first.page.keyboard.press('Control+,')
  await expect(first.page.getByText('przez serwer pośredniczący http://127.0.0.1:1')).toBeVisible()
  const report = await first.page.evaluate(async () => {
    const taxpayers = await window.api.taxpayers.list(null)
    return taxpayers.ok && taxpayers.value[0] !== undefined ? window.api.taxpayers.test({ id: taxpayers.value[0].id }) : null
  })
  expect(report).toMatchObject({ ok: true, value: { ok: true } })

  await first.answerDialogs({ open: file })
  await first.page.getByRole('button', { name: words['network.certificates.add'] }).click()
  const listed = (page: typeof first.page) => page.getByRole('list', { name: words['network.certificates'] }).getByRole('listitem')
  await expect(listed(first.page)).toContainText('TEST CCK KSeF')
  await expect(listed(first.page)).toContainText('Ważny od 01.01.2020 do 01.01.2045')
  await first.screenshot('network-certificate')
  await first.answerDialogs({ open: file.replace('firma.pem', 'nie-ma.pem') })
  await first.page.getByRole('button', { name: words['network.certificates.add'] }).click()
  await expect(first.page.getByText(/Nie udało się odczytać pliku/).first()).toBeVisible()
  await first.kill()

  const second = await launch({ folders: first.folders })
  await second.page.keyboard.press('Control+,')
  await expect(second.page.getByText(words['network.direct'])).toBeVisible()
  await listed(second.page).getByRole('button', { name: words['trust.remove'] }).click()
  await second.page.getByRole('button', { name: words['trust.remove.confirm'] }).click()
  await expect(listed(second.page)).toHaveCount(0)
  await simulator.stop()
})
