import { keepPreviousData, useMutation, useQuery, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import type { TaxpayerId } from '../../electron/shared/contract/common.ts'
import type { QuarantinePage } from '../../electron/shared/contract/quarantine.ts'
import { unwrap, unwrapChoice } from './client.ts'
import { archiveKey } from './invoices.ts'

/** The newest documents that were set apart. */
export function useQuarantine(taxpayerId: TaxpayerId, limit: number): UseQueryResult<QuarantinePage> {
  return useQuery({
    queryKey: [...archiveKey(taxpayerId), 'quarantine', limit],
    queryFn: () => unwrap(window.api.quarantine.list({ taxpayerId, offset: 0, limit })),
    placeholderData: keepPreviousData,
  })
}

export function useSaveQuarantined(taxpayerId: TaxpayerId): UseMutationResult<{ readonly path: string } | null, Error, number> {
  return useMutation({ mutationFn: (documentId) => unwrapChoice(window.api.quarantine.save({ taxpayerId, documentId })) })
}
