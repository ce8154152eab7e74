import type { RateGroup, RateLimits } from '../shared/model/rateLimits.ts'

/** One call that KSeF counts, or may have counted. Times are milliseconds since 1970. */
export interface SpentCall {
  readonly id: number
  readonly group: RateGroup
  /** Method and path template, for example `GET /tokens`: the group `other` is counted per route. */
  readonly route: string
  readonly startedAt: number
  /** Null while no answer came; after a crash it stays null and the call counts as answered at the deadline. */
  readonly answeredAt: number | null
  /** It has no answer yet, and whoever made it still waits for one. */
  readonly isUnderWay: boolean
}

/** KSeF asked for silence until this moment; `bucket` is a group, or a route of the group `other`. */
export interface Pause {
  readonly bucket: string
  readonly untilMs: number
}

/**
 * What one context has spent, kept across restarts because KSeF's windows outlive the program (API-NOTES §3). Synchronous, so that
 * looking and reserving are one step; shared by all processes that work on the same folder.
 */
export interface BudgetStore {
  /** Nobody else writes meanwhile, in this process or another. */
  exclusively<Result>(act: () => Result): Result
  /** Another text whenever anything may have been written, here or elsewhere. */
  mark(): string
  loadCalls(): readonly SpentCall[]
  /** Writes the call down before it goes out and gives its id. */
  reserve(group: RateGroup, route: string, startedAt: number): number
  settle(id: number, answeredAt: number): void
  /** Forgets a call that surely never reached KSeF (no connection). */
  release(id: number): void
  /** Forgets calls started before this moment. */
  prune(beforeMs: number): void
  loadLimits(): RateLimits | null
  saveLimits(limits: RateLimits): void
  loadPauses(): readonly Pause[]
  savePause(pause: Pause): void
  /** Until when KSeF wants to hear of no sign-in, whoever's: it counts them by address, not by context (API-NOTES §3). Null: it never said so. */
  loadSignInPause(): number | null
  saveSignInPause(untilMs: number): void
}

/** A store for tests and for contexts that are never archived (the "test connection" of a new taxpayer). */
export function inMemoryBudgetStore(): BudgetStore {
  const calls = new Map<number, SpentCall>()
  const pauses = new Map<string, Pause>()
  let signInPause: number | null = null
  let limits: RateLimits | null = null
  let lastId = 0
  let writes = 0
  return {
    exclusively: (act) => act(),
    mark: () => String(writes),
    loadCalls: () => [...calls.values()],
    reserve: (group, route, startedAt) => {
      lastId += 1
      writes += 1
      calls.set(lastId, { id: lastId, group, route, startedAt, answeredAt: null, isUnderWay: false })
      return lastId
    },
    settle: (id, answeredAt) => {
      writes += 1
      const call = calls.get(id)
      if (call !== undefined) calls.set(id, { ...call, answeredAt })
    },
    release: (id) => {
      writes += 1
      calls.delete(id)
    },
    prune: (beforeMs) => {
      writes += 1
      for (const call of calls.values()) if (call.startedAt < beforeMs) calls.delete(call.id)
    },
    loadLimits: () => limits,
    saveLimits: (read) => {
      writes += 1
      limits = read
    },
    loadPauses: () => [...pauses.values()],
    savePause: (pause) => {
      writes += 1
      pauses.set(pause.bucket, pause)
    },
    loadSignInPause: () => signInPause,
    saveSignInPause: (untilMs) => {
      writes += 1
      signInPause = untilMs
    },
  }
}
