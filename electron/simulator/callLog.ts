import type { CallGroup } from './limits/limitsInForce.ts'

/** What was called since the start, as `GET /control/calls` tells it. */
export interface CallCounts {
  /** Calls per limit group, refused ones included; `none` are links. */
  readonly byGroup: Readonly<Record<string, number>>
  readonly byRoute: Readonly<Record<string, number>>
  readonly byStatus: Readonly<Record<string, number>>
  /** 429 answers per group. */
  readonly limitedByGroup: Readonly<Record<string, number>>
  /** Links asked with an Authorization header: a token that went where it must not (API-NOTES §3). */
  readonly leaks: number
}

export interface CallLog {
  readonly record: (group: CallGroup, routeId: string, status: number) => void
  readonly recordLeak: () => void
  readonly counts: () => CallCounts
  readonly reset: () => void
}

function plusOne(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

export function createCallLog(): CallLog {
  const byGroup = new Map<string, number>()
  const byRoute = new Map<string, number>()
  const byStatus = new Map<string, number>()
  const limitedByGroup = new Map<string, number>()
  let leaks = 0
  return {
    record: (group, routeId, status) => {
      plusOne(byGroup, group)
      plusOne(byRoute, routeId)
      plusOne(byStatus, String(status))
      if (status === 429) plusOne(limitedByGroup, group)
    },
    recordLeak: () => {
      leaks += 1
    },
    counts: () => ({
      byGroup: Object.fromEntries(byGroup),
      byRoute: Object.fromEntries(byRoute),
      byStatus: Object.fromEntries(byStatus),
      limitedByGroup: Object.fromEntries(limitedByGroup),
      leaks,
    }),
    reset: () => {
      for (const counts of [byGroup, byRoute, byStatus, limitedByGroup]) counts.clear()
      leaks = 0
    },
  }
}
