import type { WritableDb } from '../../archive/connection.ts'
import { invoicesOfFile } from '../../archive/fileFacts.ts'
import { markRead, recordReading, unreadInvoices } from '../../archive/queries/invoiceReadings.ts'
import { replaceFacts } from '../../archive/queries/recordMetadata.ts'
import { refreshManyDerived } from '../../archive/refreshDerived.ts'
import { inTransaction } from '../../archive/transaction.ts'
import { readInvoiceFacts } from '../../documents/invoice/readInvoice.ts'
import { soundDocument } from './soundDocument.ts'
import { storedFacts } from './storedFacts.ts'

/** Reads invoice files that are here but were not read yet for what they say, of their own invoices where metadata has not said it and of others; answers how many: fewer than `limit` were left. */
export function readKeptInvoices(db: WritableDb, { limit }: { readonly limit: number }): number {
  return inTransaction(db, () => {
    const documentIds = unreadInvoices(db, limit)
    for (const documentId of documentIds) {
      const bytes = soundDocument(db, { documentId })?.bytes ?? null
      // What came to harm is read when it is made good.
      if (bytes !== null) {
        const facts = readInvoiceFacts(bytes)
        recordReading(db, { documentId, ...facts })
        const invoices = invoicesOfFile(db, documentId)
        for (const invoiceId of invoices) replaceFacts(db, invoiceId, storedFacts(facts))
        refreshManyDerived(db, invoices)
      }
      markRead(db, documentId)
    }
    return documentIds.length
  })
}
