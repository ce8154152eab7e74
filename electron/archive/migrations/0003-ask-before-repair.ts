import type Database from 'better-sqlite3'

/** Damaged documents are found at once, and fetched again only after the person asked for it. Described in resources/ARCHIVE-FORMAT.md. */
export function askBeforeRepair(db: Database.Database): void {
  db.exec(`
    ALTER TABLE documents ADD COLUMN repairAskedAt TEXT;
    CREATE INDEX documents_damaged ON documents (id) WHERE damagedAt IS NOT NULL;`)
}
