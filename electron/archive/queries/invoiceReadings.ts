import type { InvoiceReference } from '../../shared/model/invoiceFacts.ts'
import type { ReadableDb, WritableDb } from '../connection.ts'
import { fromFlag, toFlag } from '../invoiceRow.ts'
import { ksefNumberBody } from '../ksefNumberBody.ts'
import { runWithRows } from '../runWithRows.ts'
import { numberKey } from '../sortKeys.ts'
import { statement } from '../statements.ts'

/** What an invoice file says beside the facts of its invoice's row. */
export interface InvoiceReading {
  readonly isLocalGovernment: boolean | null
  readonly isVatGroup: boolean | null
  readonly references: readonly InvoiceReference[]
}

export interface DocumentReading extends InvoiceReading {
  readonly documentId: number
}

/** Notes what a kept invoice file says: once, for its bytes never change. */
export function recordReading(db: WritableDb, reading: DocumentReading): void {
  recordReadings(db, [reading])
}

/** The same for many files, each once. */
export function recordReadings(db: WritableDb, readings: readonly DocumentReading[]): void {
  const read = new Set(statement(db, READ_ALREADY).pluck().all(JSON.stringify(readings.map(({ documentId }) => documentId))) as number[])
  const unread = readings.filter(({ documentId }) => !read.has(documentId))
  const rows = unread.map(({ documentId, isLocalGovernment, isVatGroup }) => [documentId, toFlag(isLocalGovernment), toFlag(isVatGroup)])
  runWithRows(db, rows, (values) => `INSERT INTO invoiceReadings (documentId, isLocalGovernment, isVatGroup) VALUES ${values}`)
  const references = unread.flatMap(({ documentId, references: named }) =>
    named.map(({ kind, ksefNumber, invoiceNumber, issuedOn }, index) => [documentId, index + 1, kind, ksefNumber, ksefNumberBody(ksefNumber), invoiceNumber, numberKey(invoiceNumber), issuedOn]),
  )
  runWithRows(db, references, (values) => `${INSERT_REFERENCES} VALUES ${values}`)
}

/** For whom the invoice's buyer bought, as its file says; null where there is no file, or it does not say. */
export function invoiceFlags(db: ReadableDb, xmlDocumentId: number | null): Omit<InvoiceReading, 'references'> {
  const row = statement(db, 'SELECT isLocalGovernment, isVatGroup FROM invoiceReadings WHERE documentId = ?').get(xmlDocumentId) as Record<keyof Omit<InvoiceReading, 'references'>, 0 | 1 | null> | undefined
  return { isLocalGovernment: fromFlag(row?.isLocalGovernment ?? null), isVatGroup: fromFlag(row?.isVatGroup ?? null) }
}

/** Forgets what files say; `unreadInvoices` then gives every kept one, to be read anew. */
export function forgetReadings(db: WritableDb): void {
  db.prepare('DELETE FROM invoiceReferences').run()
  db.prepare('DELETE FROM invoiceReadings').run()
  db.prepare("INSERT INTO unreadInvoices (documentId) SELECT id FROM documents WHERE kind = 'invoice' AND standing = 'kept' ON CONFLICT DO NOTHING").run()
}

/** Sound invoice files that were kept before there were readings, or whose readings were forgotten. */
export function unreadInvoices(db: ReadableDb, limit: number): readonly number[] {
  return statement(db, 'SELECT u.documentId FROM unreadInvoices u JOIN documents d ON d.id = u.documentId WHERE d.damagedAt IS NULL ORDER BY u.documentId LIMIT ?').pluck().all(limit) as number[]
}

export function markRead(db: WritableDb, documentId: number): void {
  statement(db, 'DELETE FROM unreadInvoices WHERE documentId = ?').run(documentId)
}

const READ_ALREADY = 'SELECT documentId FROM invoiceReadings WHERE documentId IN (SELECT value FROM json_each(?))'

const INSERT_REFERENCES = `
INSERT INTO invoiceReferences (documentId, position, kind, ksefNumber, ksefNumberBody, invoiceNumber, invoiceNumberKey, issuedOn)`
