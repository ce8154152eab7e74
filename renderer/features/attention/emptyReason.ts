import type { AttentionList } from '../../../electron/shared/contract/attention.ts'

export interface EmptyListFacts {
  readonly list: AttentionList
  /** Something stands before all invoices alike. */
  readonly isStopped: boolean
  readonly lastRefreshAt: string | null
  /** Failed submissions that are told of above the list. */
  readonly failedSessions: number
}

export type EmptyReason = AttentionList | 'stopped' | 'never' | 'failed-sessions'

/** Why a list is empty; "all is well" may be said only of what a refresh has brought, and only where nothing above the list says otherwise. */
export function emptyReason({ list, isStopped, lastRefreshAt, failedSessions }: EmptyListFacts): EmptyReason {
  if (list !== 'todo') return list
  if (isStopped) return 'stopped'
  if (lastRefreshAt === null) return 'never'
  return failedSessions > 0 ? 'failed-sessions' : 'todo'
}
