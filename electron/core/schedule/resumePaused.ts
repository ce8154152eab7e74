import type { Clock } from '../../platform/clock.ts'
import type { TaxpayerId } from '../../shared/contract/common.ts'
import type { JobView } from '../../shared/contract/jobs.ts'
import type { SetAlarm } from './scheduler.ts'

/** A timer runs on while the clock is changed and stands still while the computer sleeps: the clock itself is looked at this often. */
const LOOK_EVERY_MS = 60_000

export interface ResumerOptions {
  readonly clock: Pick<Clock, 'now'>
  readonly setAlarm: SetAlarm
  /** Begins the refresh of one taxpayer; throws where that cannot be any more. */
  readonly resume: (taxpayerId: TaxpayerId) => void
  readonly onFailure: (cause: unknown) => void
}

export interface Resumer {
  /** Told of every step of every job. */
  readonly note: (job: JobView) => void
  readonly stop: () => void
}

/**
 * Goes on with the refreshes that a person began and KSeF's limits paused, as soon as the limits allow; as long as the program runs, and
 * never with two at once. Those of the schedule are the schedule's own.
 */
export function createResumer({ clock, setAlarm, resume, onFailure }: ResumerOptions): Resumer {
  const due = new Map<TaxpayerId, number>()
  let takeBack = (): void => undefined
  let isStopped = false

  const look = (): void => {
    const now = clock.now()
    for (const [taxpayerId, at] of due) {
      if (at > now) continue
      due.delete(taxpayerId)
      try {
        resume(taxpayerId)
      } catch (cause) {
        onFailure(cause)
      }
    }
    takeBack()
    if (due.size > 0 && !isStopped) takeBack = setAlarm(Math.min(LOOK_EVERY_MS, Math.max(0, Math.min(...due.values()) - clock.now())), look)
  }

  return {
    note: (job) => {
      if (job.kind !== 'refresh' || job.purpose === 'repair') return
      const { taxpayerId, result, purpose } = job
      due.delete(taxpayerId)
      if (result?.outcome !== 'paused' || result.resumesAt === null || purpose !== 'refresh') return
      due.set(taxpayerId, Date.parse(result.resumesAt))
      look()
    },
    stop: () => {
      isStopped = true
      takeBack()
    },
  }
}
