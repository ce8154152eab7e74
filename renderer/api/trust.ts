import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import type { AddedTrust, TrustedCertificateView } from '../../electron/shared/contract/trust.ts'
import { unwrap, unwrapChoice } from './client.ts'

const TRUST = ['trust'] as const

export function useTrusted(): UseQueryResult<readonly TrustedCertificateView[]> {
  return useQuery({ queryKey: TRUST, queryFn: () => unwrap(window.api.trust.list(null)) })
}

/** What is trusted is part of every check that is shown, so all that was read is stale then. */
export function useAddTrusted(): UseMutationResult<AddedTrust | null, Error, void> {
  const client = useQueryClient()
  return useMutation({ mutationFn: () => unwrapChoice(window.api.trust.add(null)), onSuccess: () => client.invalidateQueries() })
}

export function useRemoveTrusted(): UseMutationResult<null, Error, string> {
  const client = useQueryClient()
  return useMutation({ mutationFn: (fingerprintSha256) => unwrap(window.api.trust.remove({ fingerprintSha256 })), onSuccess: () => client.invalidateQueries() })
}
