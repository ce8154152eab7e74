import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { makeCertificate } from '../../../electron/crypto/makeCertificate.ts'
import { fetchPublicKey } from '../../../electron/ksef/auth/publicKeys.ts'
import { failureOf } from '../../support/ksefClient.ts'

const signal = new AbortController().signal
const NOW = Date.UTC(2026, 1, 2)
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const SPKI = keys.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
const CERTIFICATE = makeCertificate({
  subject: { commonName: 'KSeF' },
  issuer: null,
  keys,
  notBefore: new Date('2026-01-01'),
  notAfter: new Date('2028-01-01'),
  keyUsage: 'authentication',
}).toString('base64')

interface Listed {
  readonly id: string
  readonly from?: string
  readonly to?: string
  readonly usage?: readonly string[]
  readonly certificate?: string
}

function list(...listed: readonly Listed[]): () => Promise<{ status: number; header: () => null; bytes: Uint8Array }> {
  const json = listed.map(({ id, from, to, usage = ['KsefTokenEncryption'], certificate = SPKI }) => ({ publicKeyId: id, validFrom: from, validTo: to, usage, certificate }))
  return () => Promise.resolve({ status: 200, header: () => null, bytes: Buffer.from(JSON.stringify(json)) })
}

test('the newest key that is valid now and meant for tokens is taken', async () => {
  const send = list(
    { id: 'old', from: '2025-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' },
    { id: 'right', from: '2026-01-01T00:00:00.0000000+00:00', to: '2028-01-01T00:00:00Z', usage: ['SymmetricKeyEncryption', 'KsefTokenEncryption'] },
    { id: 'future', from: '2026-03-01T00:00:00Z', to: '2029-01-01T00:00:00Z' },
    { id: 'over', from: '2026-01-15T00:00:00Z', to: '2026-01-20T00:00:00Z' },
    { id: 'other use', from: '2026-01-20T00:00:00Z', to: '2028-01-01T00:00:00Z', usage: ['SymmetricKeyEncryption'] },
  )

  expect((await fetchPublicKey(send, 'KsefTokenEncryption', NOW, signal)).publicKeyId).toBe('right')
})

test('a computer with a wrong date still has a key to try', async () => {
  const send = list({ id: 'one', from: '2025-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' })

  expect((await fetchPublicKey(send, 'KsefTokenEncryption', Date.UTC(1970, 0, 1), signal)).publicKeyId).toBe('one')
})

test('a certificate and a bare key give the same key', async () => {
  const [bare, wrapped] = await Promise.all(
    [SPKI, CERTIFICATE].map((certificate) => fetchPublicKey(list({ id: 'k', certificate }), 'KsefTokenEncryption', NOW, signal)),
  )

  expect(bare?.key.equals(keys.publicKey)).toBe(true)
  expect(wrapped?.key.equals(keys.publicKey)).toBe(true)
})

test.each([
  ['without one for this use', list({ id: 'k', usage: [] }), 'no-public-key'],
  ['with an unreadable one', list({ id: 'k', certificate: 'AAAA' }), 'public-key'],
])('a list %s is an unreadable answer', async (_, send, reason) => {
  expect(await failureOf(fetchPublicKey(send, 'KsefTokenEncryption', NOW, signal))).toMatchObject({ code: 'api-answer-unreadable', details: { reason } })
})
