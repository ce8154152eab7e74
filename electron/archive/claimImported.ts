import type { WritableDb } from './connection.ts'
import { FACT_COLUMNS } from './factColumns.ts'
import { appendManyJournal, type JournalEntry } from './journal/appendJournal.ts'
import { statement } from './statements.ts'

interface ImportedFile {
  readonly invoiceId: number
  readonly documentId: number
  readonly importedAt: string
  readonly fileName: string
  readonly sha256: string
}

/** An invoice without its file, whose hash (Base64) is known. */
interface WithoutFile {
  readonly invoiceId: number
  readonly invoiceHash: string
}

/** Links invoices with the files that were imported before anything named their hashes, and says so in their history. Answers the invoices that got theirs. */
export function claimImported(db: WritableDb, invoices: readonly WithoutFile[]): readonly number[] {
  if (invoices.length === 0 || statement(db, 'SELECT EXISTS (SELECT 1 FROM importedInvoices)').pluck().get() === 0) return []
  const wanted = invoices.map(({ invoiceId, invoiceHash }) => [invoiceId, Buffer.from(invoiceHash, 'base64').toString('hex')])
  const files = statement(db, FIND_FILES).all(JSON.stringify(wanted)) as ImportedFile[]
  for (const file of files) {
    statement(db, LINK_FILE).run({ documentId: file.documentId, invoiceId: file.invoiceId, importedAt: file.importedAt })
    statement(db, CLAIM_FACTS).run({ documentId: file.documentId, invoiceId: file.invoiceId })
  }
  // The entry of the import itself named no invoice; the time is that of the file, as on its document.
  const entries = files.map(({ invoiceId, importedAt, fileName, sha256 }): JournalEntry => ({
    ...{ at: importedAt, kind: 'imported', invoiceIds: [invoiceId], sessionReference: null, documentSha256: sha256 },
    detail: { route: 'import', code: null, document: 'invoice', outcome: 'stored', fileName, claimed: true },
  }))
  if (entries.length > 0) appendManyJournal(db, entries)
  return files.map(({ invoiceId }) => invoiceId)
}

const FIND_FILES = `
SELECT wanted.value ->> 0 AS invoiceId, i.documentId, i.importedAt, i.fileName, d.sha256
FROM json_each(?) wanted CROSS JOIN documents d ON d.sha256 = wanted.value ->> 1 CROSS JOIN importedInvoices i ON i.documentId = d.id
WHERE d.standing = 'kept'
  AND NOT EXISTS (SELECT 1 FROM documentInvoices l WHERE l.documentId = d.id AND l.invoiceId = wanted.value ->> 0 AND l.relation = 'invoice')
ORDER BY wanted.key`

const LINK_FILE = `
INSERT INTO documentInvoices (documentId, invoiceId, relation, reason, linkedAt) VALUES (@documentId, @invoiceId, 'invoice', NULL, @importedAt)`

const CLAIM_FACTS = `
UPDATE invoices SET ${FACT_COLUMNS.map((column) => `${column} = ifnull(invoices.${column}, said.${column})`).join(', ')}
FROM (SELECT * FROM importedInvoices WHERE documentId = @documentId) AS said WHERE invoices.id = @invoiceId`
