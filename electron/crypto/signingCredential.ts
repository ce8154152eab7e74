import { createPublicKey, type KeyObject } from 'node:crypto'
import { AppError } from '../shared/errors.ts'
import type { CertificateSummary } from '../shared/model/certificateSummary.ts'
import { parseCertificate, type ParsedCertificate } from './certificate.ts'
import { EncryptionUnsupported, WrongPassword } from './keyFile/decryptWithPassword.ts'
import { readPkcs12 } from './keyFile/readPkcs12.ts'
import { importPkcs8, readPrivateKey } from './keyFile/readPrivateKey.ts'

const MAX_FILE_BYTES = 1_000_000
const MIN_RSA_BITS = 2048

/** A certificate with its key, ready to sign. The key stays in memory and is never shown. */
export interface SigningCredential {
  readonly certificateDer: Uint8Array
  readonly privateKey: KeyObject
  readonly summary: CertificateSummary
}

/**
 * Opens a PKCS#12 file (.p12, .pfx) and takes the certificate that belongs to its key. Throws AppError
 * 'certificate-wrong-password', 'certificate-unreadable', 'certificate-key-mismatch' or 'certificate-algorithm-unsupported'.
 */
export function openPkcs12(bytes: Uint8Array, password: string): SigningCredential {
  return asCertificateError(() => {
    refuseLarge(bytes)
    const content = readPkcs12(bytes, password)
    const certificates = content.certificates.map(parseCertificate)
    const keys = content.keys.map(importPkcs8)
    if (keys.length === 0 || certificates.length === 0) {
      throw new AppError('certificate-unreadable', { details: { reason: keys.length === 0 ? 'no-key' : 'no-certificate' } })
    }
    for (const key of keys) {
      const certificate = certificates.find((candidate) => belongsTogether(candidate, key))
      if (certificate !== undefined) return credentialOf(certificate, key)
    }
    throw new AppError('certificate-key-mismatch')
  })
}

/**
 * A certificate (DER or PEM) with its key in a file of its own, as KSeF gives them: the key is encrypted PKCS#8 or plain. Throws the
 * same errors as `openPkcs12`; a missing password is a wrong one.
 */
export function openCertificateWithKey(certificateBytes: Uint8Array, keyBytes: Uint8Array, password: string | null): SigningCredential {
  return asCertificateError(() => {
    refuseLarge(certificateBytes)
    refuseLarge(keyBytes)
    const certificate = parseCertificate(certificateBytes)
    const key = readPrivateKey(keyBytes, password)
    if (!belongsTogether(certificate, key)) throw new AppError('certificate-key-mismatch')
    return credentialOf(certificate, key)
  })
}

/**
 * Throws AppError 'certificate-offline-type', 'certificate-not-yet-valid', 'certificate-expired' or
 * 'certificate-algorithm-unsupported' (KSeF takes RSA of 2048 bits and more, and the NIST curves: API-NOTES §2).
 */
export function checkUsableForSignIn({ summary }: SigningCredential, now: Date): void {
  const { notBefore, notAfter } = summary
  if (summary.purpose === 'offline') throw new AppError('certificate-offline-type')
  if (now.getTime() < Date.parse(notBefore)) throw new AppError('certificate-not-yet-valid', { details: { notBefore } })
  if (now.getTime() > Date.parse(notAfter)) throw new AppError('certificate-expired', { details: { notAfter } })
  const strong = summary.keyType === 'rsa' ? (summary.keySizeBits ?? 0) >= MIN_RSA_BITS : (summary.curve?.startsWith('P-') ?? false)
  if (!strong) throw new AppError('certificate-algorithm-unsupported')
}

function credentialOf({ der, summary }: ParsedCertificate, privateKey: KeyObject): SigningCredential {
  return { certificateDer: der, privateKey, summary }
}

function belongsTogether({ subjectPublicKeyInfo, summary }: ParsedCertificate, privateKey: KeyObject): boolean {
  if (summary.keyType !== privateKey.asymmetricKeyType) return false
  return createPublicKey({ key: Buffer.from(subjectPublicKeyInfo), format: 'der', type: 'spki' }).equals(createPublicKey(privateKey))
}

function refuseLarge(bytes: Uint8Array): void {
  if (bytes.length > MAX_FILE_BYTES) throw new AppError('certificate-unreadable', { details: { reason: 'too-large' } })
}

function asCertificateError<Result>(open: () => Result): Result {
  try {
    return open()
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    if (cause instanceof WrongPassword) throw new AppError('certificate-wrong-password', { cause })
    if (cause instanceof EncryptionUnsupported) throw new AppError('certificate-algorithm-unsupported', { cause })
    throw new AppError('certificate-unreadable', { cause })
  }
}
