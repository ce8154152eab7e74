import { attributeOf, isElement, type XmlTree } from '../xml/canonicalTree.ts'
import type { Canonicalization } from '../xml/xmlDocument.ts'
import { CANONICALIZATIONS, DIGESTS, ENVELOPED, EXCLUSIVE_C14N, HASH_LENGTHS, SIGNATURES, XADES, XMLDSIG, type HashName, type SignatureAlgorithm } from './algorithms.ts'
import { AlgorithmUnsupported, SignatureRefused } from './refusal.ts'

const MAX_CERTIFICATES = 10
/** Each is looked for at every element. */
const MAX_PREFIXES = 32

/** Canonical XML 1.0 applies where a reference names no transform that makes octets (XMLDSig 1.1 §4.4.3.2). */
const DEFAULT_CANONICALIZATION: Canonicalization = { mode: 'inclusive-1.0', withComments: false, inclusivePrefixes: [] }

export interface SignedReference {
  readonly canonicalization: Canonicalization
  readonly hash: HashName
  readonly digest: Buffer
}

export interface SigningCertificateDigest {
  readonly hash: HashName
  readonly digest: Buffer
}

/** XAdES properties that a reference covers. */
export interface SignedProperties {
  readonly element: XmlTree
  readonly reference: SignedReference
  readonly signingTime: string | null
  /** `unsupported` where the digest is of a kind not known here. */
  readonly certificateDigest: SigningCertificateDigest | 'unsupported' | null
}

/** A signature of the one shape that is accepted, taken apart. */
export interface EnvelopedSignature {
  /** What the value signs. */
  readonly signedInfo: XmlTree
  readonly canonicalization: Canonicalization
  readonly algorithm: SignatureAlgorithm
  readonly algorithmUri: string
  readonly document: SignedReference
  readonly properties: SignedProperties | null
  readonly value: Buffer
  readonly certificates: readonly Buffer[]
}

/**
 * Reads a `ds:Signature` over the whole document: one reference with URI="" and at most one to its own SignedProperties,
 * found by its place and not by its Id, so that nothing can be put in its stead. Throws SignatureRefused and AlgorithmUnsupported.
 */
export function readSignatureStructure(signature: XmlTree): EnvelopedSignature {
  const [signedInfo, valueElement, ...rest] = signature.children
  if (signedInfo === undefined || !isElement(signedInfo, XMLDSIG, 'SignedInfo')) throw new SignatureRefused('structure-refused')
  if (valueElement === undefined || !isElement(valueElement, XMLDSIG, 'SignatureValue')) throw new SignatureRefused('structure-refused')
  const [canonicalizationMethod, signatureMethod, ...references] = signedInfo.children
  if (canonicalizationMethod === undefined || !isElement(canonicalizationMethod, XMLDSIG, 'CanonicalizationMethod')) throw new SignatureRefused('structure-refused')
  if (signatureMethod === undefined || !isElement(signatureMethod, XMLDSIG, 'SignatureMethod')) throw new SignatureRefused('structure-refused')

  const algorithmUri = attributeOf(signatureMethod, 'Algorithm') ?? ''
  const algorithm = SIGNATURES.get(algorithmUri)
  if (algorithm === undefined) throw new AlgorithmUnsupported(algorithmUri)
  const { document, properties } = readReferences(references, rest)
  return {
    signedInfo,
    canonicalization: readCanonicalization(canonicalizationMethod),
    algorithm,
    algorithmUri,
    document,
    properties,
    value: readBase64(valueElement, 'structure-refused'),
    certificates: readCertificates(rest),
  }
}

function readReferences(references: readonly XmlTree[], rest: readonly XmlTree[]): Pick<EnvelopedSignature, 'document' | 'properties'> {
  let document: SignedReference | null = null
  let properties: SignedProperties | null = null
  const propertiesElement = findSignedProperties(rest)
  const propertiesUri = propertiesElement === null ? null : `#${attributeOf(propertiesElement, 'Id') ?? ''}`
  for (const element of references) {
    if (!isElement(element, XMLDSIG, 'Reference')) throw new SignatureRefused('structure-refused')
    const uri = attributeOf(element, 'URI')
    if (uri === '' && document === null) document = readReference(element, 'document')
    else if (uri !== null && uri.length > 1 && uri === propertiesUri && propertiesElement !== null && properties === null) {
      properties = readSignedProperties(propertiesElement, readReference(element, 'properties'))
    } else throw new SignatureRefused('reference-refused')
  }
  if (document === null) throw new SignatureRefused('reference-refused')
  return { document, properties }
}

function readReference(reference: XmlTree, covers: 'document' | 'properties'): SignedReference {
  const parts = [...reference.children]
  const first = parts[0]
  const transforms = first !== undefined && isElement(first, XMLDSIG, 'Transforms') ? first.children : []
  if (first !== undefined && isElement(first, XMLDSIG, 'Transforms')) parts.shift()
  const [method, value] = parts
  if (method === undefined || !isElement(method, XMLDSIG, 'DigestMethod') || parts.length !== 2) throw new SignatureRefused('structure-refused')
  if (value === undefined || !isElement(value, XMLDSIG, 'DigestValue')) throw new SignatureRefused('structure-refused')
  const uri = attributeOf(method, 'Algorithm') ?? ''
  const hash = DIGESTS.get(uri)
  if (hash === undefined) throw new AlgorithmUnsupported(uri)
  const digest = readBase64(value, 'structure-refused')
  if (digest.length !== HASH_LENGTHS[hash]) throw new SignatureRefused('structure-refused')
  return { canonicalization: readTransforms(transforms, covers), hash, digest }
}

/** Enveloped-signature first (and only for the document), then at most one canonicalization: any other chain is refused. */
function readTransforms(transforms: readonly XmlTree[], covers: 'document' | 'properties'): Canonicalization {
  const remaining = [...transforms]
  if (remaining.some((element) => !isElement(element, XMLDSIG, 'Transform'))) throw new SignatureRefused('structure-refused')
  if (covers === 'document') {
    const first = remaining.shift()
    if (first === undefined || attributeOf(first, 'Algorithm') !== ENVELOPED) throw new SignatureRefused('transform-refused')
  }
  const [last, ...more] = remaining
  if (more.length > 0) throw new SignatureRefused('transform-refused')
  if (last === undefined) return DEFAULT_CANONICALIZATION
  if (CANONICALIZATIONS.get(attributeOf(last, 'Algorithm') ?? '') === undefined) throw new SignatureRefused('transform-refused')
  // A reference to "" or "#id" selects nodes without comments, whatever the transform would do (XMLDSig 1.1 §4.4.3.3).
  return { ...readCanonicalization(last), withComments: false }
}

function readCanonicalization(method: XmlTree): Canonicalization {
  const uri = attributeOf(method, 'Algorithm') ?? ''
  const known = CANONICALIZATIONS.get(uri)
  if (known === undefined) throw new AlgorithmUnsupported(uri)
  const [parameters, ...more] = method.children
  if (parameters === undefined) return { ...known, inclusivePrefixes: [] }
  if (known.mode !== 'exclusive' || more.length > 0 || !isElement(parameters, EXCLUSIVE_C14N, 'InclusiveNamespaces')) {
    throw new SignatureRefused('transform-refused')
  }
  const inclusivePrefixes = (attributeOf(parameters, 'PrefixList') ?? '').split(/\s+/).filter((prefix) => prefix !== '')
  if (inclusivePrefixes.length > MAX_PREFIXES) throw new SignatureRefused('transform-refused')
  return { ...known, inclusivePrefixes }
}

function findSignedProperties(rest: readonly XmlTree[]): XmlTree | null {
  const found = rest
    .filter((element) => isElement(element, XMLDSIG, 'Object'))
    .flatMap(({ children }) => children)
    .filter((element) => isElement(element, XADES, 'QualifyingProperties'))
    .flatMap(({ children }) => children)
    .filter((element) => isElement(element, XADES, 'SignedProperties'))
  if (found.length > 1) throw new SignatureRefused('structure-refused')
  return found[0] ?? null
}

function readSignedProperties(element: XmlTree, reference: SignedReference): SignedProperties {
  const signatureProperties = onlyXades(element.children, 'SignedSignatureProperties')
  const properties = signatureProperties === null ? [] : signatureProperties.children
  const certificates = onlyXades(properties, 'SigningCertificate') ?? onlyXades(properties, 'SigningCertificateV2')
  // The first entry is the signing certificate; others would be its chain (ETSI EN 319 132-1 §5.2.2).
  const entry = certificates === null ? undefined : certificates.children[0]
  const digest = entry === undefined ? null : onlyXades(entry.children, 'CertDigest')
  const signingTime = onlyXades(properties, 'SigningTime')?.text
  return {
    element,
    reference,
    signingTime: signingTime === undefined ? null : apart(signingTime),
    certificateDigest: digest === null ? null : readCertificateDigest(digest),
  }
}

function readCertificateDigest(element: XmlTree): SigningCertificateDigest | 'unsupported' {
  const [method, value] = element.children
  if (method === undefined || value === undefined) throw new SignatureRefused('structure-refused')
  const hash = DIGESTS.get(attributeOf(method, 'Algorithm') ?? '')
  return hash === undefined ? 'unsupported' : { hash, digest: readBase64(value, 'structure-refused') }
}

function onlyXades(elements: readonly XmlTree[], name: string): XmlTree | null {
  const found = elements.filter((element) => isElement(element, XADES, name))
  if (found.length > 1) throw new SignatureRefused('structure-refused')
  return found[0] ?? null
}

function readCertificates(rest: readonly XmlTree[]): readonly Buffer[] {
  const keyInfos = rest.filter((element) => isElement(element, XMLDSIG, 'KeyInfo'))
  if (keyInfos.length > 1) throw new SignatureRefused('structure-refused')
  const certificates = keyInfos
    .flatMap(({ children }) => children)
    .filter((element) => isElement(element, XMLDSIG, 'X509Data'))
    .flatMap(({ children }) => children)
    .filter((element) => isElement(element, XMLDSIG, 'X509Certificate'))
  if (certificates.length === 0) throw new SignatureRefused('no-certificate')
  if (certificates.length > MAX_CERTIFICATES) throw new SignatureRefused('structure-refused')
  return certificates.map((element) => readBase64(element, 'certificate-unreadable'))
}

function readBase64(element: XmlTree, fault: 'structure-refused' | 'certificate-unreadable'): Buffer {
  const text = element.text.replace(/[ \t\r\n]+/g, '')
  if (element.children.length > 0 || text === '' || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) throw new SignatureRefused(fault)
  return Buffer.from(text, 'base64')
}

/** The same text without the document that it was a part of: whoever keeps it would keep megabytes in memory. */
function apart(text: string): string {
  return Buffer.from(text).toString()
}
