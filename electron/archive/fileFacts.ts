import type { ReadableDb, WritableDb } from './connection.ts'
import { FACT_COLUMNS } from './factColumns.ts'
import { IS_IMPORTED } from './importRoute.ts'
import { statement } from './statements.ts'

/**
 * Takes back what an invoice file said of these invoices, where metadata has not said it, for the file is another's after all: what a list said of the number
 * stays. The file that they have now waits to be read (core/evidence/readKeptInvoices).
 */
export function forgetFacts(db: WritableDb, invoiceIds: readonly number[]): void {
  statement(db, FORGET).run(JSON.stringify(invoiceIds))
  readAgain(db, invoiceIds)
}

/** The files that these invoices have now wait to be read, where metadata has said nothing. */
export function readAgain(db: WritableDb, invoiceIds: readonly number[]): void {
  if (invoiceIds.length > 0) statement(db, READ_AGAIN).run(JSON.stringify(invoiceIds))
}

/** Takes back what another's file may have said of any invoice before anybody kept account of that; those that have a file of their own keep it until that is read again. Answers the others. */
export function doubtOldFacts(db: WritableDb): readonly number[] {
  const doubtful = db.prepare(WITH_FOREIGN_FILE).raw().all() as [id: number, xmlDocumentId: number | null][]
  const withoutFile = doubtful.flatMap(([id, xmlDocumentId]) => (xmlDocumentId === null ? [id] : []))
  const withFile = doubtful.flatMap(([id, xmlDocumentId]) => (xmlDocumentId === null ? [] : [id]))
  forgetFacts(db, withoutFile)
  readAgain(db, withFile)
  return withoutFile
}

/** The invoices whose file it is, and of which no metadata have spoken. */
export function invoicesOfFile(db: ReadableDb, documentId: number): readonly number[] {
  return statement(db, OF_FILE).pluck().all(documentId) as number[]
}

const OF_FILES = FACT_COLUMNS.filter((column) => column !== 'invoiceNumber')

const FORGET = `
UPDATE invoices SET parties = '[]', ${OF_FILES.map((column) => `${column} = NULL`).join(', ')}
WHERE id IN (SELECT value FROM json_each(?)) AND metadataReadAt IS NULL`

const READ_AGAIN = `
INSERT INTO unreadInvoices (documentId) SELECT DISTINCT xmlDocumentId FROM invoices
WHERE id IN (SELECT value FROM json_each(?)) AND metadataReadAt IS NULL AND xmlDocumentId IS NOT NULL ON CONFLICT DO NOTHING`

// One whose own file came to harm keeps what that said.
const WITH_FOREIGN_FILE = `
SELECT DISTINCT i.id, i.xmlDocumentId FROM documents d JOIN documentInvoices l ON l.documentId = d.id AND l.relation = 'invoice' JOIN invoices i ON i.id = l.invoiceId
WHERE ${IS_IMPORTED} AND d.kind = 'invoice' AND d.damagedAt IS NULL AND i.metadataReadAt IS NULL AND i.xmlDocumentId IS NOT d.id
  AND NOT EXISTS (SELECT 1 FROM documentInvoices o JOIN documents f ON f.id = o.documentId WHERE o.invoiceId = i.id AND o.relation = 'invoice' AND f.damagedAt IS NOT NULL)`

const OF_FILE = `
SELECT i.id FROM documentInvoices l JOIN invoices i ON i.id = l.invoiceId
WHERE l.documentId = ? AND i.xmlDocumentId = l.documentId AND i.metadataReadAt IS NULL`
