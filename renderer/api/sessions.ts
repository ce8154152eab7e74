import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient, type InfiniteData, type UseInfiniteQueryResult, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import type { SessionId, TaxpayerId } from '../../electron/shared/contract/common.ts'
import type { SessionDetail, SessionPage } from '../../electron/shared/contract/sessions.ts'
import { failuresToldSince } from '../../electron/shared/model/sessionFailures.ts'
import { unwrap } from './client.ts'
import { archiveKey } from './invoices.ts'

const PAGE_SIZE = 200

/** Sessions whose reference number holds the text, all or those that failed, newest first, read on as the person scrolls. */
export function useSessions(taxpayerId: TaxpayerId, text: string, failedOnly: boolean): UseInfiniteQueryResult<InfiniteData<SessionPage>> {
  return useInfiniteQuery({
    queryKey: [...archiveKey(taxpayerId), 'sessions', text, failedOnly],
    queryFn: ({ pageParam }) => unwrap(window.api.sessions.list({ taxpayerId, text, which: failedOnly ? 'failed' : 'all', createdSince: null, offset: pageParam, limit: PAGE_SIZE })),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const read = pages.reduce((sum, page) => sum + page.rows.length, 0)
      return read < last.total && last.rows.length > 0 ? read : null
    },
    placeholderData: keepPreviousData,
  })
}

/** How many sessions failed of late that no list of invoices tells of, and nobody has dealt with. */
export function useFailedSessions(taxpayerId: TaxpayerId): UseQueryResult<number> {
  return useQuery({
    queryKey: [...archiveKey(taxpayerId), 'failed-sessions'],
    queryFn: async () => (await unwrap(window.api.sessions.list({ taxpayerId, text: '', which: 'failed-open', createdSince: failuresToldSince(Date.now()), offset: 0, limit: 1 }))).total,
  })
}

export function useSessionDetail(taxpayerId: TaxpayerId, id: SessionId): UseQueryResult<SessionDetail> {
  return useQuery({ queryKey: [...archiveKey(taxpayerId), 'session', id], queryFn: () => unwrap(window.api.sessions.detail({ taxpayerId, id })), placeholderData: keepPreviousData })
}

export interface SessionHandling {
  readonly id: SessionId
  readonly statusCode: number
  readonly note: string
}

export function useMarkSessionHandled(taxpayerId: TaxpayerId): UseMutationResult<null, Error, SessionHandling> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (handling) => unwrap(window.api.sessions.markHandled({ taxpayerId, ...handling })),
    onSuccess: () => client.invalidateQueries({ queryKey: archiveKey(taxpayerId) }),
  })
}

export function useUndoSessionHandled(taxpayerId: TaxpayerId): UseMutationResult<null, Error, SessionId> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id) => unwrap(window.api.sessions.undoHandled({ taxpayerId, id })),
    onSuccess: () => client.invalidateQueries({ queryKey: archiveKey(taxpayerId) }),
  })
}

export function useSaveUpoPage(taxpayerId: TaxpayerId, id: SessionId): UseMutationResult<{ readonly path: string } | null, Error, number> {
  return useMutation({ mutationFn: (documentId) => unwrap(window.api.sessions.saveUpoPage({ taxpayerId, id, documentId })) })
}
