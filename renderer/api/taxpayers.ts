import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import type { TaxpayerId } from '../../electron/shared/contract/common.ts'
import type { ConnectionReport, CredentialInput, KeptReceived, TaxpayerDraft, TaxpayerSummary } from '../../electron/shared/contract/taxpayers.ts'
import { unwrap } from './client.ts'

export const TAXPAYERS = ['taxpayers'] as const

export function useTaxpayers(): UseQueryResult<readonly TaxpayerSummary[]> {
  return useQuery({ queryKey: TAXPAYERS, queryFn: () => unwrap(window.api.taxpayers.list(null)) })
}

export function useTestDraft(): UseMutationResult<ConnectionReport, Error, TaxpayerDraft> {
  return useMutation({ mutationFn: (draft) => unwrap(window.api.taxpayers.testDraft(draft)) })
}

export function useTestTaxpayer(): UseMutationResult<ConnectionReport, Error, TaxpayerId> {
  return useMutation({ mutationFn: (id) => unwrap(window.api.taxpayers.test({ id })) })
}

export function useAddTaxpayer(): UseMutationResult<TaxpayerSummary, Error, TaxpayerDraft> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (draft) => unwrap(window.api.taxpayers.add(draft)),
    onSuccess: () => client.invalidateQueries({ queryKey: TAXPAYERS }),
  })
}

export function useReplaceCredential(): UseMutationResult<TaxpayerSummary, Error, { readonly id: TaxpayerId; readonly credential: CredentialInput; readonly forAll: boolean }> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input) => unwrap(window.api.taxpayers.replaceCredential(input)),
    onSuccess: () => client.invalidateQueries({ queryKey: TAXPAYERS }),
  })
}

export function useComeBack(): UseMutationResult<TaxpayerSummary, Error, TaxpayerId> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id) => unwrap(window.api.taxpayers.comeBack({ id })),
    onSuccess: () => client.invalidateQueries({ queryKey: TAXPAYERS }),
  })
}

export function useLeave(): UseMutationResult<{ readonly archivePath: string }, Error, TaxpayerId> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id) => unwrap(window.api.taxpayers.leave({ id })),
    onSuccess: () => client.invalidateQueries({ queryKey: TAXPAYERS }),
  })
}

export function useStartDemo(): UseMutationResult<TaxpayerSummary, Error, void> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => unwrap(window.api.taxpayers.startDemo(null)),
    onSuccess: () => client.invalidateQueries({ queryKey: TAXPAYERS }),
  })
}

/** Which received invoices are kept for a taxpayer, too. */
export function useKeptReceived(id: TaxpayerId): UseQueryResult<KeptReceived> {
  return useQuery({ queryKey: [...TAXPAYERS, id, 'keptReceived'], queryFn: () => unwrap(window.api.taxpayers.keptReceived({ id })) })
}

export function useSetKeptReceived(id: TaxpayerId): UseMutationResult<KeptReceived, Error, KeptReceived> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (kept) => unwrap(window.api.taxpayers.setKeptReceived({ id, kept })),
    onSuccess: () => client.invalidateQueries({ queryKey: [...TAXPAYERS, id, 'keptReceived'] }),
  })
}
