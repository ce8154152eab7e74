import { constants, createHash, createPublicKey, verify, type KeyObject } from 'node:crypto'
import { XmlElement, XmlError, XmlParseError, XmlXPath, type XmlDocument } from 'libxml2-wasm'
import { AppError } from '../../shared/errors.ts'
import type { CertificateSummary } from '../../shared/model/certificateSummary.ts'
import type { SignatureFault } from '../../shared/model/signatureFault.ts'
import { parseCertificate, type ParsedCertificate } from '../certificate.ts'
import { canonicalize, childElements, isElement, withXmlDocument } from '../xml/xmlDocument.ts'
import { XMLDSIG, type SignatureAlgorithm } from './algorithms.ts'
import { isolateSignature } from './isolateSignature.ts'
import { AlgorithmUnsupported, SignatureRefused } from './refusal.ts'
import { readSignatureStructure, type EnvelopedSignature, type SignedReference } from './signatureStructure.ts'

const MAX_BYTES = 32 * 1024 * 1024
const MIN_RSA_BITS = 2048
/** A receipt has a handful; looking at millions would take seconds. */
const MAX_IDENTIFIERS = 10_000

const SIGNATURE_COUNT = XmlXPath.compile('count(//ds:Signature)', { ds: XMLDSIG })
const IDENTIFIER_PATH = "//@*[local-name() = 'Id' or local-name() = 'ID' or local-name() = 'id']"
const IDENTIFIERS = XmlXPath.compile(IDENTIFIER_PATH)
const IDENTIFIER_COUNT = XmlXPath.compile(`count(${IDENTIFIER_PATH})`)

/** A signature whose mathematics is right over the whole document. Nothing is claimed about trust in the signer. */
export interface ValidSignature {
  readonly result: 'valid'
  readonly signer: CertificateSummary
  readonly signerDer: Uint8Array
  /** XAdES SigningTime as written, only where a verified reference covers it. */
  readonly signingTime: string | null
  /** XAdES SigningCertificate against the certificate that verified; `unsupported`: a digest of another kind. */
  readonly certificateDigest: 'matches' | 'absent' | 'differs' | 'unsupported'
  /** Identifiers as written in the signature. */
  readonly algorithm: string
  /** SHA-1 anywhere, or an RSA key under 2048 bits. */
  readonly weak: boolean
  /** Canonical octets that the verified reference covers, UTF-8: the only bytes to read data from. */
  readonly coveredBytes: Uint8Array
}

export type SignatureVerdict =
  | ValidSignature
  | { readonly result: 'unsigned' }
  | { readonly result: 'invalid'; readonly reason: SignatureFault }
  | { readonly result: 'unsupported'; readonly algorithm: string }

/**
 * Verifies an enveloped XML signature (XMLDSig 1.1, XAdES-BES) over a whole document; never throws on hostile bytes.
 * An algorithm that the program or the runtime lacks is `unsupported`, never `invalid`.
 */
export function verifyEnveloped(xml: Uint8Array): SignatureVerdict {
  if (xml.length > MAX_BYTES) return { result: 'invalid', reason: 'too-large' }
  try {
    return withXmlDocument(xml, verifyDocument)
  } catch (cause) {
    if (cause instanceof SignatureRefused) return { result: 'invalid', reason: cause.fault }
    if (cause instanceof AlgorithmUnsupported) return { result: 'unsupported', algorithm: cause.algorithm }
    if (cause instanceof XmlParseError) return { result: 'invalid', reason: 'not-xml' }
    // Canonicalization refuses what it cannot write, for example relative namespaces.
    if (cause instanceof XmlError) return { result: 'invalid', reason: 'structure-refused' }
    throw cause
  }
}

function verifyDocument(document: XmlDocument): SignatureVerdict {
  if (document.dtd !== null) throw new SignatureRefused('dtd-refused')
  const root = document.root
  const count = root.eval(SIGNATURE_COUNT)
  if (count === 0) return { result: 'unsigned' }
  if (count !== 1) throw new SignatureRefused('several-signatures')
  const signatureElement = childElements(root).find((element) => isElement(element, XMLDSIG, 'Signature'))
  if (signatureElement === undefined) throw new SignatureRefused('signature-misplaced')
  refuseDuplicateIds(root)

  return withXmlDocument(isolateSignature(root, signatureElement), (isolated) => {
    const element = isolated.root.firstChild
    if (!(element instanceof XmlElement)) throw new SignatureRefused('structure-refused')
    const signature = readSignatureStructure(element)
    signatureElement.remove()
    const coveredBytes = canonicalize(document, signature.document.canonicalization)
    if (!digestAgrees(signature.document, coveredBytes)) throw new SignatureRefused('digest-differs')
    const { properties } = signature
    if (properties !== null && !digestAgrees(properties.reference, canonicalize(isolated, properties.reference.canonicalization, properties.element))) {
      throw new SignatureRefused('properties-digest-differs')
    }
    const certificate = verifySignedInfo(signature, canonicalize(isolated, signature.canonicalization, signature.signedInfo))
    return {
      result: 'valid',
      signer: certificate.summary,
      signerDer: certificate.der,
      signingTime: properties?.signingTime ?? null,
      certificateDigest: compareCertificateDigest(signature, certificate.der),
      algorithm: signature.algorithmUri,
      weak: isWeak(signature, certificate.summary),
      coveredBytes,
    }
  })
}

function refuseDuplicateIds(root: XmlElement): void {
  if (Number(root.eval(IDENTIFIER_COUNT)) > MAX_IDENTIFIERS) throw new SignatureRefused('structure-refused')
  const seen = new Set<string>()
  for (const attribute of root.find(IDENTIFIERS)) {
    const value = attribute.content
    if (seen.has(value)) throw new SignatureRefused('duplicate-id')
    seen.add(value)
  }
}

function digestAgrees({ hash, digest }: SignedReference, octets: Uint8Array): boolean {
  return createHash(hash).update(octets).digest().equals(digest)
}

/** The certificate whose key made the signature: the one that SigningCertificate names, else the first that fits. */
function verifySignedInfo(signature: EnvelopedSignature, octets: Uint8Array): ParsedCertificate {
  const named = signature.certificates.filter((der) => compareCertificateDigest(signature, der) === 'matches')
  const candidates = (named.length > 0 ? named : signature.certificates).map(readCertificateOf)
  const fitting = candidates.filter(({ summary }) => keyFits(signature.algorithm, summary))
  if (fitting.length === 0) throw new SignatureRefused('key-mismatch')
  const signer = fitting.find((certificate) => verifyValue(signature, importKey(certificate), octets))
  if (signer === undefined) throw new SignatureRefused('signature-differs')
  return signer
}

function readCertificateOf(der: Uint8Array): ParsedCertificate {
  try {
    return parseCertificate(der)
  } catch (cause) {
    if (cause instanceof AppError) throw new SignatureRefused('certificate-unreadable')
    throw cause
  }
}

function keyFits({ kind }: SignatureAlgorithm, { keyType }: CertificateSummary): boolean {
  return keyType === 'other' || (keyType === 'ec') === (kind === 'ecdsa')
}

/** Curves that a runtime lacks make an error in one and a key of no type in another (Electron's BoringSSL). */
function importKey({ subjectPublicKeyInfo, summary }: ParsedCertificate): KeyObject {
  const kind = summary.curve ?? summary.keyType
  const isCommon = summary.keyType === 'rsa' || (summary.curve?.startsWith('P-') ?? false)
  try {
    const key = createPublicKey({ key: Buffer.from(subjectPublicKeyInfo), format: 'der', type: 'spki' })
    if ((key.asymmetricKeyType as string | undefined) === undefined) throw new AlgorithmUnsupported(kind)
    return key
  } catch (cause) {
    if (cause instanceof AlgorithmUnsupported) throw cause
    throw isCommon ? new SignatureRefused('certificate-unreadable') : new AlgorithmUnsupported(kind)
  }
}

function verifyValue({ algorithm, value }: EnvelopedSignature, key: KeyObject, octets: Uint8Array): boolean {
  const { kind, hash } = algorithm
  const fits = kind === 'ecdsa' ? key.asymmetricKeyType === 'ec' : key.asymmetricKeyType === 'rsa' || (kind === 'rsa-pss' && key.asymmetricKeyType === 'rsa-pss')
  if (!fits) throw new SignatureRefused('key-mismatch')
  switch (kind) {
    case 'rsa':
      return verify(hash, octets, { key, padding: constants.RSA_PKCS1_PADDING }, value)
    case 'rsa-pss':
      return verify(hash, octets, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }, value)
    case 'ecdsa':
      return verify(hash, octets, { key, dsaEncoding: 'ieee-p1363' }, value)
  }
}

function compareCertificateDigest({ properties }: EnvelopedSignature, der: Uint8Array): ValidSignature['certificateDigest'] {
  const expected = properties?.certificateDigest ?? null
  if (expected === null) return 'absent'
  if (expected === 'unsupported') return 'unsupported'
  return createHash(expected.hash).update(der).digest().equals(expected.digest) ? 'matches' : 'differs'
}

function isWeak({ algorithm, document, properties }: EnvelopedSignature, { keySizeBits }: CertificateSummary): boolean {
  return (
    [algorithm.hash, document.hash, properties?.reference.hash].includes('sha1') || (keySizeBits !== null && keySizeBits < MIN_RSA_BITS)
  )
}
