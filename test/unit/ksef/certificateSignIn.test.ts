import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { afterEach, describe, expect, test } from 'vitest'
import { openCertificateWithKey } from '../../../electron/crypto/signingCredential.ts'
import { verifyEnveloped } from '../../../electron/crypto/xmlSignature/verifyEnveloped.ts'
import type { CredentialAbilities } from '../../../electron/ksef/permissions.ts'
import type { KsefClient } from '../../../electron/ksef/client.ts'
import type { CertificateCredential } from '../../../electron/ksef/credential.ts'
import { whatMayThisCredentialDo } from '../../../electron/ksef/permissions.ts'
import { DEMO_CERTIFICATES } from '../../../electron/simulator/auth/credentials.ts'
import type { CertificateName } from '../../../electron/simulator/auth/credentials.ts'
import { startSimulator } from '../../../electron/simulator/startSimulator.ts'
import type { RunningSimulator } from '../../../electron/simulator/startSimulator.ts'
import { MAIN_TAXPAYER } from '../../../electron/simulator/world/parties.ts'
import { failureOf, testClient, TOKEN } from '../../support/ksefClient.ts'
import { CHALLENGE, startScriptedKsef, TIMESTAMP_MS } from '../../support/scriptedKsef.ts'
import type { Script, ScriptedKsef } from '../../support/scriptedKsef.ts'

const signal = new AbortController().signal
const SCHEMA = resolve(process.env.TECZKA_SHARED ?? resolve(import.meta.dirname, '../../../../shared'), 'ksef/xsd/schemat_auth_v2-1.xsd')
const STARTED = { status: 202, json: { referenceNumber: 'AUTH-1', authenticationToken: { token: 'operation-token', validUntil: '2099-01-01T00:00:00Z' } } }
const NO_PERMISSION = { json: { status: { code: 415, description: 'Uwierzytelnianie zakończone niepowodzeniem', details: ['Brak przypisanych uprawnień'] } } }

const closing: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

function credential(name: CertificateName, subjectIdentifier: CertificateCredential['subjectIdentifier'] = 'certificateSubject'): CertificateCredential {
  const { certificatePem, privateKeyPem } = DEMO_CERTIFICATES[name]
  return { kind: 'certificate', signing: openCertificateWithKey(Buffer.from(certificatePem), Buffer.from(privateKeyPem), null), subjectIdentifier }
}

async function clientWith(certificate: CertificateCredential, script: Script = () => undefined): Promise<{ readonly client: KsefClient; readonly ksef: ScriptedKsef }> {
  const ksef = await startScriptedKsef((request) => script(request) ?? (request.path === '/auth/xades-signature' ? STARTED : undefined))
  const client = testClient(ksef.apiBase, { context: { environment: 'simulator', identifier: { type: 'Nip', value: MAIN_TAXPAYER.nip } }, credential: certificate })
  closing.push(() => ksef.close(), () => client.close())
  return { client, ksef }
}

describe('signing in with a certificate', () => {
  test.each<[CertificateName, string]>([
    ['owner-rsa', 'certificateSubject'],
    ['owner-ec', 'certificateFingerprint'],
  ])('"%s" sends the challenge signed, with %s', async (name, subjectIdentifier) => {
    const { client, ksef } = await clientWith(credential(name, subjectIdentifier as CertificateCredential['subjectIdentifier']))
    await client.signIn(signal)
    const sent = ksef.requests.find(({ path }) => path === '/auth/xades-signature') ?? expect.fail('nothing was sent')
    const verdict = verifyEnveloped(Buffer.from(sent.body))

    expect(sent.headers['content-type']).toBe('application/xml')
    expect(sent.body).toContain(`<Challenge>${CHALLENGE}</Challenge><ContextIdentifier><Nip>${MAIN_TAXPAYER.nip}</Nip></ContextIdentifier><SubjectIdentifierType>${subjectIdentifier}</SubjectIdentifierType>`)
    expect(verdict).toMatchObject({ result: 'valid', certificateDigest: 'matches', signer: { nip: MAIN_TAXPAYER.nip } })
    expect(sent.body).toContain(`SigningTime>${new Date(TIMESTAMP_MS).toISOString().slice(0, 19)}`)
  })

  test.skipIf(!existsSync(SCHEMA))(`sends a request as the schema wants it (skipped without ${SCHEMA})`, async () => {
    const { client, ksef } = await clientWith(credential('owner-rsa'))
    await client.signIn(signal)
    const sent = ksef.requests.find(({ path }) => path === '/auth/xades-signature')?.body ?? ''
    // The schema describes the request before it is signed.
    const unsigned = sent.replace(/<ds:Signature[^]*<\/ds:Signature>/, '')
    const schema = XmlDocument.fromBuffer(readFileSync(SCHEMA))
    const validator = XsdValidator.fromDoc(schema)
    const document = XmlDocument.fromString(unsigned)

    expect(unsigned).not.toBe(sent)
    expect(() => validator.validate(document)).not.toThrow()
    document.dispose()
    validator.dispose()
    schema.dispose()
  })

  test.each<[CertificateName, string]>([
    ['offline-type', 'certificate-offline-type'],
    ['expired', 'certificate-expired'],
  ])('"%s" is refused before anything is sent', async (name, code) => {
    const { client, ksef } = await clientWith(credential(name))

    expect((await failureOf(client.signIn(signal))).code).toBe(code)
    expect(ksef.requests).toEqual([])
  })

  test('of another NIP without any permission here says whose it is', async () => {
    const { client } = await clientWith(credential('other-nip'), ({ path }) => (path === '/auth/AUTH-1' ? NO_PERMISSION : undefined))
    const certificateNip = credential('other-nip').signing.summary.nip

    expect(certificateNip).not.toBe(MAIN_TAXPAYER.nip)
    expect(await failureOf(client.signIn(signal))).toMatchObject({
      code: 'certificate-other-nip',
      details: { certificateNip, contextNip: MAIN_TAXPAYER.nip, statusCode: 415, messages: ['Brak przypisanych uprawnień'] },
    })
  })

  test('of another NIP that was granted something signs in', async () => {
    const { client } = await clientWith(credential('bookkeeper'))

    expect(await client.signIn(signal)).toMatchObject({ referenceNumber: 'AUTH-1' })
  })

  test('of this NIP without permission is not called another one', async () => {
    const { client } = await clientWith(credential('owner-rsa'), ({ path }) => (path === '/auth/AUTH-1' ? NO_PERMISSION : undefined))

    expect((await failureOf(client.signIn(signal))).code).toBe('sign-in-no-permission')
  })

  test.each([
    [21115, 'Nieprawidłowy certyfikat.'],
    [9105, 'Nieprawidłowy podpis.'],
  ])('refused at the door with %i blames the certificate', async (code, description) => {
    const refused = { status: 400, json: { errors: [{ code, description }] } }
    const { client } = await clientWith(credential('owner-rsa'), ({ path }) => (path === '/auth/xades-signature' ? refused : undefined))

    expect(await failureOf(client.signIn(signal))).toMatchObject({ code: 'sign-in-certificate-refused', details: { code, description } })
  })

  test('of the taxpayer itself may read everything, without a call', async () => {
    const { client, ksef } = await clientWith(credential('owner-ec'))
    const signedIn = await client.signIn(signal)
    const before = ksef.requests.length

    expect(await whatMayThisCredentialDo(client, signedIn, signal)).toEqual({ invoices: true, upo: 'all', permissions: [], source: 'owner' })
    expect(ksef.requests).toHaveLength(before)
  })
})

describe('a certificate at the simulator', () => {
  async function meet(name: CertificateName): Promise<{ readonly client: KsefClient; readonly simulator: RunningSimulator }> {
    const simulator = await startSimulator({ seed: 5, invoices: 60, limits: 'production', tokensAreSilent: true })
    const client = testClient(simulator.apiBase, { context: { environment: 'simulator', identifier: { type: 'Nip', value: MAIN_TAXPAYER.nip } }, credential: credential(name) })
    closing.push(() => simulator.close(), () => client.close())
    return { client, simulator }
  }

  test.each<[CertificateName, Omit<CredentialAbilities, 'permissions'>]>([
    ['owner-rsa', { invoices: true, upo: 'all', source: 'owner' }],
    ['owner-ec', { invoices: true, upo: 'all', source: 'owner' }],
    ['bookkeeper', { invoices: true, upo: 'own-sessions', source: 'grants' }],
    ['bookkeeper-person', { invoices: true, upo: 'all', source: 'grants' }],
  ])('"%s" signs in and may do what it may', async (name, abilities) => {
    const { client } = await meet(name)
    const signedIn = await client.signIn(signal)
    const { items } = await client.listSessions({ sessionType: 'Online', pageSize: 1000 }, signal)

    expect(await whatMayThisCredentialDo(client, signedIn, signal)).toMatchObject(abilities)
    expect(items.length > 0).toBe(abilities.upo === 'all')
  })

  test('known by its fingerprint enters where that was given a permission, and nowhere else', async () => {
    const simulator = await startSimulator({ seed: 5, invoices: 60, limits: 'production', tokensAreSilent: true })
    const certificate = credential('other-nip', 'certificateFingerprint')
    const enter = (nip: string): KsefClient => {
      const client = testClient(simulator.apiBase, { context: { environment: 'simulator', identifier: { type: 'Nip', value: nip } }, credential: certificate })
      closing.push(() => client.close())
      return client
    }
    closing.push(() => simulator.close())
    await fetch(`${simulator.controlUrl}/grants`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ subject: certificate.signing.summary.fingerprintSha256, context: MAIN_TAXPAYER.nip, permissions: ['InvoiceRead', 'Introspection'] }),
    })

    const client = enter(MAIN_TAXPAYER.nip)
    expect(await whatMayThisCredentialDo(client, await client.signIn(signal), signal)).toMatchObject({ invoices: true, upo: 'all', source: 'grants' })
    const other = simulator.taxpayers.find(({ nip }) => nip !== MAIN_TAXPAYER.nip)?.nip ?? ''
    expect((await failureOf(enter(other).signIn(signal))).details).toMatchObject({ statusCode: 415 })
  })

  test.each([
    ['InternalId', `${MAIN_TAXPAYER.nip}-12345`],
    ['NipVatUe', `${MAIN_TAXPAYER.nip}-DE123456789`],
  ] as const)('of an owner enters a context of the kind %s, which has sessions of its own', async (type, value) => {
    const simulator = await startSimulator({ seed: 5, invoices: 60, limits: 'production', tokensAreSilent: true })
    const client = testClient(simulator.apiBase, { context: { environment: 'simulator', identifier: { type, value } }, credential: credential('owner-rsa') })
    closing.push(() => simulator.close(), () => client.close())

    expect(await client.signIn(signal)).toMatchObject({ referenceNumber: expect.stringMatching(/^\d{8}-AU-/) as string })
    expect((await client.listSessions({ sessionType: 'Online', pageSize: 1000 }, signal)).items).toEqual([])
  })

  test('of another NIP is told from one without permission', async () => {
    const { client } = await meet('other-nip')

    expect(await failureOf(client.signIn(signal))).toMatchObject({ code: 'certificate-other-nip', details: { statusCode: 415 } })
  })
})

test('a refused token that names another taxpayer says which', async () => {
  const refused = { json: { status: { code: 450, description: 'Uwierzytelnianie zakończone niepowodzeniem z powodu błędnego tokenu', details: ['Nieprawidłowy token'] } } }
  const ksef = await startScriptedKsef(({ path }) => (path === '/auth/AUTH-1' ? refused : undefined))
  const client = testClient(ksef.apiBase, { context: { environment: 'simulator', identifier: { type: 'Nip', value: MAIN_TAXPAYER.nip } } })
  closing.push(() => ksef.close(), () => client.close())
  const failure = await failureOf(client.signIn(signal))

  expect(failure).toMatchObject({ code: 'sign-in-token-invalid', details: { tokenTaxpayer: '5265877635' } })
  expect(JSON.stringify(failure)).not.toContain(TOKEN.slice(-20))
})
