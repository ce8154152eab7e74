import type { WritableDb } from '../../electron/archive/connection.ts'

const TABLES = ['invoices', 'documents', 'documentBytes', 'documentInvoices', 'upoEntries', 'invoiceReadings', 'invoiceReferences'] as const

/** All that documents leave in an archive; of attempts and the history what they say of each invoice, whatever came between. */
export function archiveContents(db: WritableDb): Record<string, unknown> {
  const all = (sql: string): unknown[] => db.prepare(sql).all()
  return {
    ...Object.fromEntries(TABLES.map((table) => [table, all(`SELECT * FROM ${table}`)])),
    attempts: all('SELECT invoiceId, what, outcome, code, documentId FROM attempts ORDER BY 1, 2, 3, 4, 5'),
    journal: all("SELECT json_remove(content, '$.number') AS said FROM journal ORDER BY said"),
    ofInvoices: all("SELECT l.invoiceId, json_remove(j.content, '$.number') AS said FROM journalInvoices l JOIN journal j USING (number) ORDER BY l.invoiceId, said"),
  }
}
