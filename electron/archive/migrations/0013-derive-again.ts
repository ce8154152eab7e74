import type Database from 'better-sqlite3'

/** What UPO from files and those of invoices on no list prove is judged by other rules now: the archive is told to make it anew when it is opened (deriveAgain). */
export function askToDeriveAgain(db: Database.Database): void {
  db.exec("INSERT INTO archiveInfo (key, value) SELECT 'deriveAgain', 'receipts' WHERE EXISTS (SELECT 1 FROM upoEntries)")
}
