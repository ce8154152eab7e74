import { constants, createHash, sign } from 'node:crypto'
import { XmlDocument, type XmlElement } from 'libxml2-wasm'
import { insertBeforeEnd } from '../../electron/crypto/xades/insertBeforeEnd.ts'
import { canonicalize, type Canonicalization } from '../../electron/crypto/xml/xmlDocument.ts'
import { makeCredential } from './certificates.ts'
import { TEST_KEYS, type KeyPair } from './testKeys.ts'
import { upoXml } from './upo.ts'

export interface SigningMethods {
  readonly xml?: string
  readonly canonicalization?: string
  readonly prefixList?: string
  readonly transforms?: 'enveloped-only'
  readonly digest?: string
  readonly hash?: string
  readonly signature?: string
  readonly signatureHash?: string
  readonly pss?: boolean
  readonly keys?: KeyPair
}

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'

/**
 * A plain XMLDSig signature by any method, made in the place where it stands (other than signEnveloped, which builds it
 * apart). xmlsec1 checks the result too.
 */
export function signWithMethods(methods: SigningMethods): Buffer {
  const { xml = upoXml(), canonicalization = EXCLUSIVE, digest = 'http://www.w3.org/2001/04/xmlenc#sha256', hash = 'sha256', keys = TEST_KEYS.rsa } = methods
  const method = canonicalizationOf(canonicalization, methods.prefixList)
  const parameters = methods.prefixList === undefined ? '' : `<e:InclusiveNamespaces xmlns:e="${EXCLUSIVE}" PrefixList="${methods.prefixList}"/>`
  const transform = methods.transforms === 'enveloped-only' ? '' : `<Transform Algorithm="${canonicalization}">${parameters}</Transform>`
  const documentMethod = methods.transforms === 'enveloped-only' ? canonicalizationOf('http://www.w3.org/TR/2001/REC-xml-c14n-20010315') : method
  const original = XmlDocument.fromBuffer(Buffer.from(xml))
  const digestValue = createHash(hash).update(canonicalize(original, { ...documentMethod, withComments: false })).digest('base64')
  original.dispose()

  const write = (value: string): Buffer =>
    insertBeforeEnd(
      Buffer.from(xml),
      Buffer.from(
        `<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo><!-- a comment -->\n<CanonicalizationMethod Algorithm="${canonicalization}">${parameters}</CanonicalizationMethod>` +
          `<SignatureMethod Algorithm="${methods.signature ?? 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'}"/>` +
          `<Reference URI=""><Transforms><Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>${transform}</Transforms>` +
          `<DigestMethod Algorithm="${digest}"/><DigestValue>${digestValue}</DigestValue></Reference></SignedInfo>\n<SignatureValue>${value}</SignatureValue>` +
          `<KeyInfo><X509Data><X509Certificate>\n${certificateLines(keys)}\n</X509Certificate></X509Data></KeyInfo></Signature>`,
      ),
    )

  const document = XmlDocument.fromBuffer(write(''))
  const signedInfo = document.get('//ds:SignedInfo', { ds: 'http://www.w3.org/2000/09/xmldsig#' }) as XmlElement
  const octets = canonicalize(document, method, signedInfo)
  document.dispose()
  const options = keys.privateKey.asymmetricKeyType === 'ec' ? { dsaEncoding: 'ieee-p1363' as const } : {}
  const padding = methods.pss === true ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST } : {}
  return write(sign(methods.signatureHash ?? 'sha256', octets, { key: keys.privateKey, ...options, ...padding }).toString('base64'))
}

function certificateLines(keys: KeyPair): string {
  const text = Buffer.from(makeCredential('rsa', { keys }).certificateDer).toString('base64')
  return text.match(/.{1,76}/g)?.join('\n') ?? ''
}

function canonicalizationOf(uri: string, prefixList?: string): Canonicalization {
  const mode = uri.includes('exc-c14n') ? 'exclusive' : uri.includes('c14n11') ? 'inclusive-1.1' : 'inclusive-1.0'
  return { mode, withComments: uri.endsWith('WithComments'), inclusivePrefixes: prefixList?.split(' ') ?? [] }
}

const NAMESPACES = { ds: 'http://www.w3.org/2000/09/xmldsig#', xades: 'http://uri.etsi.org/01903/v1.3.2#' }
const EXCLUSIVELY: Canonicalization = { mode: 'exclusive', withComments: false, inclusivePrefixes: [] }

/** A receipt signed by signEnveloped with the RSA test key, with other signed properties, signed anew: as a signer of other habits would have made it. */
export function resignedWith(receipt: string, changeProperties: (xml: string) => string): Buffer {
  const octetsOf = (xml: string, path: string): Buffer => {
    const document = XmlDocument.fromBuffer(Buffer.from(xml))
    const octets = canonicalize(document, EXCLUSIVELY, document.get(path, NAMESPACES) as XmlElement)
    document.dispose()
    return Buffer.from(octets)
  }
  const changed = changeProperties(receipt)
  const digest = createHash('sha256').update(octetsOf(changed, '//xades:SignedProperties')).digest('base64')
  const digested = changed.replace(/(SignedProperties" URI="#[^>]+>.*?<ds:DigestValue>)[^<]+/s, `$1${digest}`)
  const value = sign('sha256', octetsOf(digested, '//ds:SignedInfo'), TEST_KEYS.rsa.privateKey).toString('base64')
  return Buffer.from(digested.replace(/(<ds:SignatureValue>)[^<]+/, `$1${value}`))
}
