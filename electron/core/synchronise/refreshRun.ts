import type { RefreshResult } from '../../shared/contract/jobs.ts'
import type { Clock } from '../../platform/clock.ts'
import type { KsefClient } from '../../ksef/client.ts'
import type { Archive } from '../archiveOperations.ts'
import type { BudgetWaits } from './budgetWaits.ts'
import type { ProgressTracker } from './progress.ts'

/** What every part of one refresh works with. */
export interface RefreshRun {
  readonly archive: Archive
  readonly client: KsefClient
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly progress: ProgressTracker
  readonly waits: BudgetWaits
  /** Sessions whose UPO was asked for already: once a run is enough. */
  readonly askedSessionUpos: Set<string>
  /** Items of lists that could not be read at all, and files set apart: told at the end, never silently lost. `seesAllSessions`: KSeF shows what others sent in this context, too. */
  readonly tally: { quarantined: number; warnings: Set<string>; seesAllSessions: boolean }
}

export type RefreshOutcome = RefreshResult['outcome']

export function nowOf({ clock }: RefreshRun): string {
  return new Date(clock.now()).toISOString()
}
