import type { HistoryEntry } from '../../shared/contract/invoices.ts'
import type { ReadableDb } from '../connection.ts'
import type { JournalKind } from '../journal/appendJournal.ts'
import { statement } from '../statements.ts'

/** What is read of an entry's text; anything else in it is for whoever reads the archive by hand. */
interface JournalContent {
  readonly at: string
  readonly kind: JournalKind
  readonly detail: {
    readonly statusCode?: number | null
    readonly route?: string | null
    readonly code?: string | null
    readonly traceId?: string | null
    readonly document?: HistoryEntry['document']
    readonly fileName?: string | null
    readonly note?: string | null
  }
}

/** What happened to an invoice, in the order in which it was written down: the journal is the history. */
export function invoiceHistory(db: ReadableDb, invoiceId: number): readonly HistoryEntry[] {
  const contents = statement(db, 'SELECT j.content FROM journalInvoices i JOIN journal j ON j.number = i.number WHERE i.invoiceId = ? ORDER BY i.number')
    .pluck()
    .all(invoiceId) as string[]
  return contents.map(toHistoryEntry)
}

function toHistoryEntry(content: string): HistoryEntry {
  const { at, kind, detail } = JSON.parse(content) as JournalContent
  const { statusCode = null, route = null, code = null, traceId = null, document = null, fileName = null, note = null } = detail
  // The way out of the archive is the bundle that it left in.
  return { at, kind, statusCode, code, traceId, document, note: note === '' ? null : note, ...(kind === 'exported' ? { route: null, fileName: route } : { route, fileName }) }
}
