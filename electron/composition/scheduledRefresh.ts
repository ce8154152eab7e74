import type { AttentionIndex } from '../core/attention/attentionIndex.ts'
import { isWorthTelling, newAttention } from '../core/attention/newAttention.ts'
import type { AttentionSnapshot } from '../core/attention/newAttention.ts'
import { refreshEveryone } from '../core/schedule/refreshEveryone.ts'
import type { EveryoneOptions, TaxpayerRun } from '../core/schedule/refreshEveryone.ts'
import type { TaxpayerId } from '../shared/contract/common.ts'
import type { TaxpayerNews } from '../shared/messages/attentionNotice.ts'

export interface ScheduledRefreshOptions extends EveryoneOptions {
  readonly attentionOf: (id: TaxpayerId) => AttentionIndex
  /** Told what came to need attention, when something did. */
  readonly onNews: (news: readonly (TaxpayerNews & { readonly id: TaxpayerId })[]) => void
  readonly onFailure: (cause: unknown) => void
}

/** Refreshes all taxpayers, and tells what is new among that which needs attention. */
export async function scheduledRefresh(options: ScheduledRefreshOptions): Promise<readonly TaxpayerRun[]> {
  const { workspace, attentionOf, onNews, onFailure } = options
  // An archive that cannot be looked through has no news; that it could not be refreshed either is told by its run.
  const look = async (id: TaxpayerId): Promise<AttentionSnapshot | null> => {
    try {
      return await attentionOf(id).snapshot()
    } catch (cause) {
      onFailure(cause)
      return null
    }
  }
  const before = new Map<TaxpayerId, AttentionSnapshot | null>()
  for (const { id } of workspace.taxpayers.list()) before.set(id, await look(id))
  const runs = await refreshEveryone(options)
  const news: (TaxpayerNews & { readonly id: TaxpayerId })[] = []
  for (const { taxpayer, result } of runs) {
    const { id, displayName, context } = taxpayer
    const was = before.get(id) ?? null
    const is = result === null || was === null ? null : await look(id)
    if (was === null || is === null) continue
    const found = newAttention(was, is)
    if (isWorthTelling(found)) news.push({ id, name: displayName === '' ? context.identifier.value : displayName, ...found })
  }
  if (news.length > 0) onNews(news)
  return runs
}
