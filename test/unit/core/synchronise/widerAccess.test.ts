import { afterEach, expect, test } from 'vitest'
import { openCertificateWithKey } from '../../../../electron/crypto/signingCredential.ts'
import type { Credential } from '../../../../electron/ksef/credential.ts'
import { refreshBench, type RefreshBench } from '../../../support/refreshBench.ts'
import { beginCertificateSignIn, redeem, signIn } from '../../../support/simulatorCaller.ts'
import { openOnline, sampleInvoice, sendInvoice } from '../../../support/simulatorSending.ts'

let bench: RefreshBench

afterEach(async () => {
  await bench.close()
})

const MAIN = '9991000105'

/** The usual grant to an office: with it KSeF lists only what the office itself sent (API-NOTES §2, Permissions). */
function officeOf({ simulator }: RefreshBench): Credential {
  const { certificatePem, privateKeyPem } = simulator.credentials.certificates.bookkeeper
  return { kind: 'certificate', signing: openCertificateWithKey(Buffer.from(certificatePem), Buffer.from(privateKeyPem), null), subjectIdentifier: 'certificateSubject' }
}

async function proven(): Promise<number> {
  return (await bench.archive.archiveFigures()).hashesMatched
}

/** The office sends an invoice in the name of its client. */
async function sendFromOffice(): Promise<void> {
  const { api } = await redeem(bench.simulator, await beginCertificateSignIn(bench.simulator, 'bookkeeper', MAIN))
  const { session } = await openOnline(api)
  expect((await sendInvoice(api, session, sampleInvoice('BR/1', { issuedOn: '2026-09-15' }))).status).toBe(202)
  expect((await api.post(`/sessions/online/${session.reference}/close`)).status).toBe(204)
  bench.simulator.clock.advance(5 * 60_000)
}

test('what others sent before is found as soon as a credential shows it, though the own submissions of another were read past it', async () => {
  bench = await refreshBench({ invoices: 40, processingMs: 0 })
  await sendFromOffice()
  await bench.refresh({ credential: officeOf(bench) })
  expect(await proven()).toBe(1)
  await bench.refresh()
  const afterwards = await proven()

  await bench.close()
  bench = await refreshBench({ invoices: 40, processingMs: 0 })
  await sendFromOffice()
  await bench.refresh()
  expect(afterwards).toBe(await proven())
})

test('a sale of a unit that the owner sent is missed by an office that is shown its own submissions alone, and is found by the owner', async () => {
  bench = await refreshBench({ invoices: 1, processingMs: 0 })
  const { api } = await signIn(bench.simulator, 'owner')
  const { session } = await openOnline(api)
  const file = Buffer.from(sampleInvoice('JEDNOSTKA/1', { issuedOn: '2026-09-15', thirdParty: '9991000714' }).toString().replace('<Rola>1', '<Rola>7'))
  expect((await sendInvoice(api, session, file)).status).toBe(202)
  expect((await api.post(`/sessions/online/${session.reference}/close`)).status).toBe(204)
  bench.simulator.clock.advance(5 * 60_000)
  const shown = async () => (await bench.archive.searchInvoices({ filter: { text: 'JEDNOSTKA/1', states: [], upo: 'any', xml: 'any', from: null, to: null, by: 'issuedOn', sessionId: null }, sort: { field: 'issuedOn', descending: true }, offset: 0, limit: 1 })).rows[0]?.state
  await bench.refresh({ credential: officeOf(bench) })
  expect(await shown()).toBe('no-upo')
  await bench.refresh()
  expect(await shown()).toBe('complete')
})
