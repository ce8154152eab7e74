import type { WritableDb } from './connection.ts'
import { doubtOldFacts } from './fileFacts.ts'
import { forgetReadings } from './queries/invoiceReadings.ts'
import { refreshManyDerived } from './refreshDerived.ts'
import { inTransaction } from './transaction.ts'

/** Makes everything derived anew from what was recorded and kept: the invoices' derived columns, the word index. What files say waits to be read anew (core/evidence/readKeptInvoices). */
export function rebuildDerived(db: WritableDb): { readonly invoices: number } {
  return inTransaction(db, () => {
    // First the word index: one that has lost step with the rows refuses every change of them.
    db.prepare("INSERT INTO invoiceWords (invoiceWords) VALUES ('rebuild')").run()
    db.prepare("UPDATE invoices SET xmlTriedAt = (SELECT max(at) FROM attempts WHERE invoiceId = invoices.id AND what = 'xml')").run()
    forgetReadings(db)
    doubtOldFacts(db)
    const ids = db.prepare('SELECT id FROM invoices ORDER BY id').pluck().all() as number[]
    refreshManyDerived(db, ids)
    return { invoices: ids.length }
  })
}
