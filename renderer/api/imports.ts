import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, type InfiniteData, type UseInfiniteQueryResult, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import type { JobId, TaxpayerId } from '../../electron/shared/contract/common.ts'
import type { ImportedFile, UnlistedInvoice } from '../../electron/shared/contract/imports.ts'
import type { ImportOutcome } from '../../electron/shared/model/importedFile.ts'
import { unwrap, unwrapChoice } from './client.ts'
import { archiveKey } from './invoices.ts'

const PAGE_SIZE = 200
/** The results of an import that runs are read again so often. */
const REREAD_MS = 1_000

interface Page<Row> {
  readonly total: number
  readonly rows: readonly Row[]
}

/** What became of the files of an import, read on as the person asks for more. */
export function useImportResults(jobId: JobId | null, outcomes: readonly ImportOutcome[], isRunning: boolean): UseInfiniteQueryResult<InfiniteData<Page<ImportedFile>>> {
  return useInfiniteQuery({
    queryKey: ['imports', jobId, outcomes, isRunning],
    enabled: jobId !== null,
    queryFn: ({ pageParam }) => (jobId === null ? { total: 0, rows: [] } : unwrap(window.api.imports.results({ jobId, outcomes, offset: pageParam, limit: PAGE_SIZE }))),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const read = pages.reduce((sum, page) => sum + page.rows.length, 0)
      return read < last.total && last.rows.length > 0 ? read : null
    },
    placeholderData: keepPreviousData,
    refetchInterval: isRunning ? REREAD_MS : false,
  })
}

/** The first of the imported invoices that are on no list here. */
export function useUnlistedInvoices(taxpayerId: TaxpayerId): UseQueryResult<Page<UnlistedInvoice>> {
  return useQuery({ queryKey: [...archiveKey(taxpayerId), 'unlisted'], queryFn: () => unwrap(window.api.imports.unlisted({ taxpayerId, offset: 0, limit: PAGE_SIZE })) })
}

type Started = { readonly jobId: JobId } | null

export function useChooseImport(): UseMutationResult<Started, Error, { readonly taxpayerId: TaxpayerId; readonly what: 'files' | 'folder' }> {
  return useMutation({ mutationFn: (input) => unwrapChoice(window.api.imports.choose(input)) })
}

export function useImportDropped(): UseMutationResult<Started, Error, { readonly taxpayerId: TaxpayerId; readonly paths: readonly string[] }> {
  return useMutation({ mutationFn: (input) => unwrap(window.api.imports.startDropped(input)) })
}

export function useAssignImport(): UseMutationResult<Started, Error, { readonly jobId: JobId; readonly taxpayerId: TaxpayerId }> {
  return useMutation({ mutationFn: (input) => unwrap(window.api.imports.assign(input)) })
}
