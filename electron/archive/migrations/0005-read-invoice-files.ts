import type Database from 'better-sqlite3'
import { foldForSearch } from '../../shared/model/foldForSearch.ts'

/** What invoice files say of other invoices and of their parties, found by any of them; purchases apart from sales. Described in resources/ARCHIVE-FORMAT.md. */
export function readInvoiceFiles(db: Database.Database): void {
  db.exec(READINGS)
  db.exec('ALTER TABLE invoices ADD COLUMN isPurchase INTEGER NOT NULL DEFAULT 0')
  db.exec("INSERT INTO unreadInvoices (documentId) SELECT id FROM documents WHERE kind = 'invoice' AND standing = 'kept'")
  addPartiesToWords(db)
}

const READINGS = `
CREATE TABLE invoiceReadings (
  documentId INTEGER PRIMARY KEY REFERENCES documents (id),
  isLocalGovernment INTEGER,
  isVatGroup INTEGER
) STRICT;

CREATE TABLE invoiceReferences (
  documentId INTEGER NOT NULL REFERENCES documents (id),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('corrected', 'advance')),
  ksefNumber TEXT,
  ksefNumberBody TEXT,
  invoiceNumber TEXT,
  invoiceNumberKey TEXT,
  issuedOn TEXT,
  PRIMARY KEY (documentId, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX invoiceReferences_by_ksefNumber ON invoiceReferences (ksefNumberBody) WHERE ksefNumberBody IS NOT NULL;
CREATE INDEX invoiceReferences_by_invoiceNumber ON invoiceReferences (invoiceNumberKey) WHERE invoiceNumberKey IS NOT NULL;

CREATE TABLE unreadInvoices (documentId INTEGER PRIMARY KEY REFERENCES documents (id)) STRICT;

CREATE INDEX invoices_of_rare_form ON invoices (formCode) WHERE formCode <> 'FA (3)';
CREATE INDEX invoices_self_invoiced ON invoices (id) WHERE isSelfInvoicing = 1;
`

interface NamedParty {
  readonly identifier: string | null
  readonly name: string | null
}

/** Third and authorised parties were kept, but could not be searched for. A copy of how words are made, as it was when this was written. */
function addPartiesToWords(db: Database.Database): void {
  const rows = db.prepare("SELECT id, words, parties FROM invoices WHERE parties <> '[]'").all() as { readonly id: number; readonly words: string; readonly parties: string }[]
  const write = db.prepare('UPDATE invoices SET words = ? WHERE id = ?')
  for (const { id, words, parties } of rows) {
    const said = (JSON.parse(parties) as NamedParty[]).flatMap(({ identifier, name }) => [identifier, name]).filter((part) => part !== null)
    write.run([words, foldForSearch(said.join(' ').replace(/\p{Cc}/gu, ' '))].filter((part) => part !== '').join(' '), id)
  }
}
