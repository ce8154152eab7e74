import type { WritableDb } from './connection.ts'
import { doubtOldFacts } from './fileFacts.ts'
import { IS_IMPORTED } from './importRoute.ts'
import { refreshManyDerived } from './refreshDerived.ts'
import { inTransaction } from './transaction.ts'

/**
 * Makes anew what a migration said is derived by other rules now: by then all of them have run, and the rules of today fit the tables. Killed meanwhile, it is
 * done when the archive is opened next.
 */
export function deriveAgain(db: WritableDb): void {
  if (db.prepare("SELECT 1 FROM archiveInfo WHERE key = 'deriveAgain'").get() === undefined) return
  inTransaction(db, () => {
    const mistold = doubtOldFacts(db)
    refreshManyDerived(db, [...mistold, ...(db.prepare(CONCERNED).pluck().all() as number[])])
    db.prepare("DELETE FROM archiveInfo WHERE key = 'deriveAgain'").run()
  })
}

/** UPO came from elsewhere, prove nothing, or say what metadata have not said; or another issued it, by its own words, and no UPO is here. */
const CONCERNED = `
SELECT i.id FROM documents d JOIN upoEntries e ON e.documentId = d.id JOIN invoices i ON i.ksefNumber = e.ksefNumber WHERE ${IS_IMPORTED}
UNION SELECT id FROM invoices i WHERE (metadataReadAt IS NULL OR proof = 'none') AND EXISTS (SELECT 1 FROM upoEntries e WHERE e.ksefNumber = i.ksefNumber)
UNION SELECT id FROM invoices WHERE state = 'no-upo' AND statusCode IS NULL AND parties <> '[]'`
