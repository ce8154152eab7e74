import { LEAST_MINUTES } from '../../shared/contract/schedule.ts'
import type { Schedule } from '../../shared/contract/schedule.ts'
import { addDays, instantOfWarsawTime, warsawDayOf } from '../../shared/model/warsawDay.ts'
import type { RunHistory } from './runHistory.ts'

const MINUTE_MS = 60_000
const LEAST_MS = LEAST_MINUTES * MINUTE_MS

/**
 * When the next run is due, in milliseconds; in the past where it is due now, and null where none is planned. However many moments went
 * by asleep, one run makes up for all. Pure: the same history gives the same answer, whatever the clock says (`mended` cares for that).
 */
export function nextRun(schedule: Schedule, history: RunHistory): number | null {
  const planned = plannedAfter(schedule, history)
  if (planned === null) return null
  const { lastRunAt, retryAt } = history
  // A schedule of few minutes is slower while KSeF is not reached; a retry of a daily one comes before its own moment.
  const next = retryAt === null ? planned : schedule.kind === 'every' && history.failuresInARow > 0 ? Math.max(planned, retryAt) : Math.min(planned, retryAt)
  return lastRunAt === null ? next : Math.max(next, lastRunAt + LEAST_MS)
}

function plannedAfter(schedule: Schedule, { since, lastRunAt }: RunHistory): number | null {
  const reference = Math.max(since, lastRunAt ?? 0)
  switch (schedule.kind) {
    case 'off':
      return null
    case 'every':
      return reference + schedule.minutes * MINUTE_MS
    case 'daily':
      return nextTimeOfDay(schedule.at, reference)
  }
}

/** The first such time of day in Warsaw after an instant; in the night of the change to summer time an hour later, in the other the first of two. */
function nextTimeOfDay(at: string, afterMs: number): number {
  let day = warsawDayOf(afterMs)
  let moment = instantOfWarsawTime(day, at)
  while (moment <= afterMs) {
    day = addDays(day, 1)
    moment = instantOfWarsawTime(day, at)
  }
  return moment
}
