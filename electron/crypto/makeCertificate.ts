import { createHash, sign, type KeyObject } from 'node:crypto'
import { encodeName, type DistinguishedName } from './der/distinguishedName.ts'
import { bitString, booleanTrue, integer, integerFromHex, nullValue, objectIdentifier, octetString, sequence, tagged, time } from './der/writeDer.ts'

const SHA256_WITH_RSA = sequence(objectIdentifier('1.2.840.113549.1.1.11'), nullValue())
const ECDSA_WITH_SHA256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'))

/** Bits of keyUsage: what KSeF sets for its two types (KSeF docs, certyfikaty-KSeF.md), and what an authority has. */
const KEY_USAGES = {
  authentication: bitString(Buffer.from([0x80]), 7),
  offline: bitString(Buffer.from([0x40]), 6),
  authority: bitString(Buffer.from([0x06]), 1),
} as const

export interface CertificateRequest {
  readonly subject: DistinguishedName
  /** Whoever signs; null makes a certificate that signs itself. */
  readonly issuer: { readonly name: DistinguishedName; readonly privateKey: KeyObject } | null
  readonly keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject }
  readonly notBefore: Date
  readonly notAfter: Date
  readonly keyUsage: keyof typeof KEY_USAGES
  /** Hexadecimal; made from the public key and the dates where it is left out, so that the same request gives the same number. */
  readonly serialNumber?: string
  /** How many authorities may stand below this authority; left out: any number. */
  readonly pathLength?: number
  /** More extensions, as DER. */
  readonly extensions?: readonly Uint8Array[]
}

/**
 * A version 3 certificate (DER) for the demo and the tests. With an RSA issuer the same request gives the same bytes;
 * ECDSA signatures are random.
 */
export function makeCertificate(request: CertificateRequest): Buffer {
  const { subject, issuer, keys } = request
  const signingKey = issuer?.privateKey ?? keys.privateKey
  const algorithm = signingKey.asymmetricKeyType === 'ec' ? ECDSA_WITH_SHA256 : SHA256_WITH_RSA
  const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' })
  const body = sequence(
    tagged(0, integer(2)),
    integerFromHex(request.serialNumber ?? deriveSerialNumber(request, publicKey)),
    algorithm,
    encodeName(issuer?.name ?? subject),
    sequence(time(request.notBefore), time(request.notAfter)),
    encodeName(subject),
    publicKey,
    tagged(3, sequence(...extensionsFor(request))),
  )
  return sequence(body, algorithm, bitString(sign('sha256', body, signingKey)))
}

function extensionsFor({ keyUsage, pathLength, extensions = [] }: CertificateRequest): readonly Uint8Array[] {
  const usage = sequence(objectIdentifier('2.5.29.15'), booleanTrue(), octetString(KEY_USAGES[keyUsage]))
  const authority = sequence(objectIdentifier('2.5.29.19'), booleanTrue(), octetString(sequence(booleanTrue(), ...(pathLength === undefined ? [] : [integer(pathLength)]))))
  return [...(keyUsage === 'authority' ? [authority, usage] : [usage]), ...extensions]
}

function deriveSerialNumber(request: CertificateRequest, publicKey: Uint8Array): string {
  const seed = `${JSON.stringify(request.subject)} ${request.notBefore.toISOString()} ${request.notAfter.toISOString()} ${request.keyUsage}`
  // The first digit keeps the number positive and of constant length.
  return `1${createHash('sha256').update(publicKey).update(seed).digest('hex').slice(0, 15)}`
}
