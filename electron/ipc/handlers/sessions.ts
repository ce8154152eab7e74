import type { Archive } from '../../core/archiveOperations.ts'
import type { TaxpayerId } from '../../shared/contract/common.ts'
import type { DomainHandlers } from '../registerHandlers.ts'

export interface SessionsHandlersOptions {
  readonly archiveOf: (taxpayerId: TaxpayerId) => Archive
}

export function sessionsHandlers({ archiveOf }: SessionsHandlersOptions): DomainHandlers<'sessions'> {
  return {
    list: ({ taxpayerId, ...search }) => archiveOf(taxpayerId).listSessions(search),
  }
}
