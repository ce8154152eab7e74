import { PRODUCTION_LIMITS, RATE_GROUPS, type RateGroup, type RateLimit, type RateLimits } from '../../shared/model/rateLimits.ts'
import { createSlidingWindows, type Limited } from './slidingWindows.ts'

export type LimitsMode = 'production' | 'off'

/** Sign-in and public keys have no group: 60 a second per IP address (API-NOTES §3). */
export type CallGroup = RateGroup | 'signIn' | 'none'

const SIGN_IN: RateLimit = { perSecond: 60, perMinute: 1_000_000, perHour: 1_000_000 }

/** So high that nobody reaches them, and told honestly by `/rate-limits`. */
const LOOSE: RateLimit = { perSecond: 100_000, perMinute: 1_000_000, perHour: 10_000_000 }
const OFF = Object.fromEntries(RATE_GROUPS.map((group) => [group, LOOSE])) as Record<RateGroup, RateLimit>

export interface LimitsInForce {
  readonly mode: () => LimitsMode
  readonly values: () => RateLimits
  /** Sets the mode, and single groups on top of it; what was spent is forgotten. */
  readonly set: (mode: LimitsMode, changes?: Partial<Record<RateGroup, RateLimit>>) => void
  readonly take: (group: CallGroup, routeId: string, context: string, clientIp: string, now: number) => Limited | null
}

export function createLimits(initial: LimitsMode): LimitsInForce {
  const windows = createSlidingWindows()
  let mode = initial
  let values: RateLimits = initial === 'production' ? PRODUCTION_LIMITS : OFF
  return {
    mode: () => mode,
    values: () => values,
    set: (next, changes = {}) => {
      mode = next
      values = { ...(next === 'production' ? PRODUCTION_LIMITS : OFF), ...changes }
      windows.reset()
    },
    take: (group, routeId, context, clientIp, now) => {
      if (group === 'none') return null
      if (group === 'signIn') return mode === 'off' ? null : windows.take(`signIn ${clientIp}`, SIGN_IN, now)
      // Routes of the group `other` are counted each for itself.
      const bucket = group === 'other' ? `other ${routeId}` : group
      return windows.take(`${bucket} ${context} ${clientIp}`, values[group], now)
    },
  }
}
