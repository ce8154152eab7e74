import type { Dialogs } from '../../platform/dialogs.ts'
import type { AddedTrust, TrustedCertificateView } from '../../shared/contract/trust.ts'
import type { DomainHandlers } from '../registerHandlers.ts'

export interface TrustHandlersOptions {
  readonly dialogs: Dialogs
  readonly list: () => readonly TrustedCertificateView[]
  /** Adds the certificates of a file. Throws `file-unreadable`, `certificate-unreadable`. */
  readonly addFile: (path: string) => Promise<AddedTrust>
  /** Throws `not-found`. */
  readonly remove: (fingerprintSha256: string) => void
}

export function trustHandlers({ dialogs, list, addFile, remove }: TrustHandlersOptions): DomainHandlers<'trust'> {
  return {
    list: () => list(),
    add: async () => {
      const path = await dialogs.chooseTrustedCertificates()
      return path === null ? null : addFile(path)
    },
    remove: ({ fingerprintSha256 }) => {
      remove(fingerprintSha256)
      return null
    },
  }
}
