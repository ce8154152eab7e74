import type { InvoiceId, SessionId } from '../../shared/contract/common.ts'
import type { InvoiceSummary } from '../../shared/contract/invoices.ts'
import type { ReadableDb } from '../connection.ts'
import { numberKey } from '../sortKeys.ts'
import { statement } from '../statements.ts'
import { SUMMARY_COLUMNS, toSummary, type SummaryRow } from './searchInvoices.ts'

export const LOOK_UP_WAYS = ['ksefNumber', 'invoiceReference', 'invoiceHash', 'invoiceNumber', 'session', 'sessionUpoPage'] as const
export type LookUpWay = (typeof LOOK_UP_WAYS)[number]

export interface LookUp {
  readonly by: LookUpWay
  readonly value: string
}

/** What bears a number: the newest invoices (at most ten), or a session. */
export interface LookedUp {
  readonly invoices: readonly InvoiceSummary[]
  readonly session: { readonly id: SessionId; readonly referenceNumber: string } | null
}

const NEWEST = 'ORDER BY invoices.id DESC LIMIT 10'

/** Each way goes along an index, for it is asked in the archive of every taxpayer. */
export const LOOK_UP_SQL: Readonly<Record<LookUpWay, string>> = {
  ksefNumber: `SELECT ${SUMMARY_COLUMNS} FROM invoices WHERE ksefNumber = @value ${NEWEST}`,
  invoiceReference: `SELECT ${SUMMARY_COLUMNS} FROM invoices WHERE invoiceReference = @value ${NEWEST}`,
  invoiceHash: `SELECT ${SUMMARY_COLUMNS} FROM invoices WHERE invoiceHash = @value ${NEWEST}`,
  // The key is the folded number: "fv/1/2026" finds FV/1/2026.
  invoiceNumber: `SELECT ${SUMMARY_COLUMNS} FROM invoices WHERE invoiceNumberKey = @value ${NEWEST}`,
  session: 'SELECT id, referenceNumber FROM sessions WHERE referenceNumber = @value',
  sessionUpoPage: `SELECT sessions.id, sessions.referenceNumber FROM sessionUpoPages JOIN sessions ON sessions.id = sessionUpoPages.sessionId
    WHERE sessionUpoPages.pageReference = @value`,
}

/** Finds what bears exactly this number. */
export function lookUp(db: ReadableDb, { by, value }: LookUp): LookedUp {
  const sql = statement(db, LOOK_UP_SQL[by])
  if (by === 'session' || by === 'sessionUpoPage') {
    const session = sql.get({ value }) as LookedUp['session'] | undefined
    return { invoices: [], session: session ?? null }
  }
  const rows = sql.all({ value: by === 'invoiceNumber' ? numberKey(value) : value }) as (SummaryRow & { readonly id: InvoiceId })[]
  return { invoices: rows.map(toSummary), session: null }
}
