import type Database from 'better-sqlite3'

/** The first shape of the catalogue. Times of calls are milliseconds since 1970, others are instants as text. */
export function createCatalogue(db: Database.Database): void {
  db.exec(`
CREATE TABLE taxpayers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contextKey TEXT NOT NULL UNIQUE,
  environment TEXT NOT NULL,
  identifierType TEXT NOT NULL,
  identifierValue TEXT NOT NULL,
  displayName TEXT NOT NULL,
  apiBase TEXT,
  credentialKind TEXT CHECK (credentialKind IN ('token', 'certificate')),
  certificateValidUntil TEXT,
  subjectIdentifierKind TEXT,
  lastRefreshAt TEXT,
  createdAt TEXT NOT NULL
) STRICT;

CREATE TABLE spentCalls (
  id INTEGER PRIMARY KEY,
  contextKey TEXT NOT NULL,
  rateGroup TEXT NOT NULL,
  route TEXT NOT NULL,
  startedAt INTEGER NOT NULL,
  answeredAt INTEGER
) STRICT;

CREATE INDEX spentCalls_by_context ON spentCalls (contextKey, startedAt);

CREATE TABLE pauses (
  contextKey TEXT NOT NULL,
  bucket TEXT NOT NULL,
  untilMs INTEGER NOT NULL,
  PRIMARY KEY (contextKey, bucket)
) STRICT, WITHOUT ROWID;

CREATE TABLE limits (
  contextKey TEXT NOT NULL PRIMARY KEY,
  limits TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`)
}
