import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import type { NetworkView } from '../../electron/shared/contract/network.ts'
import type { AddedTrust } from '../../electron/shared/contract/trust.ts'
import { unwrap, unwrapChoice } from './client.ts'

const NETWORK = ['network'] as const

export function useNetworkView(): UseQueryResult<NetworkView> {
  return useQuery({ queryKey: NETWORK, queryFn: () => unwrap(window.api.network.view(null)) })
}

export function useAddNetworkCertificates(): UseMutationResult<AddedTrust | null, Error, void> {
  const client = useQueryClient()
  return useMutation({ mutationFn: () => unwrapChoice(window.api.network.addCertificates(null)), onSuccess: () => client.invalidateQueries({ queryKey: NETWORK }) })
}

export function useRemoveNetworkCertificate(): UseMutationResult<null, Error, string> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (fingerprintSha256) => unwrap(window.api.network.removeCertificate({ fingerprintSha256 })),
    onSuccess: () => client.invalidateQueries({ queryKey: NETWORK }),
  })
}
