import type Database from 'better-sqlite3'

/** What an archive is held against: heads of its journal kept outside its file, and certificates the person trusts. */
export function addOutsideWitnesses(db: Database.Database): void {
  db.exec(`
CREATE TABLE journalHeads (
  contextKey TEXT NOT NULL,
  number INTEGER NOT NULL,
  hash TEXT NOT NULL,
  notedAt TEXT NOT NULL,
  PRIMARY KEY (contextKey, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE trustedCertificates (
  sha256 TEXT NOT NULL PRIMARY KEY,
  der BLOB NOT NULL,
  subject TEXT NOT NULL,
  addedAt TEXT NOT NULL
) STRICT;
`)
}
