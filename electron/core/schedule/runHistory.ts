import { z } from 'zod'
import { SCHEDULED_OUTCOMES } from '../../shared/contract/schedule.ts'
import type { ScheduledOutcome } from '../../shared/contract/schedule.ts'

const MINUTE_MS = 60_000
const FIRST_RETRY_MS = 15 * MINUTE_MS
const LAST_RETRY_MS = 60 * MINUTE_MS
/** Whatever KSeF says: a day later it is asked again. */
const LONGEST_WAIT_MS = 24 * 60 * MINUTE_MS

/** What the schedule remembers; times in milliseconds since 1970. */
export const RunHistory = z.object({
  /** When the schedule was chosen: no moment before it was missed. */
  since: z.number(),
  /** When the newest run began. */
  lastRunAt: z.number().nullable(),
  lastOutcome: z.enum(SCHEDULED_OUTCOMES).nullable(),
  /** Runs in a row that did not reach KSeF. */
  failuresInARow: z.int(),
  /** When to try again before the schedule's own next moment; null: no need. */
  retryAt: z.number().nullable(),
})
export type RunHistory = z.infer<typeof RunHistory>

export const NO_RUNS: RunHistory = { since: 0, lastRunAt: null, lastOutcome: null, failuresInARow: 0, retryAt: null }

export interface RunEnd {
  readonly outcome: ScheduledOutcome
  /** When a spent budget frees up, milliseconds; null: nothing waits for one. */
  readonly resumesAt: number | null
}

/** How long to wait after so many runs in a row that did not reach KSeF: a quarter of an hour, half an hour, then an hour each. */
function retryAfterMs(failuresInARow: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** (failuresInARow - 1), LAST_RETRY_MS)
}

/** The history once a run begins: one that is killed with the program is made up for, and not at once. */
export function withBegun(history: RunHistory, now: number): RunHistory {
  return { ...history, lastRunAt: now, retryAt: now + FIRST_RETRY_MS }
}

/** The history after a run that ended `now`. */
export function withEnded(history: RunHistory, { outcome, resumesAt }: RunEnd, now: number): RunHistory {
  if (outcome === 'unreachable') {
    const failuresInARow = history.failuresInARow + 1
    return { ...history, lastOutcome: outcome, failuresInARow, retryAt: now + retryAfterMs(failuresInARow) }
  }
  const retryAt = outcome === 'waits' && resumesAt !== null ? Math.min(resumesAt, now + LONGEST_WAIT_MS) : null
  return { ...history, lastOutcome: outcome, failuresInARow: 0, retryAt }
}

/** The history for another schedule. */
export function withNewSchedule(history: RunHistory, now: number): RunHistory {
  return { ...history, since: now, failuresInARow: 0, retryAt: null }
}

/** The same history where the clock was set back behind it: what lies in the future happened now, for nobody knows when. */
export function mended(history: RunHistory, now: number): RunHistory {
  const { since, lastRunAt, failuresInARow, retryAt } = history
  if (since <= now && (lastRunAt ?? 0) <= now) return history
  return {
    ...history,
    since: Math.min(since, now),
    lastRunAt: lastRunAt === null ? null : Math.min(lastRunAt, now),
    retryAt: retryAt === null ? null : now + retryAfterMs(Math.max(failuresInARow, 1)),
  }
}
