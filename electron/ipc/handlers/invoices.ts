import type { Archive } from '../../core/archiveOperations.ts'
import type { Dialogs } from '../../platform/dialogs.ts'
import type { InvoiceId, JobId, TaxpayerId } from '../../shared/contract/common.ts'
import type { DuplicateComparison } from '../../shared/contract/duplicates.ts'
import type { DocumentText, InvoiceDetail, InvoiceSelection } from '../../shared/contract/invoices.ts'
import type { DomainHandlers } from '../registerHandlers.ts'

export interface InvoicesHandlersOptions {
  readonly archiveOf: (taxpayerId: TaxpayerId) => Archive
  /** Throws `not-found`. */
  readonly detail: (taxpayerId: TaxpayerId, id: InvoiceId) => Promise<InvoiceDetail>
  readonly compareDuplicate: (taxpayerId: TaxpayerId, id: InvoiceId) => Promise<DuplicateComparison | null>
  readonly readDocument: (taxpayerId: TaxpayerId, documentId: number) => Promise<DocumentText>
  readonly suggestDocumentName: (taxpayerId: TaxpayerId, id: InvoiceId, documentId: number) => Promise<string>
  readonly suggestBundleName: (taxpayerId: TaxpayerId) => string
  readonly saveDocument: (taxpayerId: TaxpayerId, documentId: number, path: string) => Promise<void>
  readonly startHandOver: (taxpayerId: TaxpayerId, selection: InvoiceSelection, path: string) => JobId
  readonly dialogs: Dialogs
}

export function invoicesHandlers(options: InvoicesHandlersOptions): DomainHandlers<'invoices'> {
  const { archiveOf, dialogs } = options
  return {
    search: ({ taxpayerId, ...search }) => archiveOf(taxpayerId).searchInvoices(search),
    counts: ({ taxpayerId }) => archiveOf(taxpayerId).countStates(),
    detail: ({ taxpayerId, id }) => options.detail(taxpayerId, id),
    findByKsefNumber: ({ taxpayerId, ksefNumber }) => archiveOf(taxpayerId).findByKsefNumber({ ksefNumber }),
    compareDuplicate: ({ taxpayerId, id }) => options.compareDuplicate(taxpayerId, id),
    readDocument: ({ taxpayerId, documentId }) => options.readDocument(taxpayerId, documentId),
    saveDocument: async ({ taxpayerId, invoiceId, documentId }) => {
      const path = await dialogs.chooseSavePath(await options.suggestDocumentName(taxpayerId, invoiceId, documentId), 'xml')
      if (path === null) return null
      await options.saveDocument(taxpayerId, documentId, path)
      return { path }
    },
    handOver: async ({ taxpayerId, selection }) => {
      const path = await dialogs.chooseSavePath(options.suggestBundleName(taxpayerId), 'zip')
      return path === null ? null : { jobId: options.startHandOver(taxpayerId, selection, path) }
    },
  }
}
