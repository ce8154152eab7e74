import { createHash, sign } from 'node:crypto'
import { XmlElement, XmlXPath } from 'libxml2-wasm'
import { describe, expect, test } from 'vitest'
import { canonicalize, EXCLUSIVE, withXmlDocument, type Canonicalization } from '../../../electron/crypto/xml/xmlDocument.ts'
import { verifyEnveloped } from '../../../electron/crypto/xmlSignature/verifyEnveloped.ts'
import { inspectUpo } from '../../../electron/documents/upo/inspectUpo.ts'
import { makeCredential } from '../../support/certificates.ts'
import { signedUpo } from '../../support/upo.ts'

const credential = makeCredential('rsa')
const INCLUSIVE: Canonicalization = { mode: 'inclusive-1.0', withComments: false, inclusivePrefixes: [] }

interface Signing {
  readonly signedInfo?: Canonicalization
  readonly properties?: Canonicalization
}

/** A receipt that is changed and then signed again, as its sender could. */
function signedAgain(change: (xml: string) => string, { signedInfo = EXCLUSIVE, properties = EXCLUSIVE }: Signing = {}): Buffer {
  const changed = change(signedUpo({}, credential).toString())
  const octets = (xml: string, name: string, canonicalization: Canonicalization): Uint8Array =>
    withXmlDocument(Buffer.from(xml), (document) => {
      const element = document.get(XmlXPath.compile(`//*[local-name() = '${name}']`))
      if (!(element instanceof XmlElement)) throw new Error(`no ${name}`)
      return canonicalize(document, canonicalization, element)
    })
  const digest = createHash('sha256').update(octets(changed, 'SignedProperties', properties)).digest('base64')
  const digested = changed.replace(/(Type="[^"]*#SignedProperties"[^]*?<ds:DigestValue>)[^<]*/, `$1${digest}`)
  const value = sign('sha256', octets(digested, 'SignedInfo', signedInfo), credential.privateKey).toString('base64')
  return Buffer.from(digested.replace(/(<ds:SignatureValue[^>]*>)[^<]*/, `$1${value}`))
}

function put(pattern: RegExp, identifier: string): (xml: string) => string {
  return (xml) => {
    const changed = xml.replace(pattern, `$1${identifier}`)
    if (changed === xml) throw new Error(`nothing to change: ${pattern.source}`)
    return changed
  }
}

test('what is signed again is valid', () => {
  expect(verifyEnveloped(signedAgain((xml) => xml)).result).toBe('valid')
})

describe.each(['constructor', 'toString', '__proto__', 'hasOwnProperty', 'urn:none'])('an identifier that is none: %s', (identifier) => {
  test('of a signature, a digest or a canonicalization is not supported', () => {
    const changed = [
      signedAgain(put(/(<ds:SignatureMethod Algorithm=")[^"]*/, identifier)),
      signedAgain(put(/(<ds:DigestMethod Algorithm=")[^"]*/, identifier)),
      signedAgain(put(/(<ds:CanonicalizationMethod Algorithm=")[^"]*/, identifier), { signedInfo: INCLUSIVE }),
    ]
    expect(changed.map((bytes) => verifyEnveloped(bytes))).toEqual(Array.from({ length: 3 }, () => ({ result: 'unsupported', algorithm: identifier })))
  })

  test('of a transform is refused', () => {
    const bytes = signedAgain(put(/(#SignedProperties"[^]*?<ds:Transform Algorithm=")[^"]*/, identifier), { properties: INCLUSIVE })
    expect(verifyEnveloped(bytes)).toEqual({ result: 'invalid', reason: 'transform-refused' })
  })

  test('of the digest of a certificate is told, and nothing is thrown', () => {
    const bytes = signedAgain(put(/(<xades:CertDigest><ds:DigestMethod[^>]*Algorithm=")[^"]*/, identifier))
    expect(verifyEnveloped(bytes)).toMatchObject({ result: 'valid', certificateDigest: 'unsupported' })
    expect(inspectUpo(bytes, { headerHash: null, ksefNumber: null, invoiceHash: null }).quarantineReason).toBeNull()
  })
})

test('an attribute is looked for by its name, not in the values of others', () => {
  const without = signedAgain((xml) => xml.replace(/(<ds:Reference[^>]*?) URI=""/, '$1 A=" URI="'))
  expect(verifyEnveloped(without)).toEqual({ result: 'invalid', reason: 'reference-refused' })
  expect(verifyEnveloped(signedAgain((xml) => xml.replace(/(<ds:Reference[^>]*?) URI=""/, '$1 A=" URI=" URI=""'))).result).toBe('valid')
})
