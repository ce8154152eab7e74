import type Database from 'better-sqlite3'

/** KSeF's own UPO is wanted also where a file from elsewhere stands for it; they are few, and found without reading the others. */
export function findImportedUpos(db: Database.Database): void {
  db.exec("CREATE INDEX documents_imported_upos ON documents (id) WHERE route IN ('import', 'file') AND kind = 'invoice-upo' AND standing = 'kept'")
}
