import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCertificateWithKey } from '../../../../electron/crypto/signingCredential.ts'
import { signEnveloped } from '../../../../electron/crypto/xades/signEnveloped.ts'
import { startSimulator, type RunningSimulator } from '../../../../electron/simulator/startSimulator.ts'
import { allSessions, authTokenRequest, beginCertificateSignIn, challengeOf, outcomeOf, pick, postSigned, redeem } from '../../../support/simulatorCaller.ts'

let simulator: RunningSimulator
const OWNER = '9991000105'
const CLIENT = '9991000312'
const NOBODYS = '9991000849'

beforeAll(async () => {
  simulator = await startSimulator({ seed: 2, invoices: 150, limits: 'off', today: '2026-09-15' })
})
afterAll(() => simulator.close())

function signed(name: 'owner-rsa' | 'owner-ec', document: Buffer): Buffer {
  const { certificatePem, privateKeyPem } = simulator.credentials.certificates[name]
  const credential = openCertificateWithKey(Buffer.from(certificatePem), Buffer.from(privateKeyPem), null)
  return Buffer.from(signEnveloped(document, credential, { signingTime: new Date(simulator.clock.now()) }))
}

describe('a sign-in with a certificate', () => {
  it.each(['owner-rsa', 'owner-ec'] as const)('lets %s into its own context, where it sees all sessions', async (name) => {
    const { api } = await redeem(simulator, await beginCertificateSignIn(simulator, name, OWNER))
    expect((await allSessions(api, 'Online')).length).toBeGreaterThan(10)
  })

  it.each([
    ['expired', OWNER, 460, 'Nieważny certyfikat'],
    ['offline-type', OWNER, 460, 'Niepoprawny certyfikat'],
    ['other-nip', OWNER, 415, 'Brak przypisanych uprawnień'],
    ['owner-rsa', CLIENT, 415, 'Brak przypisanych uprawnień'],
    ['bookkeeper', NOBODYS, 415, 'Brak przypisanych uprawnień'],
  ] as const)('fails for %s in the context %s with %i and its detail', async (name, nip, code, detail) => {
    const outcome = await outcomeOf(simulator, await beginCertificateSignIn(simulator, name, nip))
    expect([pick(outcome, 'status', 'code'), pick(outcome, 'status', 'details', 0)]).toEqual([code, detail])
  })

  it('gives the bookkeeping firm invoices but only its own sessions, and its bookkeeper all sessions of a client', async () => {
    const firm = await redeem(simulator, await beginCertificateSignIn(simulator, 'bookkeeper', CLIENT))
    expect(await allSessions(firm.api, 'Online')).toEqual([])
    const person = await redeem(simulator, await beginCertificateSignIn(simulator, 'bookkeeper-person', CLIENT))
    expect([...(await allSessions(person.api, 'Online')), ...(await allSessions(person.api, 'Batch'))].length).toBeGreaterThan(0)
  })

  it('is refused at once for a document that is not signed, not XML, changed after signing, or signed for an old challenge', async () => {
    const challenge = await challengeOf(simulator)
    const document = signed('owner-rsa', authTokenRequest(challenge, OWNER))
    const changed = Buffer.from(document.toString('utf8').replace(`<Nip>${OWNER}</Nip>`, `<Nip>${CLIENT}</Nip>`))
    const codeOf = async (bytes: Uint8Array): Promise<unknown> => pick((await postSigned(simulator, bytes)).json, 'errors', 0, 'code')
    expect(await codeOf(authTokenRequest(challenge, OWNER))).toBe(9102)
    expect(await codeOf(Buffer.from('{"challenge": 1}'))).toBe(21001)
    expect(await codeOf(changed)).toBe(9105)
    expect(await codeOf(signed('owner-rsa', authTokenRequest('20260915-CR-0000000000-0000000000-00', OWNER)))).toBe(21111)
    expect(await codeOf(signed('owner-rsa', authTokenRequest(challenge, '1234567890')))).toBe(21117)
    expect((await postSigned(simulator, document)).status).toBe(202)
    expect(await codeOf(document)).toBe(21111)
  })

  it('is refused after the ten minutes of its challenge', async () => {
    const document = signed('owner-ec', authTokenRequest(await challengeOf(simulator), OWNER))
    simulator.clock.advance(601_000)
    expect(pick((await postSigned(simulator, document)).json, 'errors', 0, 'code')).toBe(21111)
  })
})
