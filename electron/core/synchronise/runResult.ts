import type { KsefClient } from '../../ksef/client.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RefreshProgress, RefreshResult } from '../../shared/contract/jobs.ts'
import type { ErrorReport } from '../../shared/errors.ts'
import type { RateGroup } from '../../shared/model/rateLimits.ts'
import type { Archive } from '../archiveOperations.ts'
import { createBudgetWaits } from './budgetWaits.ts'
import { createProgressTracker } from './progress.ts'
import type { RefreshOutcome, RefreshRun } from './refreshRun.ts'

/** What a run is begun with: a refresh, or the fetching of damaged documents. */
export interface RunOptions {
  readonly archive: Archive
  readonly client: KsefClient
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly onProgress: (progress: RefreshProgress) => void
  /** Calls that went out per group of `/rate-limits` since the client was made. */
  readonly limitedCalls: () => Partial<Record<RateGroup, number>>
}

export function openRun({ archive, client, clock, signal, onProgress }: RunOptions): RefreshRun {
  return { archive, client, clock, signal, progress: createProgressTracker(onProgress), waits: createBudgetWaits(), askedSessionUpos: new Set(), tally: { quarantined: 0, warnings: new Set(), seesAllSessions: false } }
}

/** How a run ended: what it did, and what it left for later. */
export function toResult(run: RefreshRun, failure: ErrorReport | null, limitedCalls: RefreshResult['limitedCalls']): RefreshResult {
  const waitingFor = run.waits.parts()
  return {
    outcome: outcomeOf(failure, waitingFor.length > 0),
    error: failure === null || failure.code === 'cancelled' ? null : failure,
    progress: run.progress.current(),
    resumesAt: run.waits.resumesAt(),
    waitingFor,
    quarantined: run.tally.quarantined,
    limitedCalls,
    warnings: [...run.tally.warnings],
  }
}

/** Whether the account was read at all: a run that limits stopped before its first counted call knows nothing new. */
export function hasReadAccount({ outcome, limitedCalls }: RefreshResult): boolean {
  return outcome === 'done' || (outcome === 'paused' && Object.keys(limitedCalls).length > 0)
}

function outcomeOf(failure: ErrorReport | null, waits: boolean): RefreshOutcome {
  if (failure !== null) return failure.code === 'cancelled' ? 'cancelled' : 'failed'
  return waits ? 'paused' : 'done'
}
