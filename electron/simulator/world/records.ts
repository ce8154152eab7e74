import type { InvoiceFace, InvoiceForm } from './facts.ts'
import type { StatusInfo } from './kinds.ts'
import type { SessionType } from './sessionStatus.ts'

/** Versions of the UPO form that both occur (API-NOTES §5). */
export type UpoVersion = 'v4-3' | 'v4-2'

/** Who opened a session: a person's or firm's own certificate, or a KSeF token. */
export type Entity = { readonly kind: 'subject'; readonly nip: string } | { readonly kind: 'token'; readonly reference: string }

export function entityKey(entity: Entity): string {
  return entity.kind === 'subject' ? `subject:${entity.nip}` : `token:${entity.reference}`
}

/** One invoice inside its session, as it is at one moment. All times in milliseconds. */
export interface InvoiceRecord {
  readonly reference: string
  /** From 1. */
  readonly ordinal: number
  readonly sessionReference: string
  readonly status: StatusInfo
  readonly ksefNumber: string | null
  /** Null where KSeF could not read the file. */
  readonly face: InvoiceFace | null
  readonly fileName: string | null
  readonly mode: 'Online' | 'Offline'
  readonly sentAt: number
  readonly invoicingAt: number
  readonly acquiredAt: number | null
  readonly storedAt: number | null
  /** The file's hash in Base64, without making the file where it is known. */
  readonly hash: () => string
  readonly file: () => Buffer
  /** Base64; set for technical corrections. */
  readonly hashOfCorrected: string | null
}

export interface Tally {
  readonly total: number
  readonly successful: number
  readonly failed: number
}

/** A session as the routes see it, whether it was planned with the world or opened by a client. */
export interface SessionRecord {
  readonly reference: string
  readonly type: SessionType
  readonly contextNip: string
  readonly openedBy: Entity
  readonly form: InvoiceForm
  /** What its sender asked for; null for what the simulator makes as a rule. */
  readonly upoVersion: UpoVersion | null
  readonly createdAt: number
  readonly validUntil: number | null
  readonly updatedAt: () => number
  readonly status: () => StatusInfo
  readonly tally: () => Tally
  /** How many invoices its list has; ordinals run from 1. */
  readonly listed: () => number
  readonly invoice: (ordinal: number) => InvoiceRecord
  /** The invoice with this reference number, if it is on the list. */
  readonly find: (invoiceReference: string) => InvoiceRecord | null
  /** Ordinals of the accepted invoices that its session UPO names (some may be on no list), or null while there is none. */
  readonly receipted: () => readonly number[] | null
}
