import { X509Certificate } from 'node:crypto'
import type { ChainFault, CertificateIdentity } from '../shared/model/certificateChain.ts'
import { parseCertificate, type ParsedCertificate } from './certificate.ts'
import { childAt, childrenOf, DerError, octetsOf, oidOf, readDer, smallIntegerOf, TAG } from './der/readDer.ts'

/** A chain of a public authority has three or four certificates; more is a nuisance. */
const MAX_LENGTH = 8
/** Candidates looked at for one signer, so that certificates that all certify each other end. */
const MAX_STEPS = 200

const KEY_USAGE = '2.5.29.15'
const BASIC_CONSTRAINTS = '2.5.29.19'
/** Critical extensions that restrict nothing here: key usage and constraints are read, policies and names are not asked for. */
const UNDERSTOOD = new Set([KEY_USAGE, BASIC_CONSTRAINTS, '2.5.29.17', '2.5.29.32', '2.5.29.37', '1.3.6.1.5.5.7.1.3'])
/** sha256/384/512WithRSAEncryption, ecdsa-with-SHA256/384/512: what Node's OpenSSL and Electron's BoringSSL both verify. */
const ALGORITHMS = new Set(['1.2.840.113549.1.1.11', '1.2.840.113549.1.1.12', '1.2.840.113549.1.1.13', '1.2.840.10045.4.3.2', '1.2.840.10045.4.3.3', '1.2.840.10045.4.3.4'])

const SIGN_DOCUMENTS = 0x80 | 0x40
const SIGN_CERTIFICATES = 0x04

export interface ChainToCheck {
  /** Certificates as DER. */
  readonly signer: Uint8Array
  /** Others that came with the signature: they may lead from the signer to a trusted one, and are trusted in nothing. */
  readonly others: readonly Uint8Array[]
  readonly trusted: readonly Uint8Array[]
  /** When the signature says that it was made, an instant; null: it does not say. */
  readonly at: string | null
}

/** `not-checked`: nothing is trusted, so there is nothing to check against. */
export type ChainVerdict =
  | { readonly result: 'not-checked' }
  | { readonly result: 'trusted'; readonly anchor: CertificateIdentity }
  | { readonly result: 'not-trusted'; readonly fault: ChainFault }

/**
 * Whether the signer's certificate leads to one that the person trusts: it is one of them, or was issued by one, directly or through others that
 * came along. On the way every certificate was valid at the time of signing, and every issuer may issue (RFC 5280 §6.1: signature, validity, CA flag,
 * keyCertSign, path length, critical extensions; revocation is not asked for). Pure; never throws on hostile bytes.
 */
export function checkChain({ signer, others, trusted, at }: ChainToCheck): ChainVerdict {
  if (trusted.length === 0) return { result: 'not-checked' }
  const signedAt = at === null ? Number.NaN : Date.parse(at)
  if (Number.isNaN(signedAt)) return { result: 'not-trusted', fault: 'time-unknown' }
  const first = tryRead(signer)
  if (first === null) return { result: 'not-trusted', fault: 'certificate-unreadable' }
  if (first.keyUsage !== null && (first.keyUsage & SIGN_DOCUMENTS) === 0) return { result: 'not-trusted', fault: 'not-for-signing' }
  const anchors = trusted.flatMap((der) => tryRead(der) ?? [])
  const search: Search = { anchors, candidates: [...anchors, ...others.flatMap((der) => tryRead(der) ?? [])], signedAt, steps: 0, fault: 'no-path' }
  const anchor = climb(search, [first])
  return anchor === null ? { result: 'not-trusted', fault: search.fault } : { result: 'trusted', anchor: toIdentity(anchor) }
}

/** What names a certificate; throws AppError 'certificate-unreadable'. */
export function readIdentity(der: Uint8Array): CertificateIdentity {
  return toIdentity(parseCertificate(der))
}

function toIdentity({ summary }: Pick<ParsedCertificate, 'summary'>): CertificateIdentity {
  const { subject, issuer, serialNumber, fingerprintSha256, notBefore, notAfter } = summary
  return { subject, issuer, serialNumber, fingerprintSha256, notBefore, notAfter }
}

interface LinkedCertificate extends Pick<ParsedCertificate, 'summary' | 'issuerName' | 'subjectName'> {
  readonly x509: X509Certificate
  readonly algorithm: string
  /** Null: it does not restrict its use. */
  readonly keyUsage: number | null
  readonly isAuthority: boolean
  /** How many authorities may stand between it and the signer; null: any number. */
  readonly pathLength: number | null
  readonly hasUnknownRestriction: boolean
}

interface Search {
  readonly anchors: readonly LinkedCertificate[]
  readonly candidates: readonly LinkedCertificate[]
  readonly signedAt: number
  steps: number
  /** What kept the most promising way from being one. */
  fault: ChainFault
}

/** The trusted certificate at which the way ends, signer first; null when there is none from here. */
function climb(search: Search, path: readonly LinkedCertificate[]): LinkedCertificate | null {
  const last = path.at(-1)
  if (last === undefined || path.length > MAX_LENGTH) return null
  const fault = faultOf(last, path.length - 1, search.signedAt)
  if (fault !== null) return refuse(search, fault)
  if (search.anchors.some((anchor) => isSame(anchor, last))) return last
  for (const issuer of search.candidates) {
    if (!sameBytes(issuer.subjectName.bytes, last.issuerName.bytes) || path.some((earlier) => isSame(earlier, issuer))) continue
    search.steps += 1
    if (search.steps > MAX_STEPS) return null
    const verdict = ALGORITHMS.has(last.algorithm) ? isSignedBy(last, issuer) : 'unsupported'
    if (verdict === 'unsupported') refuse(search, 'algorithm-unsupported')
    else if (!verdict) refuse(search, 'signature-differs')
    else {
      const found = climb(search, [...path, issuer])
      if (found !== null) return found
    }
  }
  return null
}

function refuse(search: Search, fault: ChainFault): null {
  search.fault = fault
  return null
}

/** `below`: certificates between it and the signed document; 0 for the signer itself. */
function faultOf({ summary, isAuthority, keyUsage, pathLength, hasUnknownRestriction }: LinkedCertificate, below: number, signedAt: number): ChainFault | null {
  if (hasUnknownRestriction) return 'restriction-unknown'
  if (signedAt < Date.parse(summary.notBefore) || signedAt > Date.parse(summary.notAfter)) return 'not-valid-then'
  if (below === 0) return null
  if (!isAuthority || (keyUsage !== null && (keyUsage & SIGN_CERTIFICATES) === 0)) return 'not-an-authority'
  return pathLength !== null && below - 1 > pathLength ? 'path-too-long' : null
}

function isSignedBy({ x509 }: LinkedCertificate, issuer: LinkedCertificate): boolean | 'unsupported' {
  try {
    return x509.verify(issuer.x509.publicKey)
  } catch {
    // A key of a kind that this runtime does not know.
    return 'unsupported'
  }
}

function tryRead(der: Uint8Array): LinkedCertificate | null {
  try {
    const { summary, issuerName, subjectName, extensions } = parseCertificate(der)
    const algorithm = oidOf(childAt(childAt(readDer(der), 1, TAG.sequence), 0))
    return { summary, issuerName, subjectName, algorithm, x509: new X509Certificate(Buffer.from(der)), ...restrictionsOf(extensions) }
  } catch {
    // Ours and the runtime's readers both have to understand it; each has errors of its own kinds.
    return null
  }
}

function restrictionsOf(extensions: ParsedCertificate['extensions']): Pick<LinkedCertificate, 'keyUsage' | 'isAuthority' | 'pathLength' | 'hasUnknownRestriction'> {
  let keyUsage: number | null = null
  let isAuthority = false
  let pathLength: number | null = null
  let hasUnknownRestriction = false
  for (const extension of extensions === undefined ? [] : childrenOf(childAt(extensions, 0, TAG.sequence))) {
    const [identifier, second, third] = childrenOf(extension)
    const value = third ?? second
    if (identifier === undefined || value === undefined) throw new DerError('an extension without a value')
    const oid = oidOf(identifier)
    const isCritical = third !== undefined && second?.content[0] === 0xff
    if (oid === KEY_USAGE) keyUsage = readDer(octetsOf(value)).content[1] ?? 0
    else if (oid === BASIC_CONSTRAINTS) {
      const [flag, length] = childrenOf(readDer(octetsOf(value)))
      isAuthority = flag?.tag === TAG.boolean && flag.content[0] === 0xff
      pathLength = length === undefined ? null : smallIntegerOf(length)
    }
    if (isCritical && !UNDERSTOOD.has(oid)) hasUnknownRestriction = true
  }
  return { keyUsage, isAuthority, pathLength, hasUnknownRestriction }
}

function isSame(one: Pick<ParsedCertificate, 'summary'>, other: Pick<ParsedCertificate, 'summary'>): boolean {
  return one.summary.fingerprintSha256 === other.summary.fingerprintSha256
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.from(one).equals(Buffer.from(other))
}
