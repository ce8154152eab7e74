import { assertDefined } from '../../shared/assert.ts'
import { ACCEPTED_STATUS } from '../../shared/model/invoiceStatus.ts'
import { AppError } from '../../shared/errors.ts'
import type { WritableDb } from '../connection.ts'
import type { ListedInvoice } from '../inputs.ts'
import { HAS_IMPORTED_UPO_ALONE } from '../importRoute.ts'
import type { InvoiceRow } from '../invoiceRow.ts'
import { appendJournal } from '../journal/appendJournal.ts'
import { utcOf } from '../ksefTime.ts'
import type { RecordedInvoice } from '../outputs.ts'
import { refreshManyDerived } from '../refreshDerived.ts'
import { statement } from '../statements.ts'
import { inTransaction } from '../transaction.ts'
import { isUpoHeldBack } from './damagedDocuments.ts'
import { mergeInto } from './mergeInvoices.ts'
import { observeInvoice } from './observations.ts'

export interface SessionInvoices {
  readonly sessionReference: string
  /** session-invoices, invoice-status … */
  readonly route: string
  readonly readAt: string
  readonly invoices: readonly ListedInvoice[]
}

/**
 * Records invoices as a session lists them; answers in the same order. A row known by its KSeF number alone becomes the
 * session's row once that accepted it; a refused duplicate (440) never does. Error: 'not-found' when the session was not recorded.
 */
export function recordSessionInvoices(db: WritableDb, { sessionReference, route, readAt, invoices }: SessionInvoices): readonly RecordedInvoice[] {
  return inTransaction(db, () => {
    const sessionId = statement(db, 'SELECT id FROM sessions WHERE referenceNumber = ?').pluck().get(sessionReference) as number | undefined
    if (sessionId === undefined) throw new AppError('not-found', { details: { sessionReference } })
    const ids = invoices.map((invoice) => recordOne(db, { sessionId, sessionReference, route, readAt, invoice }))
    refreshManyDerived(db, ids)
    const rows = new Map((statement(db, READ_RECORDED).all(JSON.stringify(ids)) as RecordedRow[]).map((row) => [row.id, row]))
    return invoices.map((invoice, index) => toRecorded(db, invoice, assertDefined(rows.get(ids[index] ?? 0), 'it was written just now')))
  })
}

interface OneInvoice {
  readonly sessionId: number
  readonly sessionReference: string
  readonly route: string
  readonly readAt: string
  readonly invoice: ListedInvoice
}

function recordOne(db: WritableDb, { sessionId, sessionReference, route, readAt, invoice }: OneInvoice): number {
  const known = findOrAdopt(db, invoice)
  const before = known === null ? null : (statement(db, 'SELECT statusCode FROM invoices WHERE id = ?').pluck().get(known) as number | null)
  const invoiceId = statement(db, WRITE_INVOICE).pluck().get(toColumns(invoice, known, sessionId)) as number
  observeInvoice(db, invoiceId, { observedAt: readAt, route, statusCode: invoice.statusCode, raw: invoice.raw })
  // The same status again is no event.
  if (invoice.statusCode !== before) {
    const kind = before === null ? 'listed' : 'status-changed'
    appendJournal(db, { at: readAt, kind, invoiceIds: [invoiceId], sessionReference, documentSha256: null, detail: { route, statusCode: invoice.statusCode } })
  }
  return invoiceId
}

interface RecordedRow extends Pick<InvoiceRow, 'id' | 'ksefNumber' | 'invoiceHash'> {
  readonly wantsUpo: 0 | 1
}

const READ_RECORDED = `
SELECT i.id, i.ksefNumber, i.invoiceHash, (i.upoDocumentId IS NULL OR ${HAS_IMPORTED_UPO_ALONE}) AS wantsUpo
FROM json_each(?) one JOIN invoices i ON i.id = one.value`

function toRecorded(db: WritableDb, { invoiceReference, statusCode }: ListedInvoice, { id, ksefNumber, invoiceHash, wantsUpo }: RecordedRow): RecordedInvoice {
  return { invoiceId: id, invoiceReference, statusCode, ksefNumber, invoiceHash, wantsInvoiceUpo: wantsUpo === 1 && !isUpoHeldBack(db, ksefNumber) }
}

/** The row for a listed invoice: its own, or the one that was waiting under its KSeF number, or null for a new one. */
function findOrAdopt(db: WritableDb, { invoiceReference, ksefNumber, statusCode }: ListedInvoice): number | null {
  const own = statement(db, 'SELECT id FROM invoices WHERE invoiceReference = ?').pluck().get(invoiceReference) as number | undefined
  const waiting =
    ksefNumber === null || statusCode !== ACCEPTED_STATUS
      ? undefined
      : (statement(db, 'SELECT id FROM invoices WHERE ksefNumber = ? AND invoiceReference IS NULL ORDER BY id LIMIT 1').pluck().get(ksefNumber) as number | undefined)
  if (own === undefined) return waiting ?? null
  if (waiting !== undefined) mergeInto(db, { keep: own, drop: waiting })
  return own
}

function toColumns(invoice: ListedInvoice, id: number | null, sessionId: number): Record<string, string | number | null> {
  return {
    ...invoice,
    id,
    sessionId,
    statusDetails: JSON.stringify(invoice.statusDetails),
    statusExtensions: JSON.stringify(invoice.statusExtensions),
    invoicingAt: utcOf(invoice.invoicingDate),
    acquiredAt: utcOf(invoice.acquisitionDate),
    storedAt: utcOf(invoice.permanentStorageDate),
  }
}

// What a later answer leaves out (numbers come before dates, vanished fields) is not forgotten; the status is always the latest.
const WRITE_INVOICE = `
INSERT INTO invoices (id, sessionId, invoiceReference, ordinalNumber, invoiceNumber, ksefNumber, invoiceHash, invoiceFileName,
  statusCode, statusDescription, statusDetails, statusExtensions, invoicingMode,
  invoicingDate, invoicingAt, acquisitionDate, acquiredAt, permanentStorageDate, storedAt)
VALUES (@id, @sessionId, @invoiceReference, @ordinalNumber, @invoiceNumber, @ksefNumber, @invoiceHash, @invoiceFileName,
  @statusCode, @statusDescription, @statusDetails, @statusExtensions, @invoicingMode,
  @invoicingDate, @invoicingAt, @acquisitionDate, @acquiredAt, @permanentStorageDate, @storedAt)
ON CONFLICT (id) DO UPDATE SET
  isPurchase = 0, sessionId = @sessionId, invoiceReference = @invoiceReference, ordinalNumber = ifnull(@ordinalNumber, ordinalNumber),
  invoiceNumber = ifnull(@invoiceNumber, invoiceNumber), ksefNumber = ifnull(@ksefNumber, ksefNumber),
  invoiceHash = ifnull(@invoiceHash, invoiceHash), invoiceFileName = ifnull(@invoiceFileName, invoiceFileName),
  statusCode = @statusCode, statusDescription = @statusDescription, statusDetails = @statusDetails, statusExtensions = @statusExtensions,
  invoicingMode = ifnull(@invoicingMode, invoicingMode),
  invoicingDate = ifnull(@invoicingDate, invoicingDate), invoicingAt = ifnull(@invoicingAt, invoicingAt),
  acquisitionDate = ifnull(@acquisitionDate, acquisitionDate), acquiredAt = ifnull(@acquiredAt, acquiredAt),
  permanentStorageDate = ifnull(@permanentStorageDate, permanentStorageDate), storedAt = ifnull(@storedAt, storedAt)
RETURNING id`
