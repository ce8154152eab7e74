import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verifyEnveloped, type ValidSignature } from '../../../electron/crypto/xmlSignature/verifyEnveloped.ts'
import { makeCredential } from '../../support/certificates.ts'
import { tamperedReceipts } from '../../support/tamperedReceipts.ts'
import { TEST_KEYS } from '../../support/testKeys.ts'
import { signedUpo, signXml, upoXml } from '../../support/upo.ts'
import { resignedWith, signWithMethods } from '../../support/signWithMethods.ts'

function expectValid(bytes: Uint8Array): ValidSignature {
  const verdict = verifyEnveloped(bytes)
  if (verdict.result !== 'valid') throw new Error(JSON.stringify(verdict))
  return verdict
}

function coveredBy({ coveredPieces }: ValidSignature): Buffer {
  return Buffer.concat(coveredPieces)
}

const genuine = signedUpo().toString('utf8')

describe('a genuine signature', () => {
  it('is valid, and says who signed what and when', () => {
    const verdict = expectValid(Buffer.from(genuine))
    expect(verdict).toMatchObject({
      result: 'valid',
      signer: makeCredential('rsa').summary,
      signingTime: '2026-02-01T10:00:05Z',
      certificateDigest: 'matches',
      algorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      weak: false,
    })
    expect(Buffer.from(verdict.signerDer).equals(Buffer.from(makeCredential('rsa').certificateDer))).toBe(true)
    expect(coveredBy(verdict).toString('utf8')).toBe(upoXml().replace(/^<\?xml.*\n/, '').trimEnd())
  })

  it.each(Object.entries({ ec: TEST_KEYS.ec, ec384: TEST_KEYS.ec384, ec521: TEST_KEYS.ec521, rsa: TEST_KEYS.otherRsa }))('is valid with the key %s', (_, keys) => {
    expect(expectValid(signedUpo({}, makeCredential('rsa', { keys }))).certificateDigest).toBe('matches')
  })

  it.each([
    ['a comment inside a value', 'FV/1/02/2026', 'FV/1<!-- -->/02/2026'],
    ['a comment before the document element', '<Potwierdzenie', '<!-- x --><Potwierdzenie'],
    ['CDATA', 'FV/1/02/2026', '<![CDATA[FV/1]]>/02/2026'],
    ['character references', 'FV/1/02/2026', 'F&#86;/1/02/2026'],
    ['a namespace that nothing uses', '<Dokument>', '<Dokument xmlns:x="urn:x">'],
    ['other line ends', '\n\t<NumerReferencyjnySesji>', '\r\n\t<NumerReferencyjnySesji>'],
    ['another way of writing an empty element', '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>', '<ds:Transform   Algorithm=\'http://www.w3.org/2001/10/xml-exc-c14n#\'></ds:Transform>'],
    ['other properties that nobody signed', '</xades:QualifyingProperties>', '<xades:UnsignedProperties/></xades:QualifyingProperties>'],
  ])('stays valid with %s, and what it covers stays the same', (_, from, to) => {
    const changed = genuine.replace(from, to)
    expect(changed).not.toBe(genuine)
    expect(coveredBy(expectValid(Buffer.from(changed)))).toEqual(coveredBy(expectValid(Buffer.from(genuine))))
  })

  it('may come in another encoding', () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(genuine.replace('utf-8', 'utf-16'), 'utf16le')])
    expect(coveredBy(expectValid(utf16))).toEqual(coveredBy(expectValid(Buffer.from(genuine))))
  })

  it('reads the signer among several certificates', () => {
    const other = Buffer.from(makeCredential('other-nip').certificateDer).toString('base64')
    const changed = genuine.replace('<ds:X509Certificate>', `<ds:X509Certificate>${other}</ds:X509Certificate><ds:X509Certificate>`)
    expect(expectValid(Buffer.from(changed)).signer).toEqual(makeCredential('rsa').summary)
  })
})

describe('other ways of signing', () => {
  it.each([
    ['canonical XML 1.0', { canonicalization: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315' }],
    ['canonical XML 1.0 with comments', { canonicalization: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments' }],
    ['canonical XML 1.1', { canonicalization: 'http://www.w3.org/2006/12/xml-c14n11' }],
    ['exclusive canonicalization with comments', { canonicalization: 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments' }],
    ['inclusive prefixes', { prefixList: 'x #default' }],
    ['no canonicalization named for the document', { transforms: 'enveloped-only' }],
    ['SHA-384', { digest: 'http://www.w3.org/2001/04/xmldsig-more#sha384', hash: 'sha384' }],
    ['SHA-512', { digest: 'http://www.w3.org/2001/04/xmlenc#sha512', hash: 'sha512' }],
    ['RSA-SHA512', { signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512', signatureHash: 'sha512' }],
    ['RSA-PSS', { signature: 'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1', pss: true }],
    ['ECDSA with SHA-384', { signature: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384', signatureHash: 'sha384', keys: TEST_KEYS.ec384 }],
    ['ECDSA with SHA-512', { signature: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512', signatureHash: 'sha512', keys: TEST_KEYS.ec521 }],
  ] as const)('%s is valid and not weak', (_, methods) => {
    const verdict = expectValid(signWithMethods(methods))
    expect(verdict).toMatchObject({ weak: false, signingTime: null, certificateDigest: 'absent' })
  })

  it.each([
    ['a digest by SHA-1', { digest: 'http://www.w3.org/2000/09/xmldsig#sha1', hash: 'sha1' }],
    ['a signature with SHA-1', { signature: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1', signatureHash: 'sha1' }],
    ['a short RSA key', { keys: TEST_KEYS.shortRsa }],
  ] as const)('%s is valid but weak', (_, methods) => {
    expect(expectValid(signWithMethods(methods)).weak).toBe(true)
  })

  it('with a certificate named by SHA-1 is valid but weak', () => {
    const der = makeCredential('rsa').certificateDer
    const digestOf = (hash: string): string => createHash(hash).update(der).digest('base64')
    const named = resignedWith(genuine, (xml) =>
      xml.replace(`Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>${digestOf('sha256')}`, `Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/><ds:DigestValue>${digestOf('sha1')}`),
    )
    expect(named.toString()).toContain(digestOf('sha1'))
    expect(expectValid(named)).toMatchObject({ certificateDigest: 'matches', weak: true })
    expect(expectValid(resignedWith(genuine, (xml) => xml))).toMatchObject({ certificateDigest: 'matches', weak: false })
  })

  it.each([
    ['http://www.w3.org/2007/05/xmldsig-more#sha3-256-rsa-MGF1', { signature: 'http://www.w3.org/2007/05/xmldsig-more#sha3-256-rsa-MGF1' }],
    ['http://www.w3.org/2007/05/xmldsig-more#sha3-256', { digest: 'http://www.w3.org/2007/05/xmldsig-more#sha3-256' }],
  ])('%s is unsupported, not invalid', (algorithm, methods) => {
    expect(verifyEnveloped(signWithMethods(methods))).toEqual({ result: 'unsupported', algorithm })
  })

  it('inherits namespaces and xml attributes of the document element, as canonical XML does', () => {
    const xml = '<p:a xmlns:p="urn:p" xmlns:q="urn:q&amp;&apos;" xmlns="urn:d" xml:lang="pl" xml:space="preserve"><p:b q:c="1"/></p:a>'
    expect(expectValid(signWithMethods({ xml, canonicalization: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315' })).weak).toBe(false)
  })
})

describe('a receipt that somebody changed', () => {
  it.each(tamperedReceipts().map((receipt) => [receipt.title, receipt] as const))('%s is not accepted', (_, { bytes, verdict }) => {
    expect(verifyEnveloped(bytes)).toEqual(verdict)
  })

  it('covers at least 80 kinds of change, each of its own title', () => {
    expect(new Set(tamperedReceipts().map(({ title }) => title)).size).toBeGreaterThanOrEqual(80)
  })

  it('is never valid with other content, whatever byte is changed', () => {
    const bytes = Buffer.from(genuine)
    const covered = coveredBy(expectValid(bytes))
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }), (position, byte) => {
        const changed = Buffer.from(bytes)
        changed[position] = byte
        const verdict = verifyEnveloped(changed)
        return verdict.result !== 'valid' || coveredBy(verdict).equals(covered)
      }),
      { numRuns: 1500 },
    )
  })

  it('is never valid when cut or spliced', () => {
    const bytes = Buffer.from(genuine)
    fc.assert(
      fc.property(fc.nat(bytes.length - 2), fc.nat(bytes.length - 2), (from, to) => {
        const spliced = Buffer.concat([bytes.subarray(0, from + 1), bytes.subarray(to + 1)])
        const verdict = verifyEnveloped(spliced)
        return from === to || verdict.result !== 'valid' || coveredBy(verdict).equals(coveredBy(expectValid(bytes)))
      }),
      { numRuns: 500 },
    )
  })

  it('is refused at once when it is too large', () => {
    expect(verifyEnveloped(Buffer.alloc(33 * 1024 * 1024, 0x20))).toEqual({ result: 'invalid', reason: 'too-large' })
  })

  it.each(['rsa', 'ec'] as const)('is refused with a value of any other length, by an %s key', (kind) => {
    const signed = signedUpo({}, makeCredential(kind)).toString('utf8')
    for (const length of [1, 2, 63, 64, 65, 72, 96, 132, 255, 256, 257, 5000]) {
      const value = `<ds:SignatureValue>${Buffer.alloc(length, 0x7f).toString('base64')}</ds:SignatureValue>`
      const bytes = Buffer.from(signed.replace(/<ds:SignatureValue>.*<\/ds:SignatureValue>/, value))
      expect(verifyEnveloped(bytes)).toEqual({ result: 'invalid', reason: 'signature-differs' })
    }
  })

  it('is refused where the key is too short for the method', () => {
    const signed = signWithMethods({ keys: TEST_KEYS.shortRsa }).toString('utf8')
    const bytes = Buffer.from(signed.replace('xmldsig-more#rsa-sha256', 'xmldsig-more#rsa-sha512').replace('2001/04/xmldsig-more#rsa-sha512', '2007/05/xmldsig-more#sha512-rsa-MGF1'))
    expect(verifyEnveloped(bytes)).toEqual({ result: 'invalid', reason: 'signature-differs' })
  })

  it.each([
    ['a hundred thousand attributes', `<a ${Array.from({ length: 100_000 }, (_, index) => `a${index}=""`).join(' ')}/>`],
    ['a hundred namespaces', `<a ${Array.from({ length: 100 }, (_, index) => `xmlns:a${index}="urn:a"`).join(' ')}/>`],
    ['three hundred thousand elements', `<a>${'<b/>'.repeat(300_000)}</a>`],
  ])('is refused before canonicalizing would take minutes: %s', (_, part) => {
    const bytes = Buffer.from(genuine.replace('</Dokument>', `</Dokument>${part}`))
    expect(verifyEnveloped(bytes)).toEqual({ result: 'invalid', reason: 'too-large' })
  })

  it('is refused for a hundred namespaces in UTF-16 too', () => {
    const text = genuine.replace('<Dokument>', `<Dokument ${Array.from({ length: 100 }, (_, index) => `xmlns:a${index}="urn:a"`).join(' ')}>`)
    const littleEndian = Buffer.from(`\ufeff${text.replace('utf-8', 'utf-16')}`, 'utf16le')
    const bigEndian = Buffer.from(littleEndian).swap16()
    for (const bytes of [littleEndian, bigEndian]) expect(verifyEnveloped(bytes)).toEqual({ result: 'invalid', reason: 'too-large' })
  })

  it('is refused when it swarms with Ids', () => {
    const swarm = Array.from({ length: 10_001 }, (_, index) => `<a Id="${index}"/>`).join('')
    expect(verifyEnveloped(signXml(upoXml().replace('</Dokument>', `</Dokument>${swarm}`)))).toEqual({ result: 'invalid', reason: 'structure-refused' })
  })
})

describe('a session receipt of 10 000 entries', () => {
  it('is verified, and one changed entry is found', () => {
    const large = signedUpo({ entries: Array.from({ length: 10_000 }, () => ({})) })
    expect(coveredBy(expectValid(large)).length).toBeGreaterThan(4_000_000)
    const changed = Buffer.from(large)
    changed[large.indexOf('FV/7777/')] = 'X'.charCodeAt(0)
    expect(verifyEnveloped(changed)).toEqual({ result: 'invalid', reason: 'digest-differs' })
  })
})
