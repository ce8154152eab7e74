import { constants, createHash, hash as hashOf, verify, type KeyObject } from 'node:crypto'
import { XmlError, XmlParseError, type XmlDocument } from 'libxml2-wasm'
import type { CertificateSummary } from '../../shared/model/certificateSummary.ts'
import type { SignatureFault } from '../../shared/model/signatureFault.ts'
import { readCanonicalTree, type XmlTree } from '../xml/canonicalTree.ts'
import { readPlainXml } from '../xml/plainXml.ts'
import { refuseCostly, XmlTooCostly } from '../xml/refuseCostly.ts'
import { canonicalize, EXCLUSIVE, withXmlDocument } from '../xml/xmlDocument.ts'
import type { SignatureAlgorithm } from './algorithms.ts'
import { findSignature } from './findSignature.ts'
import { AlgorithmUnsupported, SignatureRefused } from './refusal.ts'
import { readSignerCertificate, type SignerCertificate } from './signerCertificates.ts'
import { readSignatureStructure, type EnvelopedSignature, type SignedReference } from './signatureStructure.ts'
import { canonicalizeParts, isPlain, partsOf, type SignedOctets } from './signedOctets.ts'

const MAX_BYTES = 32 * 1024 * 1024
const MIN_RSA_BITS = 2048
/** A signature whose mathematics is right over the whole document. Nothing is claimed about trust in the signer. */
export interface ValidSignature {
  readonly result: 'valid'
  readonly signer: CertificateSummary
  readonly signerDer: Uint8Array
  /** All certificates that came with the signature, the signer's among them; they only help to find a chain. */
  readonly certificates: readonly Uint8Array[]
  /** XAdES SigningTime as written, only where a verified reference covers it. */
  readonly signingTime: string | null
  /** XAdES SigningCertificate against the certificate that verified; `unsupported`: a digest of another kind. */
  readonly certificateDigest: 'matches' | 'absent' | 'differs' | 'unsupported'
  /** Identifiers as written in the signature. */
  readonly algorithm: string
  /** SHA-1 anywhere, or an RSA key under 2048 bits. */
  readonly weak: boolean
  /** Canonical octets that the verified reference covers, UTF-8, in pieces: the only bytes to read data from. */
  readonly coveredPieces: readonly Uint8Array[]
  /** What those octets say. */
  readonly coveredTree: XmlTree
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
  return verifyPlain(xml) ?? verifyByLibxml2(xml)
}

/**
 * A plain document whose signature is valid in the plain way; null for any other, of which libxml2 has to say what is the matter. Only a valid one is answered
 * here, and only for octets that have the digests and the value of the signature: those that were signed.
 */
function verifyPlain(xml: Uint8Array): ValidSignature | null {
  const read = readPlainXml(xml)
  if (read === null) return null
  try {
    const element = findSignature(read.tree)
    if (element === null) return null
    const signature = readSignatureStructure(element)
    return isPlain(signature) ? verifySignature(signature, partsOf(read, element, signature)) : null
  } catch (cause) {
    if (cause instanceof SignatureRefused || cause instanceof AlgorithmUnsupported) return null
    throw cause
  }
}

function verifyByLibxml2(xml: Uint8Array): SignatureVerdict {
  try {
    return withXmlDocument(xml, (document) => {
      if (document.dtd !== null) throw new SignatureRefused('dtd-refused')
      refuseCostly(xml, document)
      return verifyDocument(document)
    })
  } catch (cause) {
    if (cause instanceof SignatureRefused) return { result: 'invalid', reason: cause.fault }
    if (cause instanceof AlgorithmUnsupported) return { result: 'unsupported', algorithm: cause.algorithm }
    if (cause instanceof XmlTooCostly) return { result: 'invalid', reason: 'too-large' }
    if (cause instanceof XmlParseError) return { result: 'invalid', reason: 'not-xml' }
    // Canonicalization refuses what it cannot write, for example relative namespaces.
    if (cause instanceof XmlError) return { result: 'invalid', reason: 'structure-refused' }
    throw cause
  }
}

function verifyDocument(document: XmlDocument): SignatureVerdict {
  const octets = canonicalize(document, EXCLUSIVE)
  const tree = readCanonicalTree(octets)
  const element = findSignature(tree)
  if (element === null) return { result: 'unsigned' }
  const signature = readSignatureStructure(element)
  return verifySignature(signature, isPlain(signature) ? partsOf({ octets, tree }, element, signature) : canonicalizeParts(document, signature))
}

function verifySignature(signature: EnvelopedSignature, signed: SignedOctets): ValidSignature {
  const { properties } = signature
  if (!digestAgrees(signature.document, signed.document)) throw new SignatureRefused('digest-differs')
  if (properties !== null && (signed.properties === null || !digestAgrees(properties.reference, [signed.properties]))) throw new SignatureRefused('properties-digest-differs')
  const certificate = verifySignedInfo(signature, signed.signedInfo)
  return {
    result: 'valid',
    signer: certificate.summary,
    signerDer: certificate.der,
    certificates: signature.certificates,
    signingTime: properties?.signingTime ?? null,
    certificateDigest: compareCertificateDigest(signature, certificate.der),
    algorithm: signature.algorithmUri,
    weak: isWeak(signature, certificate.summary),
    coveredPieces: signed.document,
    coveredTree: signed.tree,
  }
}

function digestAgrees({ hash, digest }: SignedReference, pieces: readonly Uint8Array[]): boolean {
  const hashing = createHash(hash)
  for (const piece of pieces) hashing.update(piece)
  return hashing.digest().equals(digest)
}

/** The certificate whose key made the signature: the one that SigningCertificate names, else the first that fits. */
function verifySignedInfo(signature: EnvelopedSignature, octets: Uint8Array): SignerCertificate {
  const named = signature.certificates.filter((der) => compareCertificateDigest(signature, der) === 'matches')
  const candidates = (named.length > 0 ? named : signature.certificates).map(readSignerCertificate)
  const fitting = candidates.filter(({ publicKey }) => keyFits(signature.algorithm, publicKey))
  if (fitting.length === 0) throw new SignatureRefused('key-mismatch')
  const signer = fitting.find(({ publicKey }) => verifyValue(signature, publicKey, octets))
  if (signer === undefined) throw new SignatureRefused('signature-differs')
  return signer
}

function keyFits({ kind }: SignatureAlgorithm, { asymmetricKeyType }: KeyObject): boolean {
  if (kind === 'ecdsa') return asymmetricKeyType === 'ec'
  return asymmetricKeyType === 'rsa' || (kind === 'rsa-pss' && asymmetricKeyType === 'rsa-pss')
}

function verifyValue({ algorithm, value }: EnvelopedSignature, key: KeyObject, octets: Uint8Array): boolean {
  const { kind, hash } = algorithm
  switch (kind) {
    case 'rsa':
      // PKCS#1 is the default of RSA keys, and a bare key is much the faster form.
      return verify(hash, octets, key, value)
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
  return hashOf(expected.hash, der, 'buffer').equals(expected.digest) ? 'matches' : 'differs'
}

function isWeak({ algorithm, document, properties }: EnvelopedSignature, { keySizeBits }: CertificateSummary): boolean {
  const named = properties?.certificateDigest
  const hashes = [algorithm.hash, document.hash, properties?.reference.hash, typeof named === 'object' ? named?.hash : undefined]
  return hashes.includes('sha1') || (keySizeBits !== null && keySizeBits < MIN_RSA_BITS)
}
