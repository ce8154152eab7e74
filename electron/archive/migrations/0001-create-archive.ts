import type Database from 'better-sqlite3'

/** The first shape of an archive. What each table and column means: resources/ARCHIVE-FORMAT.md. */
export function createArchive(db: Database.Database): void {
  db.exec(EVIDENCE)
  db.exec(SESSIONS)
  db.exec(INVOICES)
  db.exec(READINGS)
  db.exec(WORK)
  db.exec(INDEXES)
  db.exec(SEARCH)
}

/** Bytes as they came. Triggers keep them from being changed or taken away. */
const EVIDENCE = `
CREATE TABLE archiveInfo (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  kind TEXT NOT NULL CHECK (kind IN ('invoice', 'invoice-upo', 'session-upo', 'unrecognised')),
  byteLength INTEGER NOT NULL,
  headerHash TEXT,
  contentType TEXT,
  route TEXT NOT NULL,
  fetchedAt TEXT NOT NULL,
  standing TEXT NOT NULL CHECK (standing IN ('kept', 'quarantined')),
  quarantineReason TEXT,
  signatureVerified INTEGER NOT NULL CHECK (signatureVerified IN (0, 1)),
  senderContext TEXT,
  sessionReference TEXT,
  inspection TEXT NOT NULL
) STRICT;

CREATE TABLE documentBytes (
  documentId INTEGER PRIMARY KEY REFERENCES documents (id),
  deflated BLOB NOT NULL
) STRICT;

CREATE TRIGGER documentBytes_never_change BEFORE UPDATE ON documentBytes
BEGIN SELECT RAISE(ABORT, 'the bytes of a document are never rewritten'); END;

CREATE TRIGGER documentBytes_never_go BEFORE DELETE ON documentBytes
BEGIN SELECT RAISE(ABORT, 'the bytes of a document are never taken away'); END;
`

const SESSIONS = `
CREATE TABLE sessions (
  id INTEGER PRIMARY KEY,
  referenceNumber TEXT NOT NULL UNIQUE,
  sessionType TEXT NOT NULL CHECK (sessionType IN ('Online', 'Batch')),
  statusCode INTEGER NOT NULL,
  statusDescription TEXT,
  statusDetails TEXT NOT NULL,
  dateCreated TEXT,
  createdAt TEXT,
  dateUpdated TEXT,
  updatedAt TEXT,
  validUntil TEXT,
  invoiceCount INTEGER NOT NULL,
  acceptedCount INTEGER NOT NULL,
  rejectedCount INTEGER NOT NULL,
  listFingerprint TEXT NOT NULL,
  readFingerprint TEXT,
  listedAt TEXT NOT NULL
) STRICT;
`

/** Columns down to `senderContext` say what KSeF said; those below are made from the other tables (rebuildDerived). */
const INVOICES = `
CREATE TABLE invoices (
  id INTEGER PRIMARY KEY,
  sessionId INTEGER REFERENCES sessions (id),
  invoiceReference TEXT UNIQUE,
  ordinalNumber INTEGER,
  invoiceNumber TEXT,
  ksefNumber TEXT,
  invoiceHash TEXT,
  invoiceFileName TEXT,
  statusCode INTEGER,
  statusDescription TEXT,
  statusDetails TEXT NOT NULL DEFAULT '[]',
  statusExtensions TEXT NOT NULL DEFAULT '{}',
  invoicingMode TEXT,
  invoicingDate TEXT,
  invoicingAt TEXT,
  acquisitionDate TEXT,
  acquiredAt TEXT,
  permanentStorageDate TEXT,
  storedAt TEXT,
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
  isSelfInvoicing INTEGER,
  hasAttachment INTEGER,
  hashOfCorrectedInvoice TEXT,
  metadataReadAt TEXT,
  sentDate TEXT,
  sentAt TEXT,
  senderContext TEXT,
  state TEXT NOT NULL DEFAULT 'unclear',
  stateRank INTEGER NOT NULL DEFAULT 0,
  proof TEXT NOT NULL DEFAULT 'none' CHECK (proof IN ('invoice-upo', 'session-upo', 'none')),
  hasUpo INTEGER NOT NULL DEFAULT 0,
  hasXml INTEGER NOT NULL DEFAULT 0,
  upoDocumentId INTEGER REFERENCES documents (id),
  sessionUpoDocumentId INTEGER REFERENCES documents (id),
  xmlDocumentId INTEGER REFERENCES documents (id),
  invoiceNumberKey TEXT,
  sellerNameKey TEXT,
  buyerNameKey TEXT,
  xmlTriedAt TEXT,
  words TEXT NOT NULL DEFAULT ''
) STRICT;
`

const READINGS = `
CREATE TABLE upoEntries (
  documentId INTEGER NOT NULL REFERENCES documents (id),
  position INTEGER NOT NULL,
  ksefNumber TEXT NOT NULL,
  invoiceNumber TEXT,
  sellerNip TEXT,
  issueDate TEXT,
  sentDate TEXT,
  numberGivenDate TEXT,
  documentHash TEXT,
  mode TEXT,
  invoiceId INTEGER REFERENCES invoices (id),
  PRIMARY KEY (documentId, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE documentInvoices (
  documentId INTEGER NOT NULL REFERENCES documents (id),
  invoiceId INTEGER NOT NULL REFERENCES invoices (id),
  relation TEXT NOT NULL CHECK (relation IN ('invoice', 'quarantined-invoice', 'quarantined-upo')),
  reason TEXT,
  linkedAt TEXT NOT NULL,
  PRIMARY KEY (documentId, invoiceId, relation)
) STRICT, WITHOUT ROWID;

CREATE TABLE observations (
  id INTEGER PRIMARY KEY,
  invoiceId INTEGER REFERENCES invoices (id),
  sessionId INTEGER REFERENCES sessions (id),
  observedAt TEXT NOT NULL,
  route TEXT NOT NULL,
  statusCode INTEGER,
  raw TEXT NOT NULL,
  CHECK ((invoiceId IS NULL) <> (sessionId IS NULL))
) STRICT;
`

const WORK = `
CREATE TABLE attempts (
  id INTEGER PRIMARY KEY,
  invoiceId INTEGER REFERENCES invoices (id),
  sessionReference TEXT,
  at TEXT NOT NULL,
  what TEXT NOT NULL CHECK (what IN ('upo', 'xml', 'invoices', 'sessions', 'metadata', 'session-upo')),
  route TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('stored', 'already-stored', 'quarantined', 'not-available-yet', 'failed')),
  code TEXT,
  httpStatus INTEGER,
  traceId TEXT,
  documentId INTEGER REFERENCES documents (id)
) STRICT;

CREATE TABLE refreshRuns (
  id INTEGER PRIMARY KEY,
  startedAt TEXT NOT NULL,
  finishedAt TEXT,
  outcome TEXT,
  result TEXT
) STRICT;

CREATE TABLE syncState (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE exports (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  fileName TEXT NOT NULL
) STRICT;

CREATE TABLE exportedInvoices (
  exportId INTEGER NOT NULL REFERENCES exports (id),
  invoiceId INTEGER NOT NULL REFERENCES invoices (id),
  withUpo INTEGER NOT NULL,
  withXml INTEGER NOT NULL,
  PRIMARY KEY (exportId, invoiceId)
) STRICT, WITHOUT ROWID;
`

// The indexes of the list carry the filter columns: a filtered page deep in a million rows then reads the index alone.
const INDEXES = `
CREATE INDEX sessions_by_createdAt ON sessions (createdAt, id);
CREATE INDEX sessions_to_read ON sessions (createdAt, id) WHERE readFingerprint IS NOT listFingerprint;

CREATE INDEX invoices_by_issuedOn ON invoices (issuedOn, id, stateRank, hasUpo, hasXml);
CREATE INDEX invoices_by_acquiredAt ON invoices (acquiredAt, id, stateRank, hasUpo, hasXml);
CREATE INDEX invoices_by_invoiceNumber ON invoices (invoiceNumberKey, id, stateRank, hasUpo, hasXml);
CREATE INDEX invoices_by_ksefNumber ON invoices (ksefNumber, id, stateRank, hasUpo, hasXml);
CREATE INDEX invoices_by_sellerName ON invoices (sellerNameKey, id, stateRank, hasUpo, hasXml);
CREATE INDEX invoices_by_buyerName ON invoices (buyerNameKey, id, stateRank, hasUpo, hasXml);
CREATE INDEX invoices_by_grossMinor ON invoices (grossMinor, id, stateRank, hasUpo, hasXml);
CREATE INDEX invoices_by_state ON invoices (stateRank, id, hasUpo, hasXml);
CREATE INDEX invoices_by_invoiceHash ON invoices (invoiceHash) WHERE invoiceHash IS NOT NULL;
CREATE INDEX invoices_by_session ON invoices (sessionId, id, proof) WHERE sessionId IS NOT NULL;
CREATE INDEX invoices_by_hashOfCorrectedInvoice ON invoices (hashOfCorrectedInvoice) WHERE hashOfCorrectedInvoice IS NOT NULL;
CREATE INDEX invoices_without_upo ON invoices (id) WHERE upoDocumentId IS NULL AND sessionId IS NOT NULL AND statusCode = 200;
CREATE INDEX invoices_without_xml ON invoices (xmlTriedAt, acquiredAt DESC, id) WHERE hasXml = 0 AND ksefNumber IS NOT NULL AND ifnull(statusCode, 200) = 200;
CREATE INDEX invoices_without_metadata ON invoices (acquiredAt, storedAt) WHERE metadataReadAt IS NULL AND ifnull(statusCode, 200) = 200;

CREATE INDEX upoEntries_by_ksefNumber ON upoEntries (ksefNumber);
CREATE INDEX upoEntries_by_invoice ON upoEntries (invoiceId) WHERE invoiceId IS NOT NULL;
CREATE INDEX documentInvoices_by_invoice ON documentInvoices (invoiceId);
CREATE INDEX observations_by_invoice ON observations (invoiceId, route, id) WHERE invoiceId IS NOT NULL;
CREATE INDEX observations_by_session ON observations (sessionId, route, id) WHERE sessionId IS NOT NULL;
CREATE INDEX attempts_by_invoice ON attempts (invoiceId, what, id) WHERE invoiceId IS NOT NULL;
CREATE INDEX exportedInvoices_by_invoice ON exportedInvoices (invoiceId);
`

// The index keeps no second copy of the words: it reads them from `invoices`, and can always be made anew.
const SEARCH = `
CREATE VIRTUAL TABLE invoiceWords USING fts5 (
  words, content = 'invoices', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0', prefix = '2 4'
);

CREATE TRIGGER invoices_after_insert AFTER INSERT ON invoices
BEGIN INSERT INTO invoiceWords (rowid, words) VALUES (new.id, new.words); END;

CREATE TRIGGER invoices_after_update_of_words AFTER UPDATE OF words ON invoices WHEN new.words IS NOT old.words
BEGIN
  INSERT INTO invoiceWords (invoiceWords, rowid, words) VALUES ('delete', old.id, old.words);
  INSERT INTO invoiceWords (rowid, words) VALUES (new.id, new.words);
END;

CREATE TRIGGER invoices_after_delete AFTER DELETE ON invoices
BEGIN INSERT INTO invoiceWords (invoiceWords, rowid, words) VALUES ('delete', old.id, old.words); END;
`
