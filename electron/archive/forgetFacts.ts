import type { WritableDb } from './connection.ts'
import { FACT_COLUMNS } from './factColumns.ts'
import { IS_IMPORTED } from './importRoute.ts'
import { statement } from './statements.ts'

/**
 * Takes back what an invoice file said of these invoices, where metadata has not said it, for the file is another's after all: what a list said of the number
 * stays. The file that they have now waits to be read (core/evidence/readKeptInvoices).
 */
export function forgetFacts(db: WritableDb, invoiceIds: readonly number[]): void {
  const ids = JSON.stringify(invoiceIds)
  statement(db, FORGET).run(ids)
  statement(db, READ_AGAIN).run(ids)
}

/** Invoices with an imported file that is not theirs, of which metadata has said nothing. */
export function invoicesWithForeignFile(db: WritableDb): readonly number[] {
  return db.prepare(WITH_FOREIGN_FILE).pluck().all() as number[]
}

const OF_FILES = FACT_COLUMNS.filter((column) => column !== 'invoiceNumber')

const FORGET = `
UPDATE invoices SET parties = '[]', ${OF_FILES.map((column) => `${column} = NULL`).join(', ')}
WHERE id IN (SELECT value FROM json_each(?)) AND metadataReadAt IS NULL`

const READ_AGAIN = `
INSERT INTO unreadInvoices (documentId) SELECT DISTINCT xmlDocumentId FROM invoices
WHERE id IN (SELECT value FROM json_each(?)) AND metadataReadAt IS NULL AND xmlDocumentId IS NOT NULL ON CONFLICT DO NOTHING`

const WITH_FOREIGN_FILE = `
SELECT DISTINCT i.id FROM documents d JOIN documentInvoices l ON l.documentId = d.id AND l.relation = 'invoice' JOIN invoices i ON i.id = l.invoiceId
WHERE ${IS_IMPORTED} AND d.kind = 'invoice' AND d.damagedAt IS NULL AND i.metadataReadAt IS NULL AND i.xmlDocumentId IS NOT d.id`
