import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import type { AccessView, AddedClients, ClientFiles } from '../../electron/shared/contract/clients.ts'
import type { JobId, TaxpayerId } from '../../electron/shared/contract/common.ts'
import type { InputOf, OutputOf } from '../../electron/shared/contract/index.ts'
import { unwrap, unwrapChoice } from './client.ts'
import { JOBS } from './jobs.ts'
import { TAXPAYERS } from './taxpayers.ts'

/** Under the key of the taxpayers: what changes them changes what is known of their access. */
export const ACCESS = [...TAXPAYERS, 'access'] as const

export function useAccess(): UseQueryResult<readonly AccessView[]> {
  return useQuery({ queryKey: ACCESS, queryFn: () => unwrap(window.api.clients.access(null)) })
}

export function useAddMany(): UseMutationResult<AddedClients, Error, InputOf<'clients.addMany'>> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (list) => unwrapChoice(window.api.clients.addMany(list)),
    onSettled: () => client.invalidateQueries({ queryKey: TAXPAYERS }),
  })
}

interface Started {
  readonly jobId: JobId
}

export function useStartLook(): UseMutationResult<Started, Error, readonly TaxpayerId[] | null> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (taxpayerIds) => unwrap(window.api.clients.startLook({ taxpayerIds: taxpayerIds === null ? null : [...taxpayerIds] })),
    onSuccess: () => client.invalidateQueries({ queryKey: JOBS }),
  })
}

export function useStartRefreshAll(): UseMutationResult<Started, Error, string | null> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (from) => unwrap(window.api.clients.startRefreshAll({ from })),
    onSuccess: () => client.invalidateQueries({ queryKey: JOBS }),
  })
}

/** The person chooses the folder first. */
export function useHandOverClient(): UseMutationResult<Started | null, Error, TaxpayerId> {
  return useMutation({ mutationFn: (taxpayerId) => unwrapChoice(window.api.clients.handOver({ taxpayerId })) })
}

/** Looked up anew each time: files come and go without the window. */
export function useClientFiles(taxpayerId: TaxpayerId): UseQueryResult<ClientFiles> {
  return useQuery({ queryKey: ['client-files', taxpayerId], queryFn: () => unwrap(window.api.clients.files({ taxpayerId })), staleTime: 0, gcTime: 0 })
}

export function useDeleteClient(): UseMutationResult<OutputOf<'clients.deleteForGood'>, Error, InputOf<'clients.deleteForGood'>> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (deletion) => unwrap(window.api.clients.deleteForGood(deletion)),
    onSettled: () => client.invalidateQueries({ queryKey: TAXPAYERS }),
  })
}
