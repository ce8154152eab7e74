import fc from 'fast-check'
import forge from 'node-forge'
import { describe, expect, it } from 'vitest'
import { checkUsableForSignIn, openCertificateWithKey, openPkcs12 } from '../../../electron/crypto/signingCredential.ts'
import { AppError, type AppErrorCode } from '../../../electron/shared/errors.ts'
import {
  certificateBag,
  CREDENTIAL_KINDS,
  makeAuthorityCertificate,
  makeCredential,
  pkcs12Of,
  sameKey,
  toCertificatePem,
  toKeyPem,
  toPkcs12,
} from '../../support/certificates.ts'
import { OPENSSL_CERTIFICATES, OPENSSL_KEYS, OPENSSL_PKCS12 } from '../../support/opensslFiles.ts'
import { TEST_KEYS } from '../../support/testKeys.ts'

const rsa = makeCredential('rsa')
const ec = makeCredential('ec')
const ecCertificate = toCertificatePem(ec.certificateDer)

function codeOf(act: () => unknown): AppErrorCode | 'no error' {
  try {
    act()
    return 'no error'
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

describe('opening PKCS#12', () => {
  it.each(CREDENTIAL_KINDS)('opens a credential of kind %s', (kind) => {
    const credential = makeCredential(kind)
    const opened = openPkcs12(toPkcs12(credential, 'hasło'), 'hasło')
    expect(sameKey(credential, opened)).toBe(true)
    expect(opened.summary).toEqual(credential.summary)
  })

  it.each([
    ['triple DES and RC2-40, as old programs write', OPENSSL_PKCS12.legacyEc, 'zażółć 12', TEST_KEYS.ec],
    ['RC2-128 and two-key triple DES', OPENSSL_PKCS12.rc2TwoKeyDesEc, 'abc', TEST_KEYS.ec],
    ['AES-256 with PBKDF2', OPENSSL_PKCS12.modernEc, 'zażółć 12', TEST_KEYS.ec],
    ['an RSA key', OPENSSL_PKCS12.modernRsa, 'abc', TEST_KEYS.rsa],
    ['no MAC', OPENSSL_PKCS12.withoutMac, 'abc', TEST_KEYS.ec],
    ['an empty password', OPENSSL_PKCS12.emptyPassword, '', TEST_KEYS.ec],
  ] as const)('opens a file of OpenSSL with %s', (_, bytes, password, keys) => {
    const opened = openPkcs12(bytes, password)
    expect(opened.privateKey.equals(keys.privateKey)).toBe(true)
    expect(opened.summary.nip).toBe('5265877635')
    expect(codeOf(() => openPkcs12(bytes, 'wrong'))).toBe('certificate-wrong-password')
  })

  it('opens a file of node-forge', () => {
    const key = forge.pki.privateKeyFromPem(toKeyPem(rsa, null).toString())
    const certificate = forge.pki.certificateFromPem(toCertificatePem(rsa.certificateDer).toString())
    const asn1 = forge.pkcs12.toPkcs12Asn1(key, [certificate], 'abc', { algorithm: '3des' })
    const bytes = Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1')
    expect(openPkcs12(bytes, 'abc').privateKey.equals(TEST_KEYS.rsa.privateKey)).toBe(true)
  })

  it('chooses the certificate of the key, wherever it stands in the chain', () => {
    const others = [makeAuthorityCertificate(), makeCredential('other-nip').certificateDer]
    expect(openPkcs12(toPkcs12(ec, 'abc', others), 'abc').certificateDer).toEqual(ec.certificateDer)
  })

  it.each<[string, AppErrorCode, () => unknown]>([
    ['a wrong password', 'certificate-wrong-password', () => openPkcs12(toPkcs12(rsa, 'abc'), 'abd')],
    ['a password without its last letter', 'certificate-wrong-password', () => openPkcs12(toPkcs12(rsa, 'abc'), 'ab')],
    ['a file without a key', 'certificate-unreadable', () => openPkcs12(OPENSSL_PKCS12.withoutKey, 'abc')],
    ['a file without content', 'certificate-unreadable', () => openPkcs12(pkcs12Of([], 'abc'), 'abc')],
    ['a key of another certificate', 'certificate-key-mismatch', () => openPkcs12(toPkcs12({ ...rsa, certificateDer: makeCredential('other-nip').certificateDer }, 'abc'), 'abc')],
    ['a MAC that would count for hours', 'certificate-algorithm-unsupported', () => openPkcs12(pkcs12Of([certificateBag(rsa.certificateDer)], 'abc', 2_000_000_000), 'abc')],
    ['a certificate without its key', 'certificate-unreadable', () => openPkcs12(rsa.certificateDer, 'abc')],
    ['a PEM file', 'certificate-unreadable', () => openPkcs12(ecCertificate, 'abc')],
    ['a text', 'certificate-unreadable', () => openPkcs12(Buffer.from('to nie jest certyfikat'), 'abc')],
    ['nothing', 'certificate-unreadable', () => openPkcs12(new Uint8Array(), 'abc')],
    ['a giant', 'certificate-unreadable', () => openPkcs12(Buffer.alloc(2_000_000, 0x30), 'abc')],
  ])('says what is wrong with %s: %s', (_, code, open) => {
    expect(codeOf(open)).toBe(code)
  })

  it('survives any change and any cut of its bytes', () => {
    const bytes = OPENSSL_PKCS12.legacyEc
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }), fc.boolean(), (position, byte, cut) => {
        const changed = Buffer.from(cut ? bytes.subarray(0, position) : bytes)
        if (!cut) changed[position] = byte
        const code = codeOf(() => openPkcs12(changed, 'zażółć 12'))
        return code === 'no error' ? !cut : code.startsWith('certificate-')
      }),
      { numRuns: 300 },
    )
  })
})

describe('opening a certificate with its key', () => {
  it.each([
    ['encrypted PKCS#8', toKeyPem(ec, 'hasło'), 'hasło'],
    ['plain PKCS#8', toKeyPem(ec, null), null],
    ['plain PKCS#8 with a password that nobody needs', toKeyPem(ec, null), 'abc'],
    ['PKCS#8 in DER', TEST_KEYS.ec.privateKey.export({ type: 'pkcs8', format: 'der' }), null],
    ['scrypt', OPENSSL_KEYS.scrypt, 'abc'],
    ['HMAC-SHA512', OPENSSL_KEYS.hmacSha512, 'abc'],
    ['triple DES', OPENSSL_KEYS.tripleDes, 'zażółć'],
    ['a PKCS#12 scheme', OPENSSL_KEYS.pkcs12Scheme, 'abc'],
    ['an old PEM, encrypted', OPENSSL_KEYS.sec1Encrypted, 'abc'],
    ['an old PEM, plain', OPENSSL_KEYS.sec1Plain, null],
  ] as const)('opens a key as %s', (_, keyBytes, password) => {
    const opened = openCertificateWithKey(ecCertificate, keyBytes, password)
    expect(opened.privateKey.equals(TEST_KEYS.ec.privateKey)).toBe(true)
    expect(opened.summary).toEqual(ec.summary)
  })

  it.each([
    ['encrypted PKCS#8', toKeyPem(ec, 'hasło')],
    ['scrypt', OPENSSL_KEYS.scrypt],
    ['HMAC-SHA512', OPENSSL_KEYS.hmacSha512],
    ['triple DES', OPENSSL_KEYS.tripleDes],
    ['an old PEM', OPENSSL_KEYS.sec1Encrypted],
  ] as const)('asks for another password where it is wrong or missing: %s', (_, keyBytes) => {
    expect(codeOf(() => openCertificateWithKey(ecCertificate, keyBytes, 'nie to'))).toBe('certificate-wrong-password')
    expect(codeOf(() => openCertificateWithKey(ecCertificate, keyBytes, null))).toBe('certificate-wrong-password')
  })

  it.each<[string, AppErrorCode, () => unknown]>([
    ['a key of another certificate', 'certificate-key-mismatch', () => openCertificateWithKey(ecCertificate, toKeyPem(makeCredential('ec', { keys: TEST_KEYS.otherEc }), null), null)],
    ['a key of another kind', 'certificate-key-mismatch', () => openCertificateWithKey(ecCertificate, toKeyPem(rsa, null), null)],
    ['the two files the wrong way round', 'certificate-unreadable', () => openCertificateWithKey(toKeyPem(ec, null), ecCertificate, null)],
    ['an Ed25519 key', 'certificate-algorithm-unsupported', () => openCertificateWithKey(OPENSSL_CERTIFICATES.ed25519, OPENSSL_KEYS.ed25519, null)],
    ['a text in place of the key', 'certificate-unreadable', () => openCertificateWithKey(ecCertificate, Buffer.from('klucz'), null)],
  ])('says what is wrong with %s: %s', (_, code, open) => {
    expect(codeOf(open)).toBe(code)
  })

  it('never lets a brainpool key sign in, whichever runtime reads it', () => {
    const code = codeOf(() => {
      checkUsableForSignIn(openCertificateWithKey(OPENSSL_CERTIFICATES.brainpool, OPENSSL_KEYS.brainpool, null), new Date('2026-12-01T00:00:00Z'))
    })
    expect(['certificate-algorithm-unsupported', 'certificate-unreadable']).toContain(code)
  })

  it('keeps the key out of anything that is printed', () => {
    expect(JSON.stringify(openCertificateWithKey(ecCertificate, toKeyPem(ec, null), null).privateKey)).toBe('{}')
  })
})

describe('whether a certificate can sign in', () => {
  const now = new Date('2026-06-01T12:00:00Z')

  it.each([
    ['rsa', 'no error'],
    ['ec', 'no error'],
    ['person', 'no error'],
    ['other-nip', 'no error'],
    ['offline', 'certificate-offline-type'],
    ['expired', 'certificate-expired'],
    ['not-yet-valid', 'certificate-not-yet-valid'],
  ] as const)('%s: %s', (kind, code) => {
    expect(codeOf(() => checkUsableForSignIn(makeCredential(kind), now))).toBe(code)
  })

  it('counts both ends of the validity in', () => {
    const credential = makeCredential('rsa')
    for (const edge of [credential.summary.notBefore, credential.summary.notAfter]) {
      expect(codeOf(() => checkUsableForSignIn(credential, new Date(edge)))).toBe('no error')
    }
  })

  it('refuses RSA keys under 2048 bits', () => {
    expect(codeOf(() => checkUsableForSignIn(makeCredential('rsa', { keys: TEST_KEYS.shortRsa }), now))).toBe('certificate-algorithm-unsupported')
  })
})
