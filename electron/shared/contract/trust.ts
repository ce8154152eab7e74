import { z } from 'zod'
import { command } from './command.ts'
import { Instant, Nothing } from './common.ts'

/** What names a certificate (shared/model/certificateChain.ts, CertificateIdentity). */
export const CertificateIdentityView = z.object({
  subject: z.string(),
  issuer: z.string(),
  /** Upper-case hexadecimal. */
  serialNumber: z.string(),
  /** SHA-256 of the DER, lower-case hexadecimal. */
  fingerprintSha256: z.string().length(64),
  notBefore: Instant,
  notAfter: Instant,
})

export const TrustedCertificateView = CertificateIdentityView.extend({ addedAt: Instant })
export type TrustedCertificateView = z.infer<typeof TrustedCertificateView>

export const AddedTrust = z.object({
  added: z.array(TrustedCertificateView).readonly(),
  /** Certificates of the file that were on the list already. */
  known: z.int(),
})
export type AddedTrust = z.infer<typeof AddedTrust>

/** Certificates against which signers of receipts are checked; they are kept with the archive folder. */
export const trust = {
  list: command(Nothing, z.array(TrustedCertificateView).readonly()),
  /** System dialog, then all certificates of the file; null when the person changed their mind. */
  add: command(Nothing, AddedTrust.nullable()),
  remove: command(z.object({ fingerprintSha256: z.string().length(64) }), z.null()),
}
