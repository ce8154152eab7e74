import type { WritableDb } from '../connection.ts'
import { FACT_COLUMNS } from '../factColumns.ts'
import { statement } from '../statements.ts'

const COPIED_COLUMNS = [
  ...FACT_COLUMNS,
  'ksefNumber',
  'invoiceHash',
  'invoicingMode',
  'invoicingDate',
  'invoicingAt',
  'acquisitionDate',
  'acquiredAt',
  'permanentStorageDate',
  'storedAt',
  'hasAttachment',
  'hashOfCorrectedInvoice',
  'metadataReadAt',
  // Whose facts these are.
  'xmlDocumentId',
] as const

const COPY_FACTS = `
UPDATE invoices SET parties = CASE invoices.parties WHEN '[]' THEN dropped.parties ELSE invoices.parties END,
  xmlTriedAt = nullif(max(ifnull(invoices.xmlTriedAt, ''), ifnull(dropped.xmlTriedAt, '')), ''),
  ${COPIED_COLUMNS.map((column) => `${column} = ifnull(invoices.${column}, dropped.${column})`).join(', ')}
FROM (SELECT * FROM invoices WHERE id = @drop) AS dropped WHERE invoices.id = @keep`

/** One invoice seen twice, first by its KSeF number alone: everything known of it goes to the row of its session. */
export function mergeInto(db: WritableDb, pair: { readonly keep: number; readonly drop: number }): void {
  statement(db, COPY_FACTS).run(pair)
  for (const table of ['observations', 'attempts']) {
    statement(db, `UPDATE ${table} SET invoiceId = @keep WHERE invoiceId = @drop`).run(pair)
  }
  for (const table of ['documentInvoices', 'exportedInvoices', 'journalInvoices', 'handledInvoices']) {
    statement(db, `UPDATE OR IGNORE ${table} SET invoiceId = @keep WHERE invoiceId = @drop`).run(pair)
    statement(db, `DELETE FROM ${table} WHERE invoiceId = @drop`).run({ drop: pair.drop })
  }
  statement(db, 'DELETE FROM invoices WHERE id = @drop').run({ drop: pair.drop })
}
