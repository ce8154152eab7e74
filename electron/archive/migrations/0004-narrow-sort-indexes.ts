import type Database from 'better-sqlite3'

/** State, UPO and XML change with nearly every document that comes; in five indexes that are seldom walked with a filter they cost more than they spare. */
export function narrowSortIndexes(db: Database.Database): void {
  db.exec(`
    DROP INDEX invoices_by_invoiceNumber;
    DROP INDEX invoices_by_ksefNumber;
    DROP INDEX invoices_by_sellerName;
    DROP INDEX invoices_by_buyerName;
    DROP INDEX invoices_by_grossMinor;
    CREATE INDEX invoices_by_invoiceNumber ON invoices (invoiceNumberKey, id);
    CREATE INDEX invoices_by_ksefNumber ON invoices (ksefNumber, id);
    CREATE INDEX invoices_by_sellerName ON invoices (sellerNameKey, id);
    CREATE INDEX invoices_by_buyerName ON invoices (buyerNameKey, id);
    CREATE INDEX invoices_by_grossMinor ON invoices (grossMinor, id);`)
}
