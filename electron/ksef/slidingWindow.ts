import type { RateLimit } from '../shared/model/rateLimits.ts'

/**
 * Added to every window: our stamps are whole milliseconds cut off at both ends, and a server may free a slot only after the exact
 * moment. Fifty milliseconds a window cost nothing and a 429 costs minutes.
 */
export const WINDOW_MARGIN_MS = 50

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000

const WINDOWS = [
  { lengthMs: SECOND_MS, limitOf: (limit: RateLimit) => limit.perSecond },
  { lengthMs: MINUTE_MS, limitOf: (limit: RateLimit) => limit.perMinute },
  { lengthMs: HOUR_MS, limitOf: (limit: RateLimit) => limit.perHour },
] as const

/**
 * The earliest moment, `now` or later, at which one more call fits all three sliding windows.
 *
 * `answeredAt` holds the latest moment at which each earlier call may have been counted by KSeF: a call stays in a window until
 * that moment plus the window (API-NOTES §3). A limit below one gives `now` plus its window: nothing fits, ask again later.
 */
export function nextFreeAt(answeredAt: readonly number[], limit: RateLimit, now: number): number {
  const latestFirst = [...answeredAt].sort((left, right) => right - left)
  let free = now
  for (const { lengthMs, limitOf } of WINDOWS) {
    const allowed = limitOf(limit)
    // With `allowed` calls inside, the oldest of the newest `allowed` has to leave first.
    const blocking = allowed < 1 ? now : latestFirst[allowed - 1]
    if (blocking !== undefined) free = Math.max(free, blocking + lengthMs + WINDOW_MARGIN_MS)
  }
  return free
}
