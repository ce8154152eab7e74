import type Database from 'better-sqlite3'

/** Which process a call is of: one without an answer is still under way only while its process lives. */
export function nameCallers(db: Database.Database): void {
  db.exec('ALTER TABLE spentCalls ADD COLUMN processId INTEGER')
}
