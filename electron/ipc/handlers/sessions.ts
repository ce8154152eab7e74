import type { Archive } from '../../core/archiveOperations.ts'
import type { Dialogs } from '../../platform/dialogs.ts'
import type { SessionId, TaxpayerId } from '../../shared/contract/common.ts'
import type { SessionDetail } from '../../shared/contract/sessions.ts'
import type { DomainHandlers } from '../registerHandlers.ts'

export interface SessionsHandlersOptions {
  readonly archiveOf: (taxpayerId: TaxpayerId) => Archive
  readonly dialogs: Dialogs
  /** Throws `not-found`. */
  readonly detail: (taxpayerId: TaxpayerId, id: SessionId) => Promise<SessionDetail>
  readonly suggestPageName: (taxpayerId: TaxpayerId, id: SessionId, documentId: number) => Promise<string>
  readonly saveDocument: (taxpayerId: TaxpayerId, documentId: number, path: string) => Promise<void>
}

export function sessionsHandlers({ archiveOf, dialogs, detail, suggestPageName, saveDocument }: SessionsHandlersOptions): DomainHandlers<'sessions'> {
  return {
    list: ({ taxpayerId, ...search }) => archiveOf(taxpayerId).listSessions(search),
    detail: ({ taxpayerId, id }) => detail(taxpayerId, id),
    saveUpoPage: async ({ taxpayerId, id, documentId }) => {
      const path = await dialogs.chooseSavePath(await suggestPageName(taxpayerId, id, documentId), 'xml')
      if (path === null) return null
      await saveDocument(taxpayerId, documentId, path)
      return { path }
    },
  }
}
