import type { RateLimit } from '../../shared/model/rateLimits.ts'

const WINDOWS = [
  { field: 'perSecond', ms: 1000, name: 'sekundę' },
  { field: 'perMinute', ms: 60_000, name: 'minutę' },
  { field: 'perHour', ms: 3_600_000, name: 'godzinę' },
] as const

/** What each refused call adds to the wait: pushing on makes it longer (API-NOTES §3). */
const PENALTY_MS = 500

interface Spent {
  times: number[]
  blockedUntil: number
}

export interface Limited {
  readonly retryAfterSeconds: number
  readonly detail: string
}

export interface SlidingWindows {
  /** Counts a call, or says how long to wait when one of the three windows is full. */
  readonly take: (key: string, limit: RateLimit, now: number) => Limited | null
  readonly reset: () => void
}

/** Sliding windows of a second, a minute and an hour, all three at once, one set per key. */
export function createSlidingWindows(): SlidingWindows {
  const spentByKey = new Map<string, Spent>()
  return {
    take: (key, limit, now) => {
      const spent = spentByKey.get(key) ?? { times: [], blockedUntil: 0 }
      spentByKey.set(key, spent)
      const expired = spent.times.findIndex((time) => time > now - 3_600_000)
      spent.times = expired < 0 ? [] : expired === 0 ? spent.times : spent.times.slice(expired)

      let waitMs = spent.blockedUntil - now
      let detail = 'Trwa blokada po przekroczeniu limitu żądań.'
      for (const { field, ms, name } of WINDOWS) {
        const oldest = spent.times[spent.times.length - limit[field]]
        if (oldest === undefined || oldest + ms - now <= Math.max(0, waitMs)) continue
        waitMs = oldest + ms - now
        detail = `Przekroczono limit ${limit[field]} żądań na ${name}.`
      }
      if (waitMs > 0) {
        spent.blockedUntil = now + waitMs + PENALTY_MS
        const retryAfterSeconds = Math.ceil((waitMs + PENALTY_MS) / 1000)
        return { retryAfterSeconds, detail: `${detail} Spróbuj ponownie po ${retryAfterSeconds} sekundach.` }
      }
      spent.times.push(now)
      return null
    },
    reset: () => spentByKey.clear(),
  }
}
