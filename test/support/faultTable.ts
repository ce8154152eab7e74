import type { Action, Avoid, Cause, Move } from '../../electron/shared/model/diagnosis.ts'
import { EXPORT_FLAWS } from '../../electron/simulator/exports/exportFlaws.ts'
import type { FaultKind } from '../../electron/simulator/faults.ts'
import { FORBIDDEN_REASONS, type ForbiddenReason } from '../../electron/simulator/http/problemDetails.ts'

type Effect = Readonly<Record<string, unknown>>

/** A fault, where it strikes, and what the person is told then. */
export interface FaultRow {
  readonly on: readonly string[]
  readonly effect: Effect
  /** Null: nothing is missing, for the refresh finds a way. */
  readonly told: { readonly cause: Cause; readonly move: Move; readonly action: Action | null; readonly avoid: Avoid | null } | null
  /** `account`: it ends the refresh, so it is told once, above all invoices. */
  readonly where: 'invoices' | 'account'
}

export const UPO_ROUTES = ['links.*', 'sessions.upo*']
const damaged = { cause: 'damaged-on-the-way', move: 'app', action: 'refresh', avoid: 'use-as-receipt' } as const
const signInFailed = { cause: 'sign-in-refused', move: 'user', action: 'refresh', avoid: null } as const
const refused = { cause: 'sign-in-refused', move: 'user', action: 'replace-credential', avoid: 'sign-in-again' } as const
const noNetwork = { cause: 'no-network', move: 'user', action: 'refresh', avoid: null } as const
const down = { cause: 'ksef-is-down', move: 'ksef', action: 'refresh', avoid: null } as const
const forLong = { cause: 'no-upo-for-long', move: 'user', action: 'copy-reference', avoid: 'send-original-again' } as const

/** A 403 by its reason. */
const FORBIDDEN = {
  'missing-permissions': { cause: 'wrong-context-or-permission', move: 'user', action: 'copy-request', avoid: 'sign-in-again' },
  'ip-not-allowed': { cause: 'wrong-context-or-permission', move: 'user', action: 'refresh', avoid: null },
  'insufficient-resource-access': { cause: 'session-not-accessible', move: 'user', action: 'copy-request', avoid: null },
  'auth-method-not-allowed': { cause: 'wrong-context-or-permission', move: 'user', action: 'replace-credential', avoid: 'sign-in-again' },
  'security-service-blocked': { cause: 'wrong-context-or-permission', move: 'user', action: null, avoid: 'sign-in-again' },
  'context-type-not-allowed': { cause: 'wrong-context-or-permission', move: 'user', action: 'switch-context', avoid: 'sign-in-again' },
} as const satisfies Record<ForbiddenReason, NonNullable<FaultRow['told']>>

/** A fault of an export or of its parts, and how the refresh that meets it ends. */
export interface PackageFaultRow {
  readonly on: 'export-outcome' | 'links.exportPart'
  readonly effect: Effect
  /** Absent: for ever. */
  readonly times?: number
  /** How each order ended, in their order; null: it is taken up by the next refresh. */
  readonly orders: readonly (string | null)[]
  /** `paused`: it goes on with the next refresh, and says when. No receipt is missing for it, so no cause stands before any invoice. */
  readonly end: 'done' | 'paused'
  /** Files that another refresh has to bring. */
  readonly filesLeft: 'none' | 'some'
  /** What was wrong, apart. */
  readonly setApart: readonly string[]
  /** What the refresh tells beside that. */
  readonly warns: readonly string[]
}

const PACKAGE_FAULT_KINDS = ['short-body', 'export-status', ...EXPORT_FLAWS] as const
type PackageFaultKind = (typeof PACKAGE_FAULT_KINDS)[number]

const on = 'export-outcome'
const link = { on: 'links.exportPart', times: 1, orders: ['taken'], end: 'done', filesLeft: 'none', setApart: [], warns: [] } as const
const overcome = { on, times: 1, end: 'done', filesLeft: 'none', setApart: [] } as const
/** Twice a day at most; the files come one by one. */
const forEver = { on, end: 'done', filesLeft: 'none' } as const

/** Faults of exports, each once and, where that is another matter, for ever. */
const PACKAGE_FAULTS = {
  'short-body': [{ ...link, effect: { kind: 'short-body' }, setApart: ['package-part-differs'] }],
  'export-status': [
    { ...overcome, effect: { kind: 'export-status', code: 500 }, orders: ['failed', 'taken'], warns: [] },
    { ...overcome, effect: { kind: 'export-status', code: 550 }, orders: ['failed', 'taken'], warns: [] },
    { ...overcome, effect: { kind: 'export-status', code: 415 }, orders: ['failed', 'taken'], warns: [] },
    { ...forEver, effect: { kind: 'export-status', code: 420 }, orders: ['nothing-yet'], setApart: [], warns: [] },
    { ...forEver, effect: { kind: 'export-status', code: 500 }, orders: ['failed', 'failed'], setApart: [], warns: [] },
  ],
  'export-stuck': [{ ...overcome, effect: { kind: 'export-stuck' }, orders: [null], end: 'paused', filesLeft: 'some', warns: [] }],
  'export-expired': [
    { ...overcome, effect: { kind: 'export-expired' }, orders: ['expired', 'taken'], warns: [] },
    { ...forEver, effect: { kind: 'export-expired' }, orders: ['expired', 'expired'], setApart: [], warns: [] },
  ],
  'wrong-part-hash': [
    { ...overcome, effect: { kind: 'wrong-part-hash' }, orders: ['wrong-hash', 'taken'], setApart: ['package-part-differs'], warns: ['export-wrong-hash:hash:1'] },
    { ...forEver, effect: { kind: 'wrong-part-hash' }, orders: ['wrong-hash', 'wrong-hash'], setApart: ['package-part-differs'], warns: ['export-wrong-hash:hash:1'] },
  ],
  'wrong-encrypted-part-hash': [
    { ...forEver, effect: { kind: 'wrong-encrypted-part-hash' }, orders: ['wrong-hash', 'wrong-hash'], setApart: ['package-part-differs'], warns: ['export-wrong-hash:encrypted-hash:1'] },
  ],
  'not-an-archive': [
    { ...overcome, effect: { kind: 'not-an-archive' }, orders: ['unreadable', 'taken'], setApart: ['package-unreadable'], warns: ['export-files-refused:1', 'export-unreadable:zip-broken'] },
    { ...forEver, effect: { kind: 'not-an-archive' }, orders: ['unreadable', 'unreadable'], setApart: ['package-unreadable'], warns: ['export-files-refused:1', 'export-unreadable:zip-broken'] },
  ],
  'package-lacks-invoice': [{ ...overcome, effect: { kind: 'package-lacks-invoice' }, orders: ['taken'], warns: [] }],
  // What differs is not asked for twice in one refresh.
  'package-changed-invoice': [{ ...overcome, effect: { kind: 'package-changed-invoice' }, orders: ['taken'], filesLeft: 'some', setApart: ['hash-differs'], warns: [] }],
  'zip-all-the-same': [{ ...overcome, effect: { kind: 'zip-all-the-same' }, orders: ['taken'], warns: [] }],
} as const satisfies Record<PackageFaultKind, readonly PackageFaultRow[]>

/** What any answer may come to, at a part of a package. */
const PART_FAULTS = ['expired-link', 'reset', 'cut-body'].map((kind): PackageFaultRow => ({ ...link, effect: { kind } }))

/** A page that says 200: it is no part, and kept apart as what came in its place. */
const WALL: PackageFaultRow = { ...link, effect: { kind: 'bot-wall' }, setApart: ['package-part-differs'] }

export const PACKAGE_FAULT_ROWS: readonly PackageFaultRow[] = [...Object.values<readonly PackageFaultRow[]>(PACKAGE_FAULTS).flat(), ...PART_FAULTS, WALL]

/** Every fault that the simulator knows: fault → cause → advice. */
const FAULTS = {
  'bot-wall': [
    { on: ['links.*'], effect: { kind: 'bot-wall' }, told: null, where: 'invoices' },
    { on: UPO_ROUTES, effect: { kind: 'bot-wall' }, told: damaged, where: 'invoices' },
    { on: ['sessions.list'], effect: { kind: 'bot-wall' }, told: noNetwork, where: 'account' },
  ],
  outage: [{ on: ['sessions.list'], effect: { kind: 'outage' }, told: down, where: 'account' }],
  'server-error': [{ on: ['sessions.invoices'], effect: { kind: 'server-error' }, told: down, where: 'account' }],
  reset: [{ on: ['sessions.list'], effect: { kind: 'reset' }, told: noNetwork, where: 'account' }],
  'cut-body': [{ on: ['sessions.list'], effect: { kind: 'cut-body' }, told: noNetwork, where: 'account' }],
  unauthorized: [{ on: ['sessions.list', 'auth.refresh'], effect: { kind: 'unauthorized' }, told: signInFailed, where: 'account' }],
  gone: [{ on: ['auth.status'], effect: { kind: 'gone' }, told: signInFailed, where: 'account' }],
  'wrong-hash-header': [{ on: UPO_ROUTES, effect: { kind: 'wrong-hash-header' }, told: damaged, where: 'invoices' }],
  'no-hash-header': [{ on: UPO_ROUTES, effect: { kind: 'no-hash-header' }, told: null, where: 'invoices' }],
  'broken-signature': [{ on: UPO_ROUTES, effect: { kind: 'broken-signature' }, told: damaged, where: 'invoices' }],
  'other-upo': [{ on: UPO_ROUTES, effect: { kind: 'other-upo' }, told: damaged, where: 'invoices' }],
  'changed-bytes': [{ on: UPO_ROUTES, effect: { kind: 'changed-bytes' }, told: damaged, where: 'invoices' }],
  'broken-utf-8': [{ on: UPO_ROUTES, effect: { kind: 'broken-utf-8' }, told: damaged, where: 'invoices' }],
  'no-upo-yet': [{ on: UPO_ROUTES, effect: { kind: 'no-upo-yet' }, told: forLong, where: 'invoices' }],
  'not-available-yet': [{ on: UPO_ROUTES, effect: { kind: 'not-available-yet' }, told: forLong, where: 'invoices' }],
  'unknown-key': [{ on: ['auth.token'], effect: { kind: 'unknown-key' }, told: signInFailed, where: 'account' }],
  'expired-link': [{ on: ['links.*'], effect: { kind: 'expired-link' }, told: null, where: 'invoices' }],
  'unknown-fields': [{ on: ['*'], effect: { kind: 'unknown-fields' }, told: null, where: 'invoices' }],
  'vanished-fields': [{ on: ['sessions.invoices'], effect: { kind: 'vanished-fields', fields: ['ordinalNumber', 'invoicingMode'] }, told: null, where: 'invoices' }],
  slow: [{ on: ['sessions.list'], effect: { kind: 'slow', ms: 200 }, told: null, where: 'invoices' }],
  'rate-limited': [
    { on: ['sessions.list'], effect: { kind: 'rate-limited', retryAfterSeconds: 3600 }, told: { cause: 'waits-for-limit', move: 'app', action: null, avoid: 'ask-at-once' }, where: 'account' },
  ],
  forbidden: FORBIDDEN_REASONS.map((reason) => ({ on: ['sessions.list'], effect: { kind: 'forbidden', reason }, told: FORBIDDEN[reason], where: 'account' as const })),
  'sign-in-status': [
    { on: ['sign-in-outcome'], effect: { kind: 'sign-in-status', code: 415 }, told: { cause: 'wrong-context-or-permission', move: 'user', action: 'copy-request', avoid: 'sign-in-again' }, where: 'account' },
    { on: ['sign-in-outcome'], effect: { kind: 'sign-in-status', code: 480 }, told: { ...refused, action: null }, where: 'account' },
    ...[425, 450, 460, 470].map((code) => ({ on: ['sign-in-outcome'], effect: { kind: 'sign-in-status', code }, told: refused, where: 'account' as const })),
  ],
  'system-warning': [{ on: ['*'], effect: { kind: 'system-warning', text: 'Prace serwisowe' }, told: null, where: 'invoices' }],
  // Hides what another way must have brought: below, with such an archive.
  'hidden-from-lists': [],
  // Flaws of a session's collective receipt: no invoice lacks its own for it; coverage tells them (core/sessions).
  'page-gap': [],
  'page-stranger': [],
  'page-other-hash': [],
  'page-missing': [],
  // Exports and their parts: files of invoices, no receipts; below.
  ...(Object.fromEntries(PACKAGE_FAULT_KINDS.map((kind) => [kind, []])) as unknown as Record<PackageFaultKind, readonly []>),
} as const satisfies Record<FaultKind, readonly FaultRow[]>

export const FAULT_ROWS = Object.values<readonly FaultRow[]>(FAULTS).flat()

/** For the name of a test. */
export function nameOfRow({ effect, on: routes }: FaultRow): string {
  return `${JSON.stringify(effect)} on ${routes.join(', ')}`
}
