import type { RateGroup, RateLimits } from '../../shared/model/rateLimits.ts'
import { callTimes } from './callTimes.ts'

/** Largest page of `GET /sessions/{ref}/invoices` (API-NOTES §3). */
const INVOICES_PER_LIST_CALL = 1000

/** How the invoices of a session come to be proven; every document itself comes by a free link. */
export type ProofRoute = 'session-upo' | 'list' | 'single-status'

export interface SessionToProve {
  readonly sessionReference: string
  readonly invoiceCount: number
  /** Only a closed session has a session UPO (API-NOTES §3). */
  readonly closed: boolean
  /** Invoices whose proof is not here. */
  readonly unproven: number
  /** Whether all of those are known by reference, as asking for a single status needs. */
  readonly referencesKnown: boolean
}

export interface PlannedStep {
  readonly sessionReference: string
  readonly route: ProofRoute
  readonly group: RateGroup
  readonly calls: number
  /** When the last of its calls goes out, milliseconds since 1970; Infinity when the limits allow none. */
  readonly doneAt: number
  readonly proves: number
}

export interface PlanOptions {
  readonly sessions: readonly SessionToProve[]
  readonly limits: RateLimits
  /** When the calls already spent were answered, by group. */
  readonly spentAt: Readonly<Partial<Record<RateGroup, readonly number[]>>>
  /** Milliseconds since 1970. */
  readonly now: number
}

/**
 * Which call proves which session, groups side by side: sessions with most to prove first, each by the route that is done soonest; of
 * equals the one with fewer calls, then the session UPO. Sorted by the time they are done.
 *
 * Only the benches plan-a to plan-d ask it so far: core/synchronise still lists every session first.
 */
export function planRefresh({ sessions, limits, spentAt, now }: PlanOptions): readonly PlannedStep[] {
  const timesOf = (group: 'sessionMisc' | 'sessionInvoiceList' | 'invoiceStatus') => callTimes(limits[group], spentAt[group] ?? [], now)
  const groups = { sessionMisc: timesOf('sessionMisc'), sessionInvoiceList: timesOf('sessionInvoiceList'), invoiceStatus: timesOf('invoiceStatus') }
  const steps = sessions
    .filter(({ unproven }) => unproven > 0)
    .sort((left, right) => right.unproven - left.unproven)
    .map((session): PlannedStep => {
      const timed = (route: Route) => ({ ...route, doneAt: groups[route.group].lastOf(route.calls) })
      const [first, ...others] = routesOf(session)
      const best = others.map(timed).reduce((one, other) => (other.doneAt < one.doneAt || (other.doneAt === one.doneAt && other.calls < one.calls) ? other : one), timed(first))
      groups[best.group].take(best.calls)
      return { ...best, sessionReference: session.sessionReference, proves: session.unproven }
    })
  return steps.sort((left, right) => (left.doneAt === right.doneAt ? 0 : left.doneAt - right.doneAt))
}

interface Route {
  readonly route: ProofRoute
  readonly group: 'sessionMisc' | 'sessionInvoiceList' | 'invoiceStatus'
  readonly calls: number
}

function routesOf({ invoiceCount, closed, unproven, referencesKnown }: SessionToProve): readonly [Route, ...Route[]] {
  const list: Route = { route: 'list', group: 'sessionInvoiceList', calls: Math.max(1, Math.ceil(invoiceCount / INVOICES_PER_LIST_CALL)) }
  const single: readonly Route[] = referencesKnown ? [{ route: 'single-status', group: 'invoiceStatus', calls: unproven }] : []
  return closed ? [{ route: 'session-upo', group: 'sessionMisc', calls: 1 }, list, ...single] : [list, ...single]
}
