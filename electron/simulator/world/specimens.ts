import type { WrittenForm } from './facts.ts'
import type { ContentVariant } from './inventFacts.ts'
import type { InvoiceKind } from './kinds.ts'
import type { SessionFate, SessionType } from './sessionStatus.ts'

/** An invoice of the demo that shows something on purpose. */
export interface Specimen {
  readonly kind: InvoiceKind
  readonly variant?: ContentVariant
  /** Issued in place of the invoice so many places before it. */
  readonly instead?: { readonly back: number; readonly as: 'reissue' | 'technical-correction' }
}

export interface SpecimenSession {
  readonly type: SessionType
  readonly form: WrittenForm
  /** Before the start of the base day. */
  readonly hoursAgo: number
  readonly fate: SessionFate
  readonly invoices: readonly Specimen[]
  /** Accepted invoices that its UPO names and no list shows (API-NOTES §6, trap 5). */
  readonly unlisted?: number
}

const accepted: Specimen = { kind: 'accepted', variant: 'plain' }

function of(...kinds: readonly InvoiceKind[]): readonly Specimen[] {
  return kinds.map((kind) => ({ kind, variant: 'plain' }))
}

/** The last sessions of the demo's main taxpayer, in the order of their coming into the program: every status of both tables at least once. */
export const SPECIMEN_SESSIONS: readonly SpecimenSession[] = [
  { type: 'Batch', form: 'FA (3)', hoursAgo: 14 * 24, fate: 'package-error', invoices: of('session-failed', 'session-failed', 'session-failed', 'session-failed') },
  {
    type: 'Online',
    form: 'FA (3)',
    hoursAgo: 12 * 24 + 9,
    fate: 'done',
    invoices: [...of('refused', 'refused', 'accepted', 'no-right', 'bad-file', 'cannot-decrypt', 'unknown-error', 'cancelled'), { kind: 'no-attachments', variant: 'with-small-attachment' }],
  },
  {
    type: 'Online',
    form: 'FA (3)',
    hoursAgo: 11 * 24 + 9,
    fate: 'done',
    invoices: [{ kind: 'accepted', instead: { back: 9, as: 'reissue' } }, { kind: 'accepted', instead: { back: 9, as: 'technical-correction' } }, accepted],
  },
  { type: 'Online', form: 'FA (3)', hoursAgo: 10 * 24 + 6, fate: 'done', invoices: of('same-file', 'generated-again', 'number-used', 'original-elsewhere', 'accepted') },
  {
    // Attachments come in batches only.
    type: 'Batch',
    form: 'FA (3)',
    hoursAgo: 9 * 24 + 12,
    fate: 'done',
    invoices: [
      { kind: 'accepted', variant: 'with-attachment' },
      { kind: 'accepted', variant: 'broken-utf-8' },
      { kind: 'accepted', variant: 'with-bom' },
    ],
  },
  { type: 'Online', form: 'FA_RR (1)', hoursAgo: 8 * 24 + 13, fate: 'done', invoices: of('accepted', 'accepted', 'accepted') },
  { type: 'Online', form: 'FA (2)', hoursAgo: 7 * 24 + 13, fate: 'done', invoices: of('accepted', 'accepted') },
  { type: 'Online', form: 'FA (3)', hoursAgo: 6 * 24 + 8, fate: 'done', invoices: of('refused', 'refused') },
  { type: 'Online', form: 'FA (3)', hoursAgo: 5 * 24 + 7, fate: 'nothing-sent', invoices: [] },
  { type: 'Batch', form: 'FA (3)', hoursAgo: 4 * 24 + 7, fate: 'timed-out', invoices: [] },
  { type: 'Batch', form: 'FA (3)', hoursAgo: 3 * 24 + 7, fate: 'decryption-error', invoices: [] },
  { type: 'Online', form: 'FA (3)', hoursAgo: 2 * 24 + 10, fate: 'done', invoices: of('accepted', 'accepted'), unlisted: 1 },
  { type: 'Online', form: 'FA (3)', hoursAgo: 1, fate: 'closing', invoices: of('accepted', 'accepted') },
  { type: 'Online', form: 'FA (3)', hoursAgo: 0, fate: 'open', invoices: of('accepted', 'accepted', 'processing', 'queued') },
  { type: 'Online', form: 'FA (3)', hoursAgo: 10 * 24 + 3, fate: 'done', invoices: of('original-not-named', 'original-misnamed', 'accepted') },
]

export const SPECIMEN_COUNT = SPECIMEN_SESSIONS.reduce((total, { invoices }) => total + invoices.length, 0)
