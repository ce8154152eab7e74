import type Database from 'better-sqlite3'

/**
 * What the entries of UPO say is read from them: they find their invoices by KSeF number, and a second way, or a copy in the rows of the invoices, was only more to
 * write with every UPO. Described in resources/ARCHIVE-FORMAT.md.
 */
export function dropCopiesOfUpo(db: Database.Database): void {
  db.exec(`
    DROP INDEX upoEntries_by_invoice;
    ALTER TABLE upoEntries DROP COLUMN invoiceId;
    ALTER TABLE invoices DROP COLUMN sentDate;
    ALTER TABLE invoices DROP COLUMN sentAt;
    ALTER TABLE invoices DROP COLUMN senderContext;`)
}
