import type Database from 'better-sqlite3'

const COUNTS = ['invoiceCount', 'acceptedCount', 'rejectedCount']

/** KSeF may come to list a submission without its counts: then they are not known, which is something else than none. */
export function allowUntoldCounts(db: Database.Database): void {
  for (const count of COUNTS) {
    db.exec(`ALTER TABLE sessions RENAME COLUMN ${count} TO told;
      ALTER TABLE sessions ADD COLUMN ${count} INTEGER;
      UPDATE sessions SET ${count} = told;
      ALTER TABLE sessions DROP COLUMN told;`)
  }
}
