import type { InvoiceSummary } from '../../shared/contract/invoices.ts'
import type { ReadableDb } from '../connection.ts'
import { statement } from '../statements.ts'
import { SUMMARY_COLUMNS, toSummary, type SummaryRow } from './searchInvoices.ts'

export interface InvoiceInSession {
  readonly summary: InvoiceSummary
  readonly sessionId: number | null
}

/** These invoices as the list shows them, with their sessions, in the order given; ids that are not here are left out. */
export function invoiceRows(db: ReadableDb, { ids }: { readonly ids: readonly number[] }): readonly InvoiceInSession[] {
  return ids.flatMap((id) => {
    const row = statement(db, `SELECT ${SUMMARY_COLUMNS}, sessionId FROM invoices WHERE id = ?`).get(id) as (SummaryRow & { readonly sessionId: number | null }) | undefined
    if (row === undefined) return []
    const { sessionId, ...summary } = row
    return [{ summary: toSummary(summary), sessionId }]
  })
}
