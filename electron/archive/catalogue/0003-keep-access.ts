import type Database from 'better-sqlite3'

/**
 * Many clients of one office: under which key each secret lies, so that one certificate is kept once for all; what each credential may
 * do in each context, and what it could do before; and who has left.
 */
export function keepAccess(db: Database.Database): void {
  db.exec(`
ALTER TABLE taxpayers ADD COLUMN secretKey TEXT NOT NULL DEFAULT '';
ALTER TABLE taxpayers ADD COLUMN certificateFingerprint TEXT;
ALTER TABLE taxpayers ADD COLUMN leftAt TEXT;
UPDATE taxpayers SET secretKey = contextKey;

CREATE TABLE accessAnswers (
  contextKey TEXT NOT NULL,
  since TEXT NOT NULL,
  confirmedAt TEXT NOT NULL,
  invoices TEXT NOT NULL,
  upo TEXT NOT NULL,
  permissions TEXT NOT NULL,
  errorCode TEXT,
  errorDetails TEXT NOT NULL,
  holder TEXT,
  PRIMARY KEY (contextKey, since)
) STRICT, WITHOUT ROWID;

CREATE TABLE accessFailures (
  contextKey TEXT NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  errorCode TEXT NOT NULL,
  errorDetails TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`)
}
