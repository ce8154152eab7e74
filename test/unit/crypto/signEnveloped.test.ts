import { describe, expect, it } from 'vitest'
import { signEnveloped } from '../../../electron/crypto/xades/signEnveloped.ts'
import { verifyEnveloped } from '../../../electron/crypto/xmlSignature/verifyEnveloped.ts'
import { makeCredential } from '../../support/certificates.ts'
import { TEST_KEYS } from '../../support/testKeys.ts'
import { UPO_SIGNED_AT } from '../../support/upo.ts'

const credential = makeCredential('rsa')
const options = { signingTime: UPO_SIGNED_AT, id: 'x' }

function signText(xml: string): string {
  return Buffer.from(signEnveloped(Buffer.from(xml), credential, options)).toString('utf8')
}

describe('signing', () => {
  it('puts the signature last in the document element and changes nothing else', () => {
    const xml = '<?xml version="1.0" encoding="utf-8"?>\n<a xmlns="urn:a">ł<b/>\n</a>\n'
    const signed = signText(xml)
    expect(signed.replace(/<ds:Signature .*<\/ds:Signature>/s, '')).toBe(xml)
    expect(signed).toMatch(/<b\/>\n<ds:Signature .*<\/ds:Signature><\/a>\n$/s)
  })

  it.each([
    ['an empty document element', '<a xmlns="urn:a" b=">"/>'],
    ['a comment after it', '<a/><!-- </a> <b/> -->\n'],
    ['a processing instruction after it', '<a>1</a>\n<?x </a>?> '],
    ['a namespace prefix', '<p:a xmlns:p="urn:p"><p:b/></p:a >'],
  ])('signs a document with %s', (_, xml) => {
    expect(verifyEnveloped(Buffer.from(signText(xml)))).toMatchObject({ result: 'valid', certificateDigest: 'matches' })
  })

  it('gives the same bytes for the same request with RSA', () => {
    expect(signText('<a/>')).toBe(signText('<a/>'))
  })

  it('makes Ids of its own when none is given', () => {
    const ids = [1, 2].map(() => /Id="([^"]+)"/.exec(Buffer.from(signEnveloped(Buffer.from('<a/>'), credential, { signingTime: UPO_SIGNED_AT })).toString())?.[1])
    expect(ids[0]).toMatch(/^Signature-/)
    expect(ids[0]).not.toBe(ids[1])
  })

  it('names the certificate by its digest, issuer and serial number', () => {
    const signed = signText('<a/>')
    expect(signed).toContain('<ds:X509IssuerName>C=PL,O=Ministerstwo Finansów,OU=Krajowa Administracja Skarbowa,CN=TEST CCK KSeF</ds:X509IssuerName>')
    expect(signed).toContain(`<ds:X509SerialNumber>${BigInt(`0x${credential.summary.serialNumber}`).toString()}</ds:X509SerialNumber>`)
    expect(signed).toContain('<xades:SigningTime>2026-02-01T10:00:05Z</xades:SigningTime>')
  })

  it('uses ECDSA with a value of R and S for EC keys', () => {
    const signed = Buffer.from(signEnveloped(Buffer.from('<a/>'), makeCredential('ec', { keys: TEST_KEYS.ec }), options)).toString()
    expect(signed).toContain('xmldsig-more#ecdsa-sha256')
    expect(Buffer.from(/<ds:SignatureValue>(.*)<\/ds:SignatureValue>/.exec(signed)?.[1] ?? '', 'base64')).toHaveLength(64)
  })

  it('refuses what is not XML', () => {
    expect(() => signText('nie')).toThrow()
  })
})
