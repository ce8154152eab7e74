import type { Clock } from '../../platform/clock.ts'
import type { JsonFile } from '../../platform/jsonFile.ts'
import type { Schedule, ScheduleView } from '../../shared/contract/schedule.ts'
import { nextRun } from './nextRun.ts'
import { mended, withBegun, withEnded, withNewSchedule } from './runHistory.ts'
import type { RunEnd, RunHistory } from './runHistory.ts'

/** A timer runs on while the clock is changed and stands still while the computer sleeps: the clock itself is looked at this often. */
const LOOK_EVERY_MS = 60_000
/** The window comes first at start; after sleep the network needs a while. */
const GRACE_MS = 15_000
/** An alarm that rings so late was slept over. */
const LATE_MS = 30_000

/** Timers, as something that can be replaced. Gives the way to take it back. */
export type SetAlarm = (afterMs: number, ring: () => void) => () => void

export const systemAlarm: SetAlarm = (afterMs, ring) => {
  const timer = setTimeout(ring, afterMs)
  return () => clearTimeout(timer)
}

export interface SchedulerOptions {
  readonly clock: Pick<Clock, 'now'>
  readonly setAlarm: SetAlarm
  readonly schedule: () => Schedule
  readonly isPaused: () => boolean
  readonly history: JsonFile<RunHistory>
  /** Refreshes all taxpayers. */
  readonly run: () => Promise<RunEnd>
  /** Told when `view` gives another answer. */
  readonly onChanged: () => void
  readonly onFailure: (cause: unknown) => void
}

/** Runs what is due, one run at a time, as long as the program runs. */
export interface Scheduler {
  readonly view: () => ScheduleView
  /** The person chose another schedule, or paused it. */
  readonly settingsChanged: () => void
  /** The computer woke up. */
  readonly wokeUp: () => void
  /** A run that was asked for; the one that runs, if one does. */
  readonly runNow: () => Promise<void>
  /** No more runs begin; how a run that is under way ends is not noted, so that it is made up for at the next start. */
  readonly stop: () => void
}

/** Begins to look after a moment of grace. */
export function startScheduler(options: SchedulerOptions): Scheduler {
  const { clock, setAlarm, schedule, isPaused, history, run, onChanged, onFailure } = options
  let running: Promise<void> | null = null
  let takeBack = (): void => undefined
  let isStopped = false
  let scheduleBefore = JSON.stringify(schedule())

  const dueAt = (): number | null => (isPaused() ? null : nextRun(schedule(), history.value))

  const lookIn = (afterMs: number): void => {
    takeBack()
    if (isStopped) return
    const expectedAt = clock.now() + afterMs
    takeBack = setAlarm(afterMs, () => (clock.now() - expectedAt > LATE_MS ? lookIn(GRACE_MS) : look()))
  }

  const mend = (now: number): void => {
    const right = mended(history.value, now)
    if (right !== history.value) history.write(right)
  }

  const look = (): void => {
    if (isStopped) return
    const now = clock.now()
    mend(now)
    const due = dueAt()
    if (due !== null && due <= now && running === null) void begin()
    lookIn(due === null || due <= now ? LOOK_EVERY_MS : Math.min(due - now, LOOK_EVERY_MS))
  }

  const begin = (): Promise<void> => {
    running ??= carryOut().finally(() => {
      running = null
      if (!isStopped) onChanged()
    })
    return running
  }

  const carryOut = async (): Promise<void> => {
    history.write(withBegun(history.value, clock.now()))
    onChanged()
    let end: RunEnd
    try {
      end = await run()
    } catch (cause) {
      onFailure(cause)
      // Whatever it was, trying again at once would be a storm.
      end = { outcome: 'unreachable', resumesAt: null }
    }
    if (!isStopped) history.write(withEnded(history.value, end, clock.now()))
  }

  lookIn(GRACE_MS)
  return {
    view: () => {
      const { lastRunAt, lastOutcome } = history.value
      const due = running === null ? dueAt() : null
      return {
        nextRunAt: due === null ? null : new Date(Math.max(due, clock.now())).toISOString(),
        isRunning: running !== null,
        lastRun: lastRunAt === null || lastOutcome === null ? null : { at: new Date(lastRunAt).toISOString(), outcome: lastOutcome },
      }
    },
    settingsChanged: () => {
      const chosen = JSON.stringify(schedule())
      if (chosen !== scheduleBefore) history.write(withNewSchedule(history.value, clock.now()))
      scheduleBefore = chosen
      onChanged()
      lookIn(GRACE_MS)
    },
    wokeUp: () => lookIn(GRACE_MS),
    runNow: begin,
    stop: () => {
      isStopped = true
      takeBack()
    },
  }
}
