import { keepPreviousData, useMutation, useQueries, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import type { AttentionList, AttentionPage, AttentionSummary } from '../../electron/shared/contract/attention.ts'
import type { InvoiceId, TaxpayerId } from '../../electron/shared/contract/common.ts'
import type { Matter } from '../../electron/shared/model/diagnosis.ts'
import { unwrap } from './client.ts'
import { archiveKey } from './invoices.ts'

export const ATTENTION_PAGE = 100

export function useAttentionSummary(taxpayerId: TaxpayerId): UseQueryResult<AttentionSummary> {
  return useQuery({
    queryKey: [...archiveKey(taxpayerId), 'attention-summary'],
    queryFn: () => unwrap(window.api.attention.summary({ taxpayerId })),
    placeholderData: keepPreviousData,
  })
}

/** Pages of one list by their numbers, in the same order. */
export function useAttentionPages(taxpayerId: TaxpayerId, list: AttentionList, byCause: boolean, pages: readonly number[]): UseQueryResult<AttentionPage>[] {
  return useQueries({
    queries: pages.map((page) => ({
      queryKey: [...archiveKey(taxpayerId), 'attention', list, byCause, page],
      queryFn: () => unwrap(window.api.attention.list({ taxpayerId, list, byCause, offset: page * ATTENTION_PAGE, limit: ATTENTION_PAGE })),
    })),
  })
}

export interface Handling {
  readonly invoiceId: InvoiceId
  readonly cause: Matter
  readonly note: string
}

export function useMarkHandled(taxpayerId: TaxpayerId): UseMutationResult<null, Error, Handling> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (handling) => unwrap(window.api.attention.markHandled({ taxpayerId, ...handling })),
    onSuccess: () => client.invalidateQueries({ queryKey: archiveKey(taxpayerId) }),
  })
}

export function useUndoHandled(taxpayerId: TaxpayerId): UseMutationResult<null, Error, InvoiceId> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (invoiceId) => unwrap(window.api.attention.undoHandled({ taxpayerId, invoiceId })),
    onSuccess: () => client.invalidateQueries({ queryKey: archiveKey(taxpayerId) }),
  })
}
