import type Database from 'better-sqlite3'

/** Sales that a bailiff, a representative or a unit issued are told from those whose UPO is missing, too: the archive is told to make them anew when it is opened (deriveAgain). */
export function tellMoreSenders(db: Database.Database): void {
  db.exec(`INSERT INTO archiveInfo (key, value) SELECT 'deriveAgain', 'senders' WHERE EXISTS (SELECT 1 FROM invoices WHERE parties <> '[]')
    ON CONFLICT (key) DO NOTHING`)
}
