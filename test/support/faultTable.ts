import type { Action, Avoid, Cause, Move } from '../../electron/shared/model/diagnosis.ts'
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
const refused = { cause: 'sign-in-refused', move: 'user', action: 'replace-credential', avoid: 'sign-in-again' } as const
const noNetwork = { cause: 'no-network', move: 'user', action: 'refresh', avoid: null } as const
const down = { cause: 'ksef-is-down', move: 'ksef', action: 'refresh', avoid: 'send-original-again' } as const
const forLong = { cause: 'no-upo-for-long', move: 'user', action: 'copy-reference', avoid: 'send-original-again' } as const

/** A 403 by its reason. */
const FORBIDDEN = {
  'missing-permissions': { cause: 'wrong-context-or-permission', move: 'user', action: 'copy-request', avoid: 'sign-in-again' },
  'ip-not-allowed': { cause: 'wrong-context-or-permission', move: 'user', action: 'switch-context', avoid: 'sign-in-again' },
  'insufficient-resource-access': { cause: 'session-not-accessible', move: 'user', action: 'copy-request', avoid: 'send-original-again' },
  'auth-method-not-allowed': { cause: 'wrong-context-or-permission', move: 'user', action: 'switch-context', avoid: 'sign-in-again' },
  'security-service-blocked': { cause: 'wrong-context-or-permission', move: 'user', action: 'switch-context', avoid: 'sign-in-again' },
  'context-type-not-allowed': { cause: 'wrong-context-or-permission', move: 'user', action: 'switch-context', avoid: 'sign-in-again' },
} as const satisfies Record<ForbiddenReason, NonNullable<FaultRow['told']>>

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
  unauthorized: [{ on: ['sessions.list', 'auth.refresh'], effect: { kind: 'unauthorized' }, told: refused, where: 'account' }],
  gone: [{ on: ['auth.status'], effect: { kind: 'gone' }, told: refused, where: 'account' }],
  'wrong-hash-header': [{ on: UPO_ROUTES, effect: { kind: 'wrong-hash-header' }, told: damaged, where: 'invoices' }],
  'no-hash-header': [{ on: UPO_ROUTES, effect: { kind: 'no-hash-header' }, told: null, where: 'invoices' }],
  'broken-signature': [{ on: UPO_ROUTES, effect: { kind: 'broken-signature' }, told: damaged, where: 'invoices' }],
  'other-upo': [{ on: UPO_ROUTES, effect: { kind: 'other-upo' }, told: damaged, where: 'invoices' }],
  'changed-bytes': [{ on: UPO_ROUTES, effect: { kind: 'changed-bytes' }, told: damaged, where: 'invoices' }],
  'broken-utf-8': [{ on: UPO_ROUTES, effect: { kind: 'broken-utf-8' }, told: damaged, where: 'invoices' }],
  'no-upo-yet': [{ on: UPO_ROUTES, effect: { kind: 'no-upo-yet' }, told: forLong, where: 'invoices' }],
  'not-available-yet': [{ on: UPO_ROUTES, effect: { kind: 'not-available-yet' }, told: forLong, where: 'invoices' }],
  'unknown-key': [{ on: ['auth.token'], effect: { kind: 'unknown-key' }, told: refused, where: 'account' }],
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
    ...[425, 450, 460, 470, 480].map((code) => ({ on: ['sign-in-outcome'], effect: { kind: 'sign-in-status', code }, told: refused, where: 'account' as const })),
  ],
  'system-warning': [{ on: ['*'], effect: { kind: 'system-warning', text: 'Prace serwisowe' }, told: null, where: 'invoices' }],
  // Hides what another way must have brought: below, with such an archive.
  'hidden-from-lists': [],
  // Flaws of a session's collective receipt: no invoice lacks its own for it; coverage tells them (core/sessions).
  'page-gap': [],
  'page-stranger': [],
  'page-other-hash': [],
  'page-missing': [],
  // Exports and their parts: files of invoices, no receipts.
  'short-body': [],
  'export-status': [],
  'export-stuck': [],
  'export-expired': [],
  'wrong-part-hash': [],
  'wrong-encrypted-part-hash': [],
  'not-an-archive': [],
  'package-lacks-invoice': [],
  'package-changed-invoice': [],
} as const satisfies Record<FaultKind, readonly FaultRow[]>

export const FAULT_ROWS = Object.values<readonly FaultRow[]>(FAULTS).flat()

/** For the name of a test. */
export function nameOfRow({ effect, on }: FaultRow): string {
  return `${JSON.stringify(effect)} on ${on.join(', ')}`
}
