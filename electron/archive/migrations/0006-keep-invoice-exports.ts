import type Database from 'better-sqlite3'

/** Exports of invoices ordered from KSeF: their keys, and how they ended. Described in resources/ARCHIVE-FORMAT.md. */
export function keepInvoiceExports(db: Database.Database): void {
  db.exec(`
    CREATE TABLE invoiceExports (
      id INTEGER PRIMARY KEY,
      role TEXT NOT NULL CHECK (role IN ('Subject1', 'Subject2', 'Subject3', 'SubjectAuthorized')),
      mode TEXT NOT NULL CHECK (mode IN ('continue', 'range')),
      windowFrom TEXT NOT NULL,
      windowTo TEXT NOT NULL,
      attempt INTEGER NOT NULL,
      aesKey BLOB NOT NULL,
      iv BLOB NOT NULL,
      preparedAt TEXT NOT NULL,
      referenceNumber TEXT,
      askedAt TEXT,
      settledAt TEXT,
      outcome TEXT CHECK (outcome IN ('taken', 'nothing-yet', 'expired', 'stuck', 'refused', 'unanswered', 'failed', 'wrong-hash', 'unreadable')),
      detail TEXT,
      invoiceCount INTEGER,
      isTruncated INTEGER,
      lastPermanentStorageDate TEXT,
      permanentStorageHwmDate TEXT
    ) STRICT;
    CREATE INDEX invoiceExports_by_window ON invoiceExports (role, mode, windowFrom, id);`)
}
