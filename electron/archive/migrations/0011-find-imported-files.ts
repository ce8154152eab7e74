import type Database from 'better-sqlite3'
import { foldForSearch } from '../../shared/model/foldForSearch.ts'

/** Files that nothing has named so far are found by their own number, and imported UPO by the session that they name. */
export function findImportedFiles(db: Database.Database): void {
  db.exec(`
    ALTER TABLE importedInvoices ADD COLUMN invoiceNumberKey TEXT;
    CREATE INDEX importedInvoices_by_invoiceNumber ON importedInvoices (invoiceNumberKey) WHERE invoiceNumberKey IS NOT NULL;
    CREATE INDEX documents_imported_upos_of_session ON documents (sessionReference) WHERE route IN ('import', 'file') AND kind = 'invoice-upo' AND standing = 'kept';`)
  const rows = db.prepare('SELECT documentId, invoiceNumber FROM importedInvoices WHERE invoiceNumber IS NOT NULL').all() as { readonly documentId: number; readonly invoiceNumber: string }[]
  const write = db.prepare('UPDATE importedInvoices SET invoiceNumberKey = ? WHERE documentId = ?')
  for (const { documentId, invoiceNumber } of rows) write.run(keyOf(invoiceNumber), documentId)
}

/** A copy of how own numbers are keyed, as it was when this was written; letters are folded as everywhere. */
function keyOf(invoiceNumber: string): string {
  const key = foldForSearch(invoiceNumber).replace(/\d+/g, (digits) => digits.padStart(10, '0'))
  return key.slice(0, 200).replace(/[\uD800-\uDBFF]$/, '')
}
