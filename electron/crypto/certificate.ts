import { createHash } from 'node:crypto'
import { AppError } from '../shared/errors.ts'
import type { CertificatePurpose, CertificateSummary } from '../shared/model/certificateSummary.ts'
import { attributeValues, readableName } from './der/distinguishedName.ts'
import { readPem } from './der/pem.ts'
import { childAt, childrenOf, instantOf, octetsOf, oidOf, readDer, TAG, type DerNode } from './der/readDer.ts'

const MAX_CERTIFICATE_BYTES = 1_000_000
const RSA = '1.2.840.113549.1.1.1'
const EC = '1.2.840.10045.2.1'
const KEY_USAGE = '2.5.29.15'
const CURVES: Readonly<Record<string, string>> = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
}

/** A certificate taken apart: what is shown, and the parts that signatures need. */
export interface ParsedCertificate {
  readonly der: Uint8Array
  readonly subjectPublicKeyInfo: Uint8Array
  readonly issuerName: DerNode
  readonly subjectName: DerNode
  /** Tagged [3]; undefined where there are none. */
  readonly extensions: DerNode | undefined
  readonly summary: CertificateSummary
}

/** What a certificate (DER or PEM) says; throws AppError 'certificate-unreadable'. Its own signature is not checked. */
export function readCertificate(bytes: Uint8Array): CertificateSummary {
  return parseCertificate(bytes).summary
}

/** The first certificate of a DER or PEM file, taken apart; throws AppError 'certificate-unreadable'. */
export function parseCertificate(bytes: Uint8Array): ParsedCertificate {
  if (bytes.length > MAX_CERTIFICATE_BYTES) throw new AppError('certificate-unreadable', { details: { reason: 'too-large' } })
  const pem = bytes[0] === TAG.sequence ? undefined : readPem(bytes).find(({ label }) => label.endsWith('CERTIFICATE'))
  try {
    return parseDer(pem?.der ?? bytes)
  } catch (cause) {
    throw new AppError('certificate-unreadable', { cause })
  }
}

function parseDer(bytes: Uint8Array): ParsedCertificate {
  const certificate = readDer(bytes)
  const body = childrenOf(childAt(certificate, 0, TAG.sequence))
  // The version is tagged [0] and left out in version 1.
  const fields = body[0]?.tag === 0xa0 ? body.slice(1) : body
  const [serial, , issuer, validity, subject, publicKey] = fields
  if (serial === undefined || issuer === undefined || validity === undefined || subject === undefined || publicKey === undefined) {
    throw new Error('fields of the certificate are missing')
  }
  const extensions = fields.find(({ tag }) => tag === 0xa3)
  return {
    der: certificate.bytes,
    subjectPublicKeyInfo: publicKey.bytes,
    issuerName: issuer,
    subjectName: subject,
    extensions,
    summary: {
      subject: readableName(subject),
      issuer: readableName(issuer),
      serialNumber: Buffer.from(serial.content).toString('hex').replace(/^(00)+(?=..)/, '').toUpperCase(),
      notBefore: instantOf(childAt(validity, 0)),
      notAfter: instantOf(childAt(validity, 1)),
      ...readKeyKind(publicKey),
      fingerprintSha256: createHash('sha256').update(certificate.bytes).digest('hex'),
      nip: findNip(subject),
      pesel: firstMatch(attributeValues(subject, 'serialNumber'), /(?:PNOPL|PESEL)\D{0,3}(\d{11})(?!\d)/),
      purpose: purposeOf(extensions, issuer),
    },
  }
}

function readKeyKind(publicKey: DerNode): Pick<CertificateSummary, 'keyType' | 'keySizeBits' | 'curve'> {
  const algorithm = childAt(publicKey, 0, TAG.sequence)
  const kind = oidOf(childAt(algorithm, 0))
  if (kind === EC) {
    const parameters = childAt(algorithm, 1)
    const curve = parameters.tag === TAG.oid ? oidOf(parameters) : 'explicit'
    return { keyType: 'ec', keySizeBits: null, curve: CURVES[curve] ?? curve }
  }
  if (kind !== RSA) return { keyType: 'other', keySizeBits: null, curve: null }
  const modulus = childAt(readDer(childAt(publicKey, 1, TAG.bitString).content, 1), 0, TAG.integer).content
  const significant = modulus[0] === 0 ? modulus.subarray(1) : modulus
  return { keyType: 'rsa', keySizeBits: significant.length * 8 - (Math.clz32(significant[0] ?? 0) - 24), curve: null }
}

/** Patterns that KSeF recognises in subjects: KSeF docs, auth/podpis-xades.md ("Rozpoznawane wzorce atrybutu"). */
function findNip(subject: DerNode): string | null {
  return (
    firstMatch(attributeValues(subject, 'organizationIdentifier'), /VATPL\D{0,3}(\d{10})(?!\d)/) ??
    firstMatch(attributeValues(subject, 'serialNumber'), /(?:TINPL|NIP)\D{0,3}(\d{10})(?!\d)/)
  )
}

function firstMatch(texts: readonly string[], pattern: RegExp): string | null {
  return texts.map((text) => pattern.exec(text)?.[1]).find((found) => found !== undefined) ?? null
}

/** Certificates that KSeF issues name "CCK KSeF" (outside production "TEST CCK KSeF") as their issuer. */
const KSEF_ISSUER = /\bKSeF\b/

/**
 * The type of a KSeF certificate. KSeF docs (github.com/CIRFMF/ksef-docs, certyfikaty-KSeF.md): `Authentication` has keyUsage
 * Digital Signature (80), `Offline` has Non-Repudiation (40), and no certificate has both. Qualified certificates
 * carry non-repudiation too and do sign in, so only those that KSeF issued itself are called offline.
 */
function purposeOf(extensions: DerNode | undefined, issuer: DerNode): CertificatePurpose {
  const usage = extensions === undefined ? undefined : keyUsageBits(childAt(extensions, 0, TAG.sequence))
  if (usage === undefined) return 'unknown'
  if ((usage & 0x80) !== 0) return 'authentication'
  const issuedByKsef = attributeValues(issuer, 'commonName').some((name) => KSEF_ISSUER.test(name))
  return (usage & 0x40) !== 0 && issuedByKsef ? 'offline' : 'unknown'
}

function keyUsageBits(extensions: DerNode): number | undefined {
  for (const extension of childrenOf(extensions)) {
    const parts = childrenOf(extension)
    const value = parts.at(-1)
    if (parts[0] === undefined || value === undefined || oidOf(parts[0]) !== KEY_USAGE) continue
    return readDer(octetsOf(value)).content[1]
  }
  return undefined
}
