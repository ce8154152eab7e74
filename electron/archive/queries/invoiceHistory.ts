import type { HistoryEntry } from '../../shared/contract/invoices.ts'
import type { ReadableDb } from '../connection.ts'
import type { AttemptInput } from '../inputs.ts'
import { statement } from '../statements.ts'

interface ObservationRow {
  readonly observedAt: string
  readonly route: string
  readonly statusCode: number | null
}

interface ExportRow {
  readonly at: string
  readonly fileName: string
}

/** What happened to an invoice, oldest first: what KSeF said, what was fetched, what was handed over. */
export function invoiceHistory(db: ReadableDb, invoiceId: number): readonly HistoryEntry[] {
  const observations = statement(db, 'SELECT observedAt, route, statusCode FROM observations WHERE invoiceId = ? ORDER BY id').all(invoiceId) as ObservationRow[]
  const attempts = statement(db, 'SELECT at, what, route, outcome, code, traceId FROM attempts WHERE invoiceId = ? ORDER BY id').all(invoiceId) as AttemptInput[]
  const handedOver = statement(db, 'SELECT e.at, e.fileName FROM exportedInvoices x JOIN exports e ON e.id = x.exportId WHERE x.invoiceId = ? ORDER BY e.id').all(
    invoiceId,
  ) as ExportRow[]
  const entries = [...fromObservations(observations), ...attempts.map(fromAttempt), ...handedOver.map(fromExport)]
  return entries.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
}

/** The first sight of an invoice, each new status, each reading of metadata; the same status again is no event. */
function fromObservations(observations: readonly ObservationRow[]): readonly HistoryEntry[] {
  let status: number | null = null
  return observations.flatMap(({ observedAt, route, statusCode }) => {
    const isMetadata = statusCode === null
    if (!isMetadata && statusCode === status) return []
    const kind = isMetadata ? 'metadata-read' : status === null ? 'listed' : 'status-changed'
    status = statusCode ?? status
    return [{ at: observedAt, kind, statusCode, route, code: null, traceId: null }] satisfies HistoryEntry[]
  })
}

function fromAttempt({ at, what, route, outcome, code, traceId }: AttemptInput): HistoryEntry {
  return { at, kind: outcome === 'stored' ? (what === 'xml' ? 'xml-stored' : 'upo-stored') : outcome, statusCode: null, route, code, traceId }
}

function fromExport({ at, fileName }: ExportRow): HistoryEntry {
  return { at, kind: 'exported', statusCode: null, route: fileName, code: null, traceId: null }
}
