import type Database from 'better-sqlite3'

/** A submission that failed without an invoice here can be marked as dealt with. Described in resources/ARCHIVE-FORMAT.md. */
export function markFailedSessions(db: Database.Database): void {
  db.exec(`
    CREATE TABLE handledSessions (
      sessionId INTEGER PRIMARY KEY REFERENCES sessions (id),
      statusCode INTEGER NOT NULL,
      note TEXT NOT NULL,
      at TEXT NOT NULL
    ) STRICT`)
}
