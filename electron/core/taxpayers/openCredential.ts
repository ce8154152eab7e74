import { checkUsableForSignIn, openCertificateWithKey, openPkcs12 } from '../../crypto/signingCredential.ts'
import type { Credential } from '../../ksef/credential.ts'
import { AppError } from '../../shared/errors.ts'
import type { CertificateSummary, SubjectIdentifierKind } from '../../shared/model/certificateSummary.ts'
import { looksLike } from './looksLike.ts'
import type { StoredCredential } from './storedCredential.ts'

/** A credential ready to sign in with, and what may be shown of it. */
export interface OpenedCredential {
  readonly credential: Credential
  readonly certificate: CertificateSummary | null
}

/**
 * Opens what is stored. `known`: by what KSeF knows its holder, null where that is to be told from the certificate. Throws
 * `certificate-wrong-password`, `-unreadable`, `-key-mismatch` and `-algorithm-unsupported`.
 */
export function openCredential(stored: StoredCredential, known: SubjectIdentifierKind | null): OpenedCredential {
  if (stored.kind === 'token') return { credential: { kind: 'token', token: stored.token }, certificate: null }
  const certificate = Buffer.from(stored.certificate, 'base64')
  const signing = stored.key === null ? openAlone(certificate, stored.password) : openCertificateWithKey(certificate, Buffer.from(stored.key, 'base64'), stored.password)
  return { credential: { kind: 'certificate', signing, subjectIdentifier: known ?? subjectIdentifierOf(signing.summary) }, certificate: signing.summary }
}

/** Throws where KSeF would refuse the certificate: `certificate-offline-type`, `-not-yet-valid`, `-expired`, `-algorithm-unsupported`. */
export function refuseUnusable({ credential }: OpenedCredential, now: Date): void {
  if (credential.kind === 'certificate') checkUsableForSignIn(credential.signing, now)
}

/** KSeF finds the holder of a certificate by the NIP or PESEL in its names; one without either it can know by its fingerprint alone. */
export function subjectIdentifierOf({ nip, pesel }: CertificateSummary): SubjectIdentifierKind {
  return nip === null && pesel === null ? 'certificateFingerprint' : 'certificateSubject'
}

/** Only a PKCS#12 holds its key: with a lone certificate the person forgot the second file, not the password. */
function openAlone(bytes: Uint8Array, password: string) {
  if (looksLike(bytes) === 'certificate') throw new AppError('certificate-unreadable', { details: { reason: 'no-key' } })
  return openPkcs12(bytes, password)
}
