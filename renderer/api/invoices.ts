import { keepPreviousData, useMutation, useQueries, useQuery, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import type { InvoiceId, JobId, TaxpayerId } from '../../electron/shared/contract/common.ts'
import type { DuplicateComparison } from '../../electron/shared/contract/duplicates.ts'
import type { DocumentText, InvoiceDetail, InvoiceFilter, InvoicePage, InvoiceSelection, InvoiceSort, StateCounts } from '../../electron/shared/contract/invoices.ts'
import { unwrap, unwrapChoice } from './client.ts'

/** Everything read from one taxpayer's archive begins with this, so that one event can make it stale. */
export function archiveKey(taxpayerId: TaxpayerId): readonly ['archive', TaxpayerId] {
  return ['archive', taxpayerId]
}

export const PAGE_SIZE = 200

/** Pages of the invoice list by their numbers, in the same order; each page is fetched once and kept while it is looked at. */
export function useInvoicePages(taxpayerId: TaxpayerId, filter: InvoiceFilter, sort: InvoiceSort, pages: readonly number[]): UseQueryResult<InvoicePage>[] {
  return useQueries({
    queries: pages.map((page) => ({
      queryKey: [...archiveKey(taxpayerId), 'invoices', filter, sort, page],
      queryFn: () => unwrap(window.api.invoices.search({ taxpayerId, filter, sort, offset: page * PAGE_SIZE, limit: PAGE_SIZE })),
    })),
  })
}

export function useStateCounts(taxpayerId: TaxpayerId): UseQueryResult<StateCounts> {
  return useQuery({ queryKey: [...archiveKey(taxpayerId), 'counts'], queryFn: () => unwrap(window.api.invoices.counts({ taxpayerId })) })
}

export function useInvoiceDetail(taxpayerId: TaxpayerId, id: InvoiceId): UseQueryResult<InvoiceDetail> {
  return useQuery({
    queryKey: [...archiveKey(taxpayerId), 'invoice', id],
    queryFn: () => unwrap(window.api.invoices.detail({ taxpayerId, id })),
    placeholderData: keepPreviousData,
  })
}

/** A duplicate (440) beside the first invoice of its number. */
export function useDuplicateComparison(taxpayerId: TaxpayerId, id: InvoiceId): UseQueryResult<DuplicateComparison | null> {
  return useQuery({ queryKey: [...archiveKey(taxpayerId), 'comparison', id], queryFn: () => unwrap(window.api.invoices.compareDuplicate({ taxpayerId, id })) })
}

/** A stored document never changes, so its text is never stale. */
export function useDocumentText(taxpayerId: TaxpayerId, documentId: number): UseQueryResult<DocumentText> {
  return useQuery({ queryKey: ['document', taxpayerId, documentId], queryFn: () => unwrap(window.api.invoices.readDocument({ taxpayerId, documentId })) })
}

export function useSaveDocument(taxpayerId: TaxpayerId, invoiceId: InvoiceId): UseMutationResult<{ readonly path: string } | null, Error, number> {
  return useMutation({ mutationFn: (documentId) => unwrapChoice(window.api.invoices.saveDocument({ taxpayerId, invoiceId, documentId })) })
}

export function useFindByKsefNumber(taxpayerId: TaxpayerId): UseMutationResult<InvoiceId | null, Error, string> {
  return useMutation({ mutationFn: (ksefNumber) => unwrap(window.api.invoices.findByKsefNumber({ taxpayerId, ksefNumber })) })
}

export function useHandOver(taxpayerId: TaxpayerId): UseMutationResult<{ readonly jobId: JobId } | null, Error, InvoiceSelection> {
  return useMutation({ mutationFn: (selection) => unwrapChoice(window.api.invoices.handOver({ taxpayerId, selection })) })
}
