import type { AttentionIndex } from '../../core/attention/attentionIndex.ts'
import type { Archive } from '../../core/archiveOperations.ts'
import type { TaxpayerId } from '../../shared/contract/common.ts'
import type { DomainHandlers } from '../registerHandlers.ts'

export interface AttentionHandlersOptions {
  /** Throws `taxpayer-left` for one whose archive is only read. */
  readonly archiveOf: (taxpayerId: TaxpayerId) => Archive
  readonly indexOf: (taxpayerId: TaxpayerId) => AttentionIndex
  /** Instant, UTC. */
  readonly now: () => string
  /** Told after a mark was made or taken away, which its journal has an entry of. */
  readonly onChanged: (taxpayerId: TaxpayerId) => Promise<void>
}

export function attentionHandlers({ archiveOf, indexOf, now, onChanged }: AttentionHandlersOptions): DomainHandlers<'attention'> {
  return {
    summary: ({ taxpayerId }) => indexOf(taxpayerId).summary(),
    list: ({ taxpayerId, ...query }) => indexOf(taxpayerId).page(query),
    markHandled: async ({ taxpayerId, invoiceId, cause, note }) => {
      await archiveOf(taxpayerId).markHandled({ invoiceId, cause, note, at: now() })
      await indexOf(taxpayerId).reread(invoiceId)
      await onChanged(taxpayerId)
      return null
    },
    undoHandled: async ({ taxpayerId, invoiceId }) => {
      await archiveOf(taxpayerId).undoHandled({ invoiceId, at: now() })
      await indexOf(taxpayerId).reread(invoiceId)
      await onChanged(taxpayerId)
      return null
    },
  }
}
