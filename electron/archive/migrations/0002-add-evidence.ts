import type Database from 'better-sqlite3'
import { carryHistoryOver } from './carryHistoryOver.ts'

/** What the archive needs to prove something: the journal, session UPO pages, self-checks, handled items, imported files. Described in resources/ARCHIVE-FORMAT.md. */
export function addEvidence(db: Database.Database): void {
  db.exec(JOURNAL)
  db.exec(SESSION_UPO)
  db.exec(SELF_CHECK)
  db.exec(DIAGNOSIS)
  db.exec(IMPORTS)
  carryHistoryOver(db)
}

/** `content` is the very text that was hashed: `hash` = SHA-256 of the hash before it, a line feed, and `content`. */
const JOURNAL = `
CREATE TABLE journal (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  content TEXT NOT NULL,
  hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;

CREATE TRIGGER journal_never_changes BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'an entry of the journal is never rewritten'); END;

CREATE TRIGGER journal_never_shrinks BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'an entry of the journal is never taken away'); END;

CREATE TABLE journalInvoices (
  invoiceId INTEGER NOT NULL REFERENCES invoices (id),
  number INTEGER NOT NULL REFERENCES journal (number),
  PRIMARY KEY (invoiceId, number)
) STRICT, WITHOUT ROWID;
`

const SESSION_UPO = `
CREATE TABLE sessionUpoPages (
  sessionId INTEGER NOT NULL REFERENCES sessions (id),
  pageReference TEXT NOT NULL,
  listedAt TEXT NOT NULL,
  documentId INTEGER REFERENCES documents (id),
  PRIMARY KEY (sessionId, pageReference)
) STRICT, WITHOUT ROWID;

CREATE INDEX sessionUpoPages_by_pageReference ON sessionUpoPages (pageReference);
CREATE INDEX sessionUpoPages_wanted ON sessionUpoPages (sessionId) WHERE documentId IS NULL;
CREATE INDEX sessionUpoPages_by_document ON sessionUpoPages (documentId) WHERE documentId IS NOT NULL;
CREATE INDEX documents_of_session ON documents (sessionReference) WHERE kind = 'session-upo';
CREATE INDEX attempts_at_session_upo ON attempts (sessionReference, id) WHERE what = 'session-upo';
`

/** Bytes that were damaged on the disk stay where they are; what was fetched again to replace them lies beside. */
const SELF_CHECK = `
CREATE TABLE selfChecks (
  id INTEGER PRIMARY KEY,
  startedAt TEXT NOT NULL,
  finishedAt TEXT,
  scope TEXT NOT NULL CHECK (scope IN ('incremental', 'full')),
  outcome TEXT,
  documentsChecked INTEGER NOT NULL DEFAULT 0,
  damaged INTEGER NOT NULL DEFAULT 0,
  journalNumber INTEGER,
  journalHash TEXT,
  result TEXT NOT NULL DEFAULT '{}'
) STRICT;

ALTER TABLE documents ADD COLUMN checkedAt TEXT;
ALTER TABLE documents ADD COLUMN damagedAt TEXT;

CREATE TABLE repairedBytes (
  documentId INTEGER PRIMARY KEY REFERENCES documents (id),
  deflated BLOB NOT NULL,
  repairedAt TEXT NOT NULL
) STRICT;

CREATE INDEX documents_by_check ON documents (checkedAt, id);
CREATE INDEX documents_quarantined ON documents (id) WHERE standing = 'quarantined';
`

const DIAGNOSIS = `
ALTER TABLE attempts ADD COLUMN details TEXT NOT NULL DEFAULT '{}';
ALTER TABLE invoices ADD COLUMN parties TEXT NOT NULL DEFAULT '[]';

CREATE TABLE handledInvoices (
  invoiceId INTEGER PRIMARY KEY REFERENCES invoices (id),
  cause TEXT NOT NULL,
  note TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
`

/** What an invoice file says that was imported before any list or UPO named it; it is on no list as long as no invoice is linked to it. */
const IMPORTS = `
CREATE TABLE importedInvoices (
  documentId INTEGER PRIMARY KEY REFERENCES documents (id),
  importedAt TEXT NOT NULL,
  fileName TEXT NOT NULL,
  invoiceNumber TEXT,
  issuedOn TEXT,
  sellerNip TEXT,
  sellerName TEXT,
  buyerIdentifierType TEXT,
  buyerIdentifier TEXT,
  buyerName TEXT,
  netMinor INTEGER,
  vatMinor INTEGER,
  grossMinor INTEGER,
  currency TEXT,
  invoiceType TEXT,
  formCode TEXT,
  isSelfInvoicing INTEGER
) STRICT;
`
