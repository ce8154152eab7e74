import type Database from 'better-sqlite3'

/** What is kept of the packages themselves: the metadata as it came, and what was wrong. Described in resources/ARCHIVE-FORMAT.md. */
export function keepPackages(db: Database.Database): void {
  db.exec(`
    ALTER TABLE invoiceExports ADD COLUMN metadataDocumentId INTEGER REFERENCES documents (id);
    ALTER TABLE invoiceExports ADD COLUMN wrongDocumentId INTEGER REFERENCES documents (id);`)
}
