import { EXPORT_FLAWS, type ExportFlaw } from './exports/exportFlaws.ts'
import { FORBIDDEN_REASONS, type ForbiddenReason } from './http/problemDetails.ts'
import { PAGE_FLAWS, type PageFlaw } from './upo/pageFlaws.ts'
import type { InvoiceRecord } from './world/records.ts'

/** Ways in which an answer can go wrong (API-NOTES §6, and what networks do). */
export type FaultEffect =
  | { readonly kind: 'bot-wall' | 'outage' | 'server-error' | 'reset' | 'cut-body' | 'short-body' | 'unauthorized' | 'gone' }
  | { readonly kind: 'wrong-hash-header' | 'no-hash-header' | 'broken-signature' | 'other-upo' | 'changed-bytes' | 'broken-utf-8' }
  | { readonly kind: 'no-upo-yet' | 'not-available-yet' | 'unknown-key' | 'expired-link' }
  | { readonly kind: 'unknown-fields' }
  | { readonly kind: 'vanished-fields'; readonly fields: readonly string[] }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'rate-limited'; readonly retryAfterSeconds: number }
  | { readonly kind: 'forbidden'; readonly reason: ForbiddenReason }
  | { readonly kind: 'sign-in-status'; readonly code: number }
  | { readonly kind: ExportFlaw }
  | { readonly kind: 'export-status'; readonly code: number }
  | { readonly kind: 'system-warning'; readonly text: string }
  | { readonly kind: 'hidden-from-lists'; readonly ksefNumber: string }
  /** `session` null: of every session. */
  | { readonly kind: PageFlaw; readonly session: string | null }

export type FaultKind = FaultEffect['kind']

export interface Fault {
  readonly id: number
  /** Names of routes with `*` for anything: `sessions.*`, `links.*`, `*`. */
  readonly route: string
  readonly effect: FaultEffect
  /** How many answers it still spoils; null for all. */
  timesLeft: number | null
  /** Until when by the simulator's clock; null for ever. */
  readonly until: number | null
}

export interface Faults {
  readonly add: (fault: { readonly route: string; readonly effect: FaultEffect; readonly times: number | null; readonly until: number | null }) => Fault
  readonly clear: () => void
  readonly list: () => readonly Fault[]
  /** The effects that hold for one answer of a route; each is counted as used. */
  readonly take: (routeId: string) => readonly FaultEffect[]
}

/** Not a route: faults of this name order how the next sign-in ends. */
export const SIGN_IN_OUTCOME = 'sign-in-outcome'
/** Not a route: faults of this name order what becomes of the next export. */
export const EXPORT_OUTCOME = 'export-outcome'

function matches(pattern: string, routeId: string): boolean {
  if (routeId === SIGN_IN_OUTCOME || routeId === EXPORT_OUTCOME) return pattern === routeId
  return pattern === '*' || pattern === routeId || (pattern.endsWith('*') && routeId.startsWith(pattern.slice(0, -1)))
}

/** What is hidden, or sealed with a flaw, stays so until the faults are cleared: it spoils lists and documents, not single answers. */
function isLasting({ kind }: FaultEffect): boolean {
  return kind === 'hidden-from-lists' || PAGE_FLAWS.some((flaw) => flaw === kind)
}

/** True for an invoice that the control interface took off all lists. */
export function isHidden(faults: Faults, invoice: InvoiceRecord): boolean {
  return faults.list().some(({ effect }) => effect.kind === 'hidden-from-lists' && effect.ksefNumber === invoice.ksefNumber)
}

/** The flaws that the faults in force put into the session UPO of a session. */
export function pageFlawsOf(faults: Faults, sessionReference: string): readonly PageFlaw[] {
  return faults.list().flatMap(({ effect }) => {
    const flaw = PAGE_FLAWS.find((known) => known === effect.kind)
    return flaw !== undefined && 'session' in effect && (effect.session === null || effect.session === sessionReference) ? [flaw] : []
  })
}

export function createFaults(now: () => number): Faults {
  let faults: Fault[] = []
  let added = 0
  return {
    add: (fault) => {
      added += 1
      const kept: Fault = { id: added, route: fault.route, effect: fault.effect, timesLeft: fault.times, until: fault.until }
      faults.push(kept)
      return kept
    },
    clear: () => {
      faults = []
    },
    list: () => faults,
    take: (routeId) => {
      faults = faults.filter(({ timesLeft, until }) => timesLeft !== 0 && (until === null || until > now()))
      const hit = faults.filter(({ route }) => matches(route, routeId))
      for (const fault of hit) if (fault.timesLeft !== null && !isLasting(fault.effect)) fault.timesLeft -= 1
      return hit.map(({ effect }) => effect)
    },
  }
}

const PLAIN_KINDS: readonly string[] = [
  'bot-wall', 'outage', 'server-error', 'reset', 'cut-body', 'short-body', 'unauthorized', 'gone', 'wrong-hash-header', 'no-hash-header', 'broken-signature',
  'other-upo', 'changed-bytes', 'broken-utf-8', 'no-upo-yet', 'not-available-yet', 'unknown-key', 'expired-link', 'unknown-fields',
  ...EXPORT_FLAWS,
] satisfies FaultKind[]

/** Reads an effect as the control interface gets it, or gives null for anything else. */
export function parseFaultEffect(value: unknown): FaultEffect | null {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return null
  const given = value as Readonly<Record<string, unknown>>
  const { kind } = given
  if (typeof kind !== 'string') return null
  if (PLAIN_KINDS.includes(kind)) return { kind } as FaultEffect
  if (kind === 'vanished-fields' && Array.isArray(given.fields)) return { kind, fields: given.fields.map(String) }
  if (kind === 'slow' && typeof given.ms === 'number') return { kind, ms: given.ms }
  if (kind === 'rate-limited' && typeof given.retryAfterSeconds === 'number') return { kind, retryAfterSeconds: given.retryAfterSeconds }
  if (kind === 'sign-in-status' && typeof given.code === 'number') return { kind, code: given.code }
  if (kind === 'export-status' && typeof given.code === 'number') return { kind, code: given.code }
  if (kind === 'system-warning' && typeof given.text === 'string') return { kind, text: given.text }
  const flaw = PAGE_FLAWS.find((known) => known === kind)
  if (flaw !== undefined) return { kind: flaw, session: typeof given.session === 'string' ? given.session : null }
  if (kind === 'hidden-from-lists' && typeof given.ksefNumber === 'string') return { kind, ksefNumber: given.ksefNumber }
  const reason = FORBIDDEN_REASONS.find((known) => known === given.reason)
  return kind === 'forbidden' && reason !== undefined ? { kind, reason } : null
}
