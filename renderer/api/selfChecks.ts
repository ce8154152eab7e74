import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import type { JobId, TaxpayerId } from '../../electron/shared/contract/common.ts'
import type { SelfCheckScope, SelfCheckView } from '../../electron/shared/contract/selfChecks.ts'
import { unwrap } from './client.ts'
import { archiveKey } from './invoices.ts'
import { JOBS } from './jobs.ts'

/** The last self-check, and how it stands now with what it named. */
export function useSelfCheck(taxpayerId: TaxpayerId): UseQueryResult<SelfCheckView> {
  return useQuery({ queryKey: [...archiveKey(taxpayerId), 'self-check'], queryFn: () => unwrap(window.api.selfChecks.view({ taxpayerId })) })
}

interface Started {
  readonly jobId: JobId
}

export function useStartSelfCheck(): UseMutationResult<Started, Error, { readonly taxpayerId: TaxpayerId; readonly scope: SelfCheckScope }> {
  const client = useQueryClient()
  return useMutation({ mutationFn: (input) => unwrap(window.api.selfChecks.start(input)), onSuccess: () => client.invalidateQueries({ queryKey: JOBS }) })
}

export function useStartRepair(): UseMutationResult<Started, Error, { readonly taxpayerId: TaxpayerId }> {
  const client = useQueryClient()
  return useMutation({ mutationFn: (input) => unwrap(window.api.selfChecks.repair(input)), onSuccess: () => client.invalidateQueries({ queryKey: JOBS }) })
}
