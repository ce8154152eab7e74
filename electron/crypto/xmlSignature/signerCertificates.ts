import { createPublicKey, type KeyObject } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import { parseCertificate, type ParsedCertificate } from '../certificate.ts'
import { AlgorithmUnsupported, SignatureRefused } from './refusal.ts'

/** A certificate with its key imported. */
export interface SignerCertificate extends ParsedCertificate {
  readonly publicKey: KeyObject
}

/** Thousands of receipts carry the same few certificates: reading one costs as much as all the rest of a verification. */
const REMEMBERED = 32
const remembered = new Map<string, SignerCertificate>()

/** Reads a certificate and its public key; throws SignatureRefused and AlgorithmUnsupported. */
export function readSignerCertificate(der: Buffer): SignerCertificate {
  const key = der.toString('latin1')
  const known = remembered.get(key)
  if (known !== undefined) return known
  const certificate = parse(der)
  const signer = { ...certificate, publicKey: importKey(certificate) }
  if (remembered.size >= REMEMBERED) remembered.clear()
  remembered.set(key, signer)
  return signer
}

function parse(der: Buffer): ParsedCertificate {
  try {
    return parseCertificate(der)
  } catch (cause) {
    if (cause instanceof AppError) throw new SignatureRefused('certificate-unreadable')
    throw cause
  }
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
