import type { TrustedCertificateRow } from '../../archive/catalogue/trustedCertificates.ts'
import { parseCertificate } from '../../crypto/certificate.ts'
import { readIdentity } from '../../crypto/certificateChain.ts'
import { readPem } from '../../crypto/der/pem.ts'
import type { AddedTrust, TrustedCertificateView } from '../../shared/contract/trust.ts'
import { AppError } from '../../shared/errors.ts'

/** More in one file are a whole system's store, which nobody has looked at. */
const MOST_IN_A_FILE = 50

/** Where they are kept: the catalogue of an archive folder, or the settings (core/network). */
export interface TrustStore {
  readonly list: () => readonly TrustedCertificateRow[]
  /** False when it is there already. */
  readonly add: (row: TrustedCertificateRow) => boolean
  /** False when it is not there. */
  readonly remove: (sha256: string) => boolean
}

/** The certificates that the person trusts, in the order in which they were added. */
export function listTrusted(store: TrustStore): readonly TrustedCertificateView[] {
  return store.list().map(toView)
}

/** Adds all certificates of a PEM or DER file. Throws `certificate-unreadable`: then none is added. */
export function addTrusted(store: TrustStore, file: Uint8Array, addedAt: string): AddedTrust {
  const rows = certificatesOf(file).map((der): TrustedCertificateRow => {
    const { fingerprintSha256, subject } = readIdentity(der)
    return { sha256: fingerprintSha256, der, subject, addedAt }
  })
  const added = rows.filter((row) => store.add(row))
  return { added: added.map(toView), known: rows.length - added.length }
}

/** Takes one away. Throws `not-found`. */
export function removeTrusted(store: TrustStore, fingerprintSha256: string): void {
  if (!store.remove(fingerprintSha256)) throw new AppError('not-found', { details: { what: 'certificate' } })
}

/** The certificates (DER) of a PEM or DER file. Throws `certificate-unreadable` where one cannot be read, or none is there. */
export function certificatesOf(file: Uint8Array): readonly Uint8Array[] {
  const blocks = readPem(file)
  if (blocks.length === 0) return [parseCertificate(file).der]
  const certificates = blocks.filter(({ label }) => label.endsWith('CERTIFICATE')).map(({ der }) => parseCertificate(der).der)
  if (certificates.length === 0 || certificates.length > MOST_IN_A_FILE) throw new AppError('certificate-unreadable', { details: { certificates: certificates.length } })
  return certificates
}

function toView({ der, addedAt }: TrustedCertificateRow): TrustedCertificateView {
  return { ...readIdentity(der), addedAt }
}
