import { X509Certificate } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCertificate } from '../../../electron/crypto/certificate.ts'
import { AppError } from '../../../electron/shared/errors.ts'
import { makeAuthorityCertificate, makeCredential, OTHER_NIP, TEST_ISSUER, TEST_NIP, TEST_PESEL, toCertificatePem } from '../../support/certificates.ts'
import { OPENSSL_CERTIFICATES } from '../../support/opensslFiles.ts'
import { TEST_KEYS } from '../../support/testKeys.ts'

describe('reading a certificate', () => {
  it('says whose it is, who issued it, and until when', () => {
    const { certificateDer } = makeCredential('rsa')
    const node = new X509Certificate(certificateDer)
    expect(readCertificate(certificateDer)).toEqual({
      subject: `CN=Zakład Próbny, O=Zakład Próbny sp. z o.o., organizationIdentifier=VATPL-${TEST_NIP}, C=PL`,
      issuer: 'CN=TEST CCK KSeF, OU=Krajowa Administracja Skarbowa, O=Ministerstwo Finansów, C=PL',
      serialNumber: node.serialNumber.toUpperCase(),
      notBefore: '2026-01-01T00:00:00.000Z',
      notAfter: '2040-01-01T00:00:00.000Z',
      keyType: 'rsa',
      keySizeBits: 2048,
      curve: null,
      fingerprintSha256: node.fingerprint256.replaceAll(':', '').toLowerCase(),
      nip: TEST_NIP,
      pesel: null,
      purpose: 'authentication',
    })
  })

  it('reads PEM and DER alike', () => {
    const { certificateDer, summary } = makeCredential('ec')
    expect(readCertificate(toCertificatePem(certificateDer))).toEqual(summary)
  })

  it.each([
    ['ec', TEST_KEYS.ec, 'P-256'],
    ['ec', TEST_KEYS.ec384, 'P-384'],
    ['ec', TEST_KEYS.ec521, 'P-521'],
  ] as const)('names the curve of an %s key (%#)', (keyType, keys, curve) => {
    expect(makeCredential('rsa', { keys }).summary).toMatchObject({ keyType, curve, keySizeBits: null })
  })

  it('measures short RSA keys', () => {
    expect(makeCredential('rsa', { keys: TEST_KEYS.shortRsa }).summary.keySizeBits).toBe(1024)
  })

  it('reads keys that node:crypto in Electron does not know', () => {
    expect(readCertificate(OPENSSL_CERTIFICATES.brainpool)).toMatchObject({ keyType: 'ec', curve: '1.3.36.3.3.2.8.1.1.7', purpose: 'unknown' })
    expect(readCertificate(OPENSSL_CERTIFICATES.ed25519)).toMatchObject({ keyType: 'other', curve: null })
  })

  it.each([
    ['NIP in organizationIdentifier', { organizationIdentifier: `VATPL-${OTHER_NIP}` }, { nip: OTHER_NIP, pesel: null }],
    ['NIP in serialNumber', { serialNumber: `TINPL-${OTHER_NIP}` }, { nip: OTHER_NIP, pesel: null }],
    ['PESEL', { serialNumber: `PNOPL-${TEST_PESEL}` }, { nip: null, pesel: TEST_PESEL }],
    ['a foreign identifier', { serialNumber: 'PNODE-12345678901', organizationIdentifier: 'VATDE-123456789' }, { nip: null, pesel: null }],
    ['a NIP with too many digits', { organizationIdentifier: `VATPL-${OTHER_NIP}1` }, { nip: null, pesel: null }],
  ] as const)('finds %s', (_, subject, expected) => {
    expect(makeCredential('rsa', { subject: { commonName: 'X', ...subject } }).summary).toMatchObject(expected)
  })

  it('tells the two types of KSeF certificate by their key usage', () => {
    expect(makeCredential('rsa').summary.purpose).toBe('authentication')
    expect(makeCredential('offline').summary.purpose).toBe('offline')
  })

  it('calls no qualified certificate offline, though it too has non-repudiation alone', () => {
    const issuer = { ...TEST_ISSUER, commonName: 'Certyfikowany Dostawca Usług Zaufania' }
    expect(makeCredential('offline', { issuer: { name: issuer, privateKey: TEST_KEYS.authority.privateKey } }).summary.purpose).toBe('unknown')
  })

  it('takes control characters out of names', () => {
    expect(makeCredential('rsa', { subject: { commonName: 'A\u0000B\u202eC' } }).summary.subject).toBe('CN=A B C')
  })

  it('reads a certificate that signs itself', () => {
    const authority = readCertificate(makeAuthorityCertificate())
    expect(authority.subject).toBe(authority.issuer)
  })

  it('refuses anything else with one code, and never hangs', () => {
    const { certificateDer } = makeCredential('rsa')
    const inputs = [
      Buffer.alloc(0),
      Buffer.from('<html></html>'),
      certificateDer.subarray(0, 400),
      Buffer.from('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'),
      Buffer.alloc(1_000_001, 0x30),
      Buffer.alloc(100_000, 0x30),
      Buffer.from('308030803080308030803080'.repeat(1000), 'hex'),
    ]
    for (const input of inputs) expect(() => readCertificate(input)).toThrow(expect.objectContaining({ code: 'certificate-unreadable' }))
  })

  it('survives any change of its bytes', () => {
    const { certificateDer } = makeCredential('ec')
    fc.assert(
      fc.property(fc.nat(certificateDer.length - 1), fc.integer({ min: 0, max: 255 }), (position, byte) => {
        const changed = Buffer.from(certificateDer)
        changed[position] = byte
        try {
          return readCertificate(changed).fingerprintSha256.length === 64
        } catch (error) {
          return error instanceof AppError && error.code === 'certificate-unreadable'
        }
      }),
      { numRuns: 500 },
    )
  })
})
