import type { WritableDb } from '../../archive/connection.ts'
import { appendManyJournal } from '../../archive/journal/appendJournal.ts'
import { noneTouched, settle } from '../../archive/touched.ts'
import { inTransaction } from '../../archive/transaction.ts'
import { assertDefined } from '../../shared/assert.ts'
import { importInvoices, readInvoiceFile } from './importInvoices.ts'
import type { DocumentToImport, ImportedDocument, ImportedGroup } from './importedGroup.ts'
import { importUpos, readUpoFile } from './importUpos.ts'
import { runsOf } from './runsOf.ts'

/**
 * Puts files from other programs into the archive: all of the group or nothing. A UPO is judged like a downloaded one; an invoice file is linked to
 * the invoice of its hash, or to the only one of its seller, type and number whose hash is not known, and is kept unlinked otherwise: it alone does not show
 * that KSeF has it. What is here already changes nothing, unless its stored bytes came to harm: those are made good. Answers in the same order.
 */
export function importDocuments(db: WritableDb, { importedAt, items }: { readonly importedAt: string; readonly items: readonly DocumentToImport[] }): readonly ImportedDocument[] {
  return inTransaction(db, () => {
    const group: ImportedGroup = { importedAt, touched: noneTouched(), journal: [] }
    const imported = new Map<DocumentToImport, ImportedDocument>()
    // Receipts first: they name the invoices to which the files then belong. Whoever tells of the same invoice is looked at after the one before is settled.
    for (const run of runsOf(items.filter(({ what }) => what === 'upo').map(readUpoFile))) {
      for (const [{ item }, result] of importUpos(db, run, group)) imported.set(item, result)
      settle(db, group.touched)
    }
    for (const run of runsOf(items.filter(({ what }) => what === 'invoice').map(readInvoiceFile))) {
      for (const [{ item }, result] of importInvoices(db, run, group)) imported.set(item, result)
      settle(db, group.touched)
    }
    appendManyJournal(db, group.journal)
    return items.map((item) => assertDefined(imported.get(item), 'each is in a run'))
  })
}
