import type { JournalHead } from '../archive/journal/appendJournal.ts'
import type { Clock } from '../platform/clock.ts'
import type { JobId, TaxpayerId } from '../shared/contract/common.ts'
import type { SelfCheckScope } from '../shared/contract/selfChecks.ts'
import type { Archive } from './archiveOperations.ts'
import type { Jobs } from './jobs.ts'
import { verifyArchive } from './verifyArchive/verifyArchive.ts'
import type { Workspace } from './workspace.ts'

/** An archive in a thread of its own, to be closed by whoever opened it. */
export interface ArchiveBeside {
  readonly archive: Archive
  readonly close: () => Promise<void>
}

export interface SelfCheckJobOptions {
  readonly jobs: Jobs
  readonly workspace: Workspace
  readonly taxpayerId: TaxpayerId
  readonly scope: SelfCheckScope
  /** Opens the archive once more, in a thread beside that of the window's questions. */
  readonly openBeside: () => ArchiveBeside
  readonly clock: Clock
}

/** Starts the self-check of one archive, or gives the one that runs. Throws `not-found`; all else is told by the job. */
export function startSelfCheckJob({ jobs, workspace, taxpayerId, scope, openBeside, clock }: SelfCheckJobOptions): JobId {
  const heads: readonly JournalHead[] = workspace.journalHeadsOf(taxpayerId)
  return jobs.startSelfCheck(taxpayerId, async (signal, onProgress) => {
    const beside = openBeside()
    try {
      const { outcome } = await verifyArchive({ archive: workspace.archiveOf(taxpayerId), tables: beside.archive, scope, heads, clock, signal, onProgress })
      await workspace.witnessJournal(taxpayerId)
      return outcome
    } finally {
      await beside.close()
    }
  })
}
