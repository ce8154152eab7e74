import type { GroupOutlook } from '../../ksef/rateBudget.ts'
import type { RateGroup } from '../../shared/model/rateLimits.ts'
import { callTimes } from './callTimes.ts'
import type { CallTimes } from './callTimes.ts'

/** Largest page of `GET /sessions/{ref}/invoices` (API-NOTES §3). */
const INVOICES_PER_LIST_CALL = 1000

/** A list brings the statuses, the rejected ones and a link for each invoice's own UPO: worth this much waiting where it is to be read anyway. */
const WORTH_WAITING_FOR_A_LIST_MS = 1_000

/** How the invoices of a session come to be proven, or read; every document itself comes by a free link. */
export type SessionRoute = 'session-upo' | 'list' | 'single-status'

const GROUP_OF = { 'session-upo': 'sessionMisc', list: 'sessionInvoiceList', 'single-status': 'invoiceStatus' } as const satisfies Record<SessionRoute, RateGroup>
/** The groups of calls that plans are made of. */
export type PlannedGroup = (typeof GROUP_OF)[SessionRoute]

export interface SessionToRefresh {
  readonly sessionReference: string
  readonly invoiceCount: number
  /** Accepted invoices that nothing here proves. */
  readonly unproven: number
  /** Rejected ones and those in process: only a list or a question tells which they are. */
  readonly notAccepted: number
  /** It is closed and its session UPO is not here in full. */
  readonly wantsSessionUpo: boolean
  /** Its list is to be read: something moved. */
  readonly isMoved: boolean
  /** So many single questions bring all that may be new; null where not all of its invoices are known by reference. */
  readonly pending: number | null
}

export interface PlannedStep {
  readonly sessionReference: string
  readonly route: SessionRoute
  readonly calls: number
  /** When the last of its calls goes out, milliseconds since 1970; Infinity when the limits allow none. */
  readonly doneAt: number
  /** Invoices that it proves; 0 for reading alone. */
  readonly proves: number
  /** All of the session is proven without it: nothing is missing while it waits. */
  readonly isOptional: boolean
}

/**
 * Which call proves which session, groups side by side: sessions with most to prove first, each by the route that is done soonest. After
 * them the lists that are to be read all the same, first those with something rejected or in process. Sorted by the time they are done.
 * Pure: the same sessions and the same budget give the same plan, so a restart goes on where the last run stopped.
 */
export function planRefresh(sessions: readonly SessionToRefresh[], budget: Readonly<Record<PlannedGroup, GroupOutlook>>): readonly PlannedStep[] {
  const groups = { sessionMisc: callTimes(budget.sessionMisc), sessionInvoiceList: callTimes(budget.sessionInvoiceList), invoiceStatus: callTimes(budget.invoiceStatus) }
  const proofs = sessions
    .filter(({ unproven }) => unproven > 0)
    .sort((left, right) => right.unproven - left.unproven)
    .map((session) => ({ ...takeBest(groups, session, proofRoutes(session)), proves: session.unproven, isOptional: false }))
  const provenByUpo = new Set(proofs.filter(({ route }) => route === 'session-upo').map(({ sessionReference }) => sessionReference))
  const readings = sessions
    .filter(({ isMoved, unproven, sessionReference }) => isMoved && (unproven === 0 || provenByUpo.has(sessionReference)))
    .sort((left, right) => right.notAccepted - left.notAccepted)
    .map((session) => ({ ...takeBest(groups, session, readingRoutes(session)), proves: 0, isOptional: session.notAccepted === 0 }))
  return [...inTime(proofs), ...inTime(readings)]
}

/** When the last proof of a plan is here, milliseconds since 1970; null for a plan that proves nothing. */
export function provenAt(steps: readonly PlannedStep[]): number | null {
  const times = steps.filter(({ proves }) => proves > 0).map(({ doneAt }) => doneAt)
  return times.length === 0 ? null : Math.max(...times)
}

interface Route {
  readonly route: SessionRoute
  readonly calls: number
}

function readingRoutes({ invoiceCount, pending }: SessionToRefresh): readonly [Route, ...Route[]] {
  const list: Route = { route: 'list', calls: Math.ceil(invoiceCount / INVOICES_PER_LIST_CALL) }
  return pending === null ? [list] : [list, { route: 'single-status', calls: pending }]
}

function proofRoutes(session: SessionToRefresh): readonly [Route, ...Route[]] {
  const [list, ...others] = readingRoutes(session)
  return session.wantsSessionUpo ? [list, ...others, { route: 'session-upo', calls: 1 }] : [list, ...others]
}

/** Takes the calls of the best route from the budget: soonest, then (of equals) the one that also reads what is to be read, then fewest calls. */
function takeBest(groups: Readonly<Record<PlannedGroup, CallTimes>>, { sessionReference, isMoved }: SessionToRefresh, routes: readonly [Route, ...Route[]]) {
  const timed = routes.map((route) => ({ ...route, doneAt: groups[GROUP_OF[route.route]].lastOf(route.calls) }))
  const soonest = Math.min(...timed.map(({ doneAt }) => doneAt))
  const soonEnough = timed.filter(({ doneAt }) => doneAt <= soonest + (isMoved ? WORTH_WAITING_FOR_A_LIST_MS : 0))
  const readsToo = ({ route }: Route): boolean => isMoved && route !== 'session-upo'
  const [best] = soonEnough.sort((one, other) => Number(readsToo(other)) - Number(readsToo(one)) || one.calls - other.calls)
  const { route, calls } = best ?? routes[0]
  return { sessionReference, route, calls, doneAt: groups[GROUP_OF[route]].take(calls) }
}

function inTime(steps: readonly PlannedStep[]): readonly PlannedStep[] {
  return steps.toSorted((left, right) => (left.doneAt === right.doneAt ? 0 : left.doneAt - right.doneAt))
}
