import type { Clock } from '../platform/clock.ts'
import { AppError } from '../shared/errors.ts'
import { PRODUCTION_LIMITS } from '../shared/model/rateLimits.ts'
import type { RateGroup, RateLimit, RateLimits } from '../shared/model/rateLimits.ts'
import type { BudgetStore } from './budgetStore.ts'
import { HOUR_MS, nextFreeAt, WINDOW_MARGIN_MS } from './slidingWindow.ts'

/** No call lives longer (http/transport.ts): a call without an answer, for instance before a crash, was counted by then at the latest. */
export const CALL_DEADLINE_MS = 120_000

/** A request that we gave up may still be on its way; KSeF counts it at the latest this much afterwards. */
const AFTER_GIVING_UP_MS = 5_000

/** Seconds and minutes are waited for, hours are reported. */
export const DEFAULT_MAX_WAIT_MS = 65_000

/** A pause longer than a day is not obeyed blindly: the next call asks again. */
const LONGEST_PAUSE_MS = 24 * HOUR_MS

/** KSeF always names the seconds (API-NOTES §3); if it once does not, a minute window is over by then. */
const PAUSE_WITHOUT_RETRY_AFTER_MS = 60_000

const PRUNE_EVERY_MS = 600_000

/** How a reserved call ended; exactly one of the three is called. */
export interface Reservation {
  /** Headers arrived: KSeF counted the call before now. */
  readonly answered: () => void
  /** Reset, timed out or cancelled after it was sent. */
  readonly gaveUp: () => void
  /** There was no connection, so KSeF never saw it. */
  readonly neverSent: () => void
}

export interface BudgetWait {
  /** Null: the sign-in. */
  readonly group: RateGroup | null
  readonly route: string
  readonly untilMs: number
}

export interface RateBudgetOptions {
  readonly store: BudgetStore
  readonly clock: Clock
  readonly maxWaitMs?: number
  /** Told once per waiting call, before it waits. */
  readonly onWait?: (wait: BudgetWait) => void
}

/** What a plan needs to know of one group; times are milliseconds since 1970. */
export interface GroupOutlook {
  readonly limit: RateLimit
  /** When the calls of the last hour were answered, or may have been at the latest; in any order. */
  readonly spentAt: readonly number[]
  /** Now, or the end of a pause. */
  readonly freeFrom: number
}

interface WantedCall {
  readonly group: RateGroup | null
  readonly route: string
  readonly signal: AbortSignal
  readonly maxWaitMs: number
}

interface TrackedCall {
  readonly id: number
  readonly bucket: string
  /** A call without an answer counts as answered now, until then: it may be of a process that ended. */
  readonly latestAnswerAt: number
  /** Known when answered or given up, or assumed for calls of an earlier run. */
  answeredAt: number | null
}

/**
 * The calls of one context against KSeF's limits: three sliding windows per group, all at once, and Retry-After. What others that work on
 * the same store reserve is seen before each call of its own; a new instance continues where the last one stopped.
 */
export class RateBudget {
  readonly #store: BudgetStore
  readonly #clock: Clock
  readonly #maxWaitMs: number
  readonly #onWait: ((wait: BudgetWait) => void) | undefined
  /** Calls of this instance that have no answer yet. */
  readonly #underWay = new Map<number, TrackedCall>()
  #calls = new Map<string, TrackedCall[]>()
  #pauses = new Map<string, number>()
  #signInPausedUntil = 0
  #limits: RateLimits = PRODUCTION_LIMITS
  #mark: string | null = null
  #prunedAt = 0

  constructor({ store, clock, maxWaitMs = DEFAULT_MAX_WAIT_MS, onWait }: RateBudgetOptions) {
    this.#store = store
    this.#clock = clock
    this.#maxWaitMs = maxWaitMs
    this.#onWait = onWait
    this.#prune(clock.now())
    this.#catchUp()
  }

  get limits(): RateLimits {
    this.#catchUp()
    return this.#limits
  }

  /** Takes over the limits in force, as `GET /rate-limits` told. */
  useLimits(limits: RateLimits): void {
    this.#store.saveLimits(limits)
  }

  /** The earliest moment, now or later, at which the next call of this group may go out; `other` needs the route. */
  nextFreeAt(group: RateGroup, route = ''): number {
    const { limit, spentAt, freeFrom } = this.outlook(group, route)
    return Math.max(nextFreeAt(spentAt, limit, this.#clock.now()), freeFrom)
  }

  /** What is left of one group, as far as is known now; `other` needs the route. */
  outlook(group: RateGroup, route = ''): GroupOutlook {
    this.#catchUp()
    const now = this.#clock.now()
    const bucket = bucketOf(group, route)
    // A call on its way is answered now at the earliest; when it is, whoever waits looks again.
    const answeredAtLatest = (call: TrackedCall): number => call.answeredAt ?? Math.min(now, call.latestAnswerAt)
    const calls = (this.#calls.get(bucket) ?? []).filter((call) => answeredAtLatest(call) + HOUR_MS + WINDOW_MARGIN_MS > now)
    this.#calls.set(bucket, calls)
    return { limit: this.#limits[group], spentAt: calls.map(answeredAtLatest), freeFrom: Math.max(now, this.#pauses.get(bucket) ?? now) }
  }

  /**
   * Reserves one call, waiting for short waits. Throws AppError 'api-rate-limited' with `group`, `route` and `resumesAt` (ISO, UTC)
   * when it would have to wait longer than `maxWaitMs`, and 'cancelled'.
   */
  async acquire(group: RateGroup, route: string, signal: AbortSignal, maxWaitMs = this.#maxWaitMs): Promise<Reservation> {
    return this.#whenFree({ group, route, signal, maxWaitMs }, () => this.nextFreeAt(group, route), (now) => this.#reserve(group, route, now))
  }

  /** Lets a call of the sign-in through, which nothing counts but a 429 may have stopped. Throws as `acquire`, with `group` null. */
  async acquireSignIn(route: string, signal: AbortSignal, maxWaitMs = this.#maxWaitMs): Promise<void> {
    await this.#whenFree({ group: null, route, signal, maxWaitMs }, () => this.#signInFreeAt(), () => true)
  }

  /** Obeys a 429: nothing more in this group (or route of `other`; null: no sign-in) before the pause is over. Gives its end in milliseconds. */
  pause(group: RateGroup | null, route: string, retryAfterSeconds: number | null): number {
    const lengthMs = retryAfterSeconds === null ? PAUSE_WITHOUT_RETRY_AFTER_MS : retryAfterSeconds * 1_000 + WINDOW_MARGIN_MS
    return this.#store.exclusively(() => {
      this.#catchUp()
      const askedFor = this.#clock.now() + Math.min(lengthMs, LONGEST_PAUSE_MS)
      if (group === null) {
        this.#signInPausedUntil = Math.max(askedFor, this.#signInPausedUntil)
        this.#store.saveSignInPause(this.#signInPausedUntil)
        return this.#signInPausedUntil
      }
      const bucket = bucketOf(group, route)
      const untilMs = Math.max(askedFor, this.#pauses.get(bucket) ?? 0)
      this.#pauses.set(bucket, untilMs)
      this.#store.savePause({ bucket, untilMs })
      return untilMs
    })
  }

  #signInFreeAt(): number {
    this.#catchUp()
    return Math.max(this.#clock.now(), this.#signInPausedUntil)
  }

  /** Waits for short waits, and takes when it is free. */
  async #whenFree<Taken>({ group, route, signal, maxWaitMs }: WantedCall, freeAt: () => number, take: (now: number) => Taken): Promise<Taken> {
    const patienceEndsAt = this.#clock.now() + maxWaitMs
    let told = false
    for (;;) {
      if (signal.aborted) throw new AppError('cancelled')
      const now = this.#clock.now()
      // Looking and taking are one step for all processes, so no two callers take the same place.
      const { untilMs, taken } = this.#store.exclusively(() => {
        const free = freeAt()
        return { untilMs: free, taken: free <= now ? take(now) : null }
      })
      if (taken !== null) return taken
      if (untilMs > patienceEndsAt) {
        throw new AppError('api-rate-limited', { details: { group, route, resumesAt: new Date(untilMs).toISOString() } })
      }
      if (!told) this.#onWait?.({ group, route, untilMs })
      told = true
      await this.#clock.sleep(untilMs - now, signal)
    }
  }

  /** Within `exclusively`, after a look. */
  #reserve(group: RateGroup, route: string, now: number): Reservation {
    if (now - this.#prunedAt > PRUNE_EVERY_MS) this.#prune(now)
    const bucket = bucketOf(group, route)
    const call: TrackedCall = { id: this.#store.reserve(group, route, now), bucket, latestAnswerAt: Infinity, answeredAt: null }
    this.#underWay.set(call.id, call)
    this.#track(call)
    this.#mark = this.#store.mark()
    const settle = (answeredAt: number): void => {
      if (!this.#underWay.delete(call.id)) return
      call.answeredAt = answeredAt
      this.#writeOwn(() => this.#store.settle(call.id, answeredAt))
    }
    return {
      answered: () => settle(this.#clock.now()),
      gaveUp: () => settle(this.#clock.now() + AFTER_GIVING_UP_MS),
      neverSent: () => {
        if (!this.#underWay.delete(call.id)) return
        this.#calls.set(bucket, (this.#calls.get(bucket) ?? []).filter((other) => other !== call))
        this.#writeOwn(() => this.#store.release(call.id))
      },
    }
  }

  /** Writes what is known here already: that alone is no reason to read everything again. */
  #writeOwn(write: () => void): void {
    this.#store.exclusively(() => {
      const isCurrent = this.#store.mark() === this.#mark
      write()
      if (isCurrent) this.#mark = this.#store.mark()
    })
  }

  /** Reads what others wrote since the last look. */
  #catchUp(): void {
    const mark = this.#store.mark()
    if (mark === this.#mark) return
    const now = this.#clock.now()
    this.#limits = this.#store.loadLimits() ?? PRODUCTION_LIMITS
    this.#calls = new Map()
    for (const { id, group, route, startedAt, answeredAt, isUnderWay } of this.#store.loadCalls()) {
      // A stamp from the future means that the computer's clock was set back: such a call is as recent as any can be.
      const latestAnswerAt = Math.min(startedAt, now) + CALL_DEADLINE_MS
      const answered = isUnderWay ? null : Math.min(answeredAt ?? latestAnswerAt, now + CALL_DEADLINE_MS)
      this.#track(this.#underWay.get(id) ?? { id, bucket: bucketOf(group, route), latestAnswerAt, answeredAt: answered })
    }
    this.#pauses = new Map(this.#store.loadPauses().map(({ bucket, untilMs }) => [bucket, Math.min(untilMs, now + LONGEST_PAUSE_MS)]))
    this.#signInPausedUntil = Math.min(this.#store.loadSignInPause() ?? 0, now + LONGEST_PAUSE_MS)
    this.#mark = mark
  }

  #prune(now: number): void {
    this.#store.prune(now - HOUR_MS - CALL_DEADLINE_MS - WINDOW_MARGIN_MS)
    this.#prunedAt = now
  }

  #track(call: TrackedCall): void {
    const calls = this.#calls.get(call.bucket) ?? []
    calls.push(call)
    this.#calls.set(call.bucket, calls)
  }
}

/** What shares one set of windows: a group, but in `other` every route has its own (API-NOTES §3). */
function bucketOf(group: RateGroup, route: string): string {
  return group === 'other' ? `other ${route}` : group
}
