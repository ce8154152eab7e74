import { z } from 'zod'
import { command } from './command.ts'
import { Nothing } from './common.ts'
import { AddedTrust, TrustedCertificateView } from './trust.ts'

export const NetworkView = z.object({
  /** The proxy that the system gives for KSeF, without a password; null: the direct way. */
  proxy: z.string().nullable(),
  /** Certificates of a company network, trusted on every connection. */
  certificates: z.array(TrustedCertificateView).readonly(),
})
export type NetworkView = z.infer<typeof NetworkView>

export const network = {
  view: command(Nothing, NetworkView),
  /** System dialog, then all certificates of the file; null when the person changed their mind. */
  addCertificates: command(Nothing, AddedTrust.nullable()),
  removeCertificate: command(z.object({ fingerprintSha256: z.string().length(64) }), z.null()),
}
