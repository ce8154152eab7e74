import type { Archive } from '../../core/archiveOperations.ts'
import type { Dialogs } from '../../platform/dialogs.ts'
import type { TaxpayerId } from '../../shared/contract/common.ts'
import type { DomainHandlers } from '../registerHandlers.ts'

export interface QuarantineHandlersOptions {
  readonly archiveOf: (taxpayerId: TaxpayerId) => Archive
  /** Throws `not-found`. */
  readonly suggestName: (taxpayerId: TaxpayerId, documentId: number) => Promise<string>
  readonly saveDocument: (taxpayerId: TaxpayerId, documentId: number, path: string) => Promise<void>
  readonly dialogs: Dialogs
}

export function quarantineHandlers({ archiveOf, suggestName, saveDocument, dialogs }: QuarantineHandlersOptions): DomainHandlers<'quarantine'> {
  return {
    list: ({ taxpayerId, ...page }) => archiveOf(taxpayerId).quarantinedDocuments(page),
    save: async ({ taxpayerId, documentId }) => {
      const path = await dialogs.chooseSavePath(await suggestName(taxpayerId, documentId), 'xml')
      if (path === null) return null
      await saveDocument(taxpayerId, documentId, path)
      return { path }
    },
  }
}
