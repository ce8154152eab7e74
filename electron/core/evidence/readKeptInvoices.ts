import type { WritableDb } from '../../archive/connection.ts'
import { markRead, recordReading, unreadInvoices } from '../../archive/queries/invoiceReadings.ts'
import { inTransaction } from '../../archive/transaction.ts'
import { readInvoice } from '../../documents/invoice/readInvoice.ts'
import { soundDocument } from './soundDocument.ts'

/** Reads invoice files that are here but were never read for what they say of other invoices; answers how many: fewer than `limit` were left. */
export function readKeptInvoices(db: WritableDb, { limit }: { readonly limit: number }): number {
  return inTransaction(db, () => {
    const documentIds = unreadInvoices(db, limit)
    for (const documentId of documentIds) {
      const bytes = soundDocument(db, { documentId })?.bytes ?? null
      // What came to harm is read when it is made good.
      if (bytes !== null) recordReading(db, { documentId, ...readInvoice(bytes) })
      markRead(db, documentId)
    }
    return documentIds.length
  })
}
