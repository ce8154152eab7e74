import { HOUR_MS, WINDOW_MARGIN_MS } from '../../ksef/slidingWindow.ts'
import type { GroupOutlook } from '../../ksef/rateBudget.ts'

/** When the calls of one group may go out; all times are milliseconds since 1970. */
export interface CallTimes {
  /** When the last of `count` further calls would go out at the earliest; nothing is taken. Infinity where a window allows none. */
  readonly lastOf: (count: number) => number
  /** Takes `count` calls, each as early as it may go, and gives the time of the last; 0 for none. */
  readonly take: (count: number) => number
}

/**
 * The calls of one group one after another, each as early as its three sliding windows and a pause allow, answered at once. `marginMs` is
 * added to every window as the rate budget adds it (ksef/slidingWindow.ts).
 */
export function callTimes({ limit, spentAt, freeFrom }: GroupOutlook, marginMs = WINDOW_MARGIN_MS): CallTimes {
  const windows = [
    { allowed: limit.perSecond, lengthMs: 1_000 },
    { allowed: limit.perMinute, lengthMs: 60_000 },
    { allowed: limit.perHour, lengthMs: HOUR_MS },
  ]
  const times = [...spentAt].sort((left, right) => left - right)
  const append = (): number => {
    let free = freeFrom
    for (const { allowed, lengthMs } of windows) {
      if (allowed < 1) return Infinity
      const blocking = times.at(-allowed)
      if (blocking !== undefined && times.length >= allowed) free = Math.max(free, blocking + lengthMs + marginMs)
    }
    times.push(free)
    return free
  }
  const take = (count: number): number => {
    let last = 0
    for (let taken = 0; taken < count && last < Infinity; taken += 1) last = append()
    return last
  }
  return {
    take,
    lastOf: (count) => {
      const length = times.length
      const last = take(count)
      times.length = length
      return last
    },
  }
}
