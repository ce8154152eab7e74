import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import type { ProgramInfo, Settings } from '../../electron/shared/contract/program.ts'
import { unwrap, unwrapChoice } from './client.ts'

const SETTINGS = ['settings'] as const
const INFO = ['program'] as const

export function useProgramInfo(): UseQueryResult<ProgramInfo> {
  return useQuery({ queryKey: INFO, queryFn: () => unwrap(window.api.program.info(null)) })
}

export function useSettings(): UseQueryResult<Settings> {
  return useQuery({ queryKey: SETTINGS, queryFn: () => unwrap(window.api.program.settings(null)) })
}

/** Changes are shown at once and made one after another; what the main process answers to the last of them is what counts. */
export function useChangeSettings(): UseMutationResult<Settings, Error, Partial<Settings>> {
  const client = useQueryClient()
  return useMutation({
    mutationKey: SETTINGS,
    scope: { id: 'settings' },
    mutationFn: (change) => unwrap(window.api.program.changeSettings(change)),
    onMutate: (change) => {
      client.setQueryData<Settings>(SETTINGS, (before) => (before === undefined ? before : { ...before, ...change }))
    },
    onSuccess: async (settings) => {
      // The answer to an earlier change knows nothing of a later one, which is shown already.
      if (client.isMutating({ mutationKey: SETTINGS }) === 1) client.setQueryData(SETTINGS, settings)
      await client.invalidateQueries({ queryKey: INFO })
    },
    onError: () => client.invalidateQueries({ queryKey: SETTINGS }),
  })
}

/** Gives the new folder, or null when the person changed their mind. */
export function useChooseArchiveFolder(): UseMutationResult<{ readonly archiveFolder: string } | null, Error, void> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => unwrapChoice(window.api.program.chooseArchiveFolder(null)),
    onSuccess: async () => {
      await client.invalidateQueries()
    },
  })
}
