import type { Dialogs } from '../../platform/dialogs.ts'
import type { AddedTrust, TrustedCertificateView } from '../../shared/contract/trust.ts'
import type { DomainHandlers } from '../registerHandlers.ts'

export interface NetworkHandlersOptions {
  readonly dialogs: Dialogs
  /** The proxy on the way to KSeF; null: none. */
  readonly proxy: () => Promise<string | null>
  readonly certificates: () => readonly TrustedCertificateView[]
  /** Adds the certificates of a file. Throws `file-unreadable`, `certificate-unreadable`. */
  readonly addFile: (path: string) => Promise<AddedTrust>
  /** Throws `not-found`. */
  readonly remove: (fingerprintSha256: string) => void
}

export function networkHandlers({ dialogs, proxy, certificates, addFile, remove }: NetworkHandlersOptions): DomainHandlers<'network'> {
  return {
    view: async () => ({ proxy: await proxy(), certificates: certificates() }),
    addCertificates: async () => {
      const path = await dialogs.chooseNetworkCertificates()
      return path === null ? null : addFile(path)
    },
    removeCertificate: ({ fingerprintSha256 }) => {
      remove(fingerprintSha256)
      return null
    },
  }
}
