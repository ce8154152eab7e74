import { createAttentionIndex } from '../core/attention/attentionIndex.ts'
import type { AttentionIndex } from '../core/attention/attentionIndex.ts'
import type { Jobs } from '../core/jobs.ts'
import type { Workspaces } from '../core/workspaces.ts'
import type { Clock } from '../platform/clock.ts'
import type { TaxpayerId } from '../shared/contract/common.ts'

/** One index of what needs attention for each archive, made when first asked for. */
export interface AttentionIndexes {
  readonly of: (id: TaxpayerId) => AttentionIndex
  /** Of an archive that was deleted. */
  readonly forget: (archiveFile: string) => void
}

export function attentionIndexes(workspaces: Workspaces, jobs: Pick<Jobs, 'list'>, clock: Clock): AttentionIndexes {
  const isBusy = (): boolean => jobs.list().some(({ result }) => result === null)
  // By file: an id may be another taxpayer's after the folder was changed.
  const indexes = new Map<string, AttentionIndex>()
  return {
    of: (id) => {
      const workspace = workspaces.with(id)
      const { archiveFile, context } = workspace.taxpayers.recordOf(id)
      const index = indexes.get(archiveFile) ?? createAttentionIndex({ archive: workspace.archiveOf(id), context: context.identifier, clock, isBusy })
      indexes.set(archiveFile, index)
      return index
    },
    forget: (archiveFile) => void indexes.delete(archiveFile),
  }
}
