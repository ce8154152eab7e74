import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { makeAuthorityCertificate, makeCredential, TEST_NIP } from '../../support/certificates.ts'
import { TEST_KEYS } from '../../support/testKeys.ts'

describe('making a certificate', () => {
  it('makes what node:crypto reads and verifies', () => {
    const certificate = new X509Certificate(makeCredential('ec').certificateDer)
    // OpenSSL knows the name of the attribute, BoringSSL writes its number.
    expect(certificate.subject).toMatch(new RegExp(`(organizationIdentifier|2\\.5\\.4\\.97)=VATPL-${TEST_NIP}`))
    expect(certificate.verify(TEST_KEYS.authority.publicKey)).toBe(true)
    expect(certificate.publicKey.equals(TEST_KEYS.ec.publicKey)).toBe(true)
  })

  it('makes an authority whose certificates name it as issuer', () => {
    const authority = new X509Certificate(makeAuthorityCertificate())
    expect(authority.ca).toBe(true)
    expect(new X509Certificate(makeCredential('rsa').certificateDer).checkIssued(authority)).toBe(true)
  })

  it('makes the same bytes from the same request', () => {
    expect(makeCredential('rsa').certificateDer).toEqual(makeCredential('rsa').certificateDer)
  })

  it('gives different serial numbers to different requests', () => {
    expect(makeCredential('rsa').summary.serialNumber).not.toBe(makeCredential('expired').summary.serialNumber)
  })

  it('writes years from 2050 on as GeneralizedTime', () => {
    expect(makeCredential('rsa', { notAfter: new Date('2051-06-01T00:00:00Z') }).summary.notAfter).toBe('2051-06-01T00:00:00.000Z')
  })
})
