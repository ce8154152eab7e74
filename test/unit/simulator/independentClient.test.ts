import { KSeFClient, openSendAndClose, parseUpoXml } from 'ksef-client-ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyEnveloped } from '../../../electron/crypto/xmlSignature/verifyEnveloped.ts'
import { warsawDayOf } from '../../../electron/shared/model/warsawDay.ts'
import { startSimulator, type RunningSimulator } from '../../../electron/simulator/startSimulator.ts'
import { sampleInvoice, sha256Text } from '../../support/simulatorSending.ts'

let simulator: RunningSimulator
const NIP = '9991000105'

beforeAll(async () => {
  // Real time: an independent client checks the dates of tokens by its own clock.
  simulator = await startSimulator({ seed: 4, invoices: 120, limits: 'production', processingMs: 300 })
})
afterAll(() => simulator.close())

function clientOf(): KSeFClient {
  return new KSeFClient({ baseUrl: simulator.apiBase.replace(/\/v2$/, ''), apiVersion: 'v2' })
}

/** In Warsaw: what is dated otherwise was issued offline. */
const today = warsawDayOf(new Date())

describe('a client that others wrote', () => {
  it.each(['token', 'certificate'] as const)('signs in with a %s, sends an invoice, closes the session and gets its UPO', async (means) => {
    const client = clientOf()
    await client.crypto.init()
    const { tokens, certificates } = simulator.credentials
    if (means === 'token') await client.loginWithToken(tokens.owner, NIP)
    else await client.loginWithCertificate(certificates['owner-ec'].certificatePem, certificates['owner-ec'].privateKeyPem, NIP)

    const invoice = sampleInvoice(`OBCY/${means}/1`, { issuedOn: today })
    const info = await openSendAndClose(client, [invoice], { pollOptions: { intervalMs: 100, maxAttempts: 50 } })
    expect(info).toMatchObject({ successfulInvoiceCount: 1, failedInvoiceCount: 0 })

    const page = info.pages[0]
    const upo = await (await fetch(page?.downloadUrl ?? '')).text()
    expect(verifyEnveloped(Buffer.from(upo)).result).toBe('valid')
    expect(parseUpoXml(upo).dokumenty).toMatchObject([{ nipSprzedawcy: NIP, numerFaktury: `OBCY/${means}/1`, skrotDokumentu: sha256Text(invoice), trybWysylki: 'Online' }])
  })
})
