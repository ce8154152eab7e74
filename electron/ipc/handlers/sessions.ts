import type { Archive } from '../../core/archiveOperations.ts'
import type { Dialogs } from '../../platform/dialogs.ts'
import type { SessionId, TaxpayerId } from '../../shared/contract/common.ts'
import type { SessionDetail } from '../../shared/contract/sessions.ts'
import type { DomainHandlers } from '../registerHandlers.ts'

export interface SessionsHandlersOptions {
  readonly archiveOf: (taxpayerId: TaxpayerId) => Archive
  /** Throws `taxpayer-left` for one whose archive is only read. */
  readonly workingArchiveOf: (taxpayerId: TaxpayerId) => Archive
  readonly dialogs: Dialogs
  /** Throws `not-found`. */
  readonly detail: (taxpayerId: TaxpayerId, id: SessionId) => Promise<SessionDetail>
  readonly suggestPageName: (taxpayerId: TaxpayerId, id: SessionId, documentId: number) => Promise<string>
  /** Instant, UTC. */
  readonly now: () => string
  /** Told after a mark was made or taken away, which the journal has an entry of. */
  readonly onChanged: (taxpayerId: TaxpayerId) => Promise<void>
  readonly saveDocument: (taxpayerId: TaxpayerId, documentId: number, path: string) => Promise<void>
}

export function sessionsHandlers({ archiveOf, workingArchiveOf, dialogs, detail, suggestPageName, saveDocument, now, onChanged }: SessionsHandlersOptions): DomainHandlers<'sessions'> {
  return {
    list: ({ taxpayerId, ...search }) => archiveOf(taxpayerId).listSessions(search),
    detail: ({ taxpayerId, id }) => detail(taxpayerId, id),
    saveUpoPage: async ({ taxpayerId, id, documentId }) => {
      const path = await dialogs.chooseSavePath(await suggestPageName(taxpayerId, id, documentId), 'xml')
      if (path === null) return null
      await saveDocument(taxpayerId, documentId, path)
      return { path }
    },
    markHandled: async ({ taxpayerId, id, statusCode, note }) => {
      await workingArchiveOf(taxpayerId).markSessionHandled({ sessionId: id, statusCode, note, at: now() })
      await onChanged(taxpayerId)
      return null
    },
    undoHandled: async ({ taxpayerId, id }) => {
      await workingArchiveOf(taxpayerId).undoSessionHandled({ sessionId: id, at: now() })
      await onChanged(taxpayerId)
      return null
    },
  }
}
