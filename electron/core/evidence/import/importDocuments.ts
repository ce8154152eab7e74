import type { WritableDb } from '../../../archive/connection.ts'
import { appendManyJournal } from '../../../archive/journal/appendJournal.ts'
import { noneTouched, settle } from '../../../archive/touched.ts'
import { inTransaction } from '../../../archive/transaction.ts'
import { assertDefined } from '../../../shared/assert.ts'
import { importInvoices, toInvoiceFile } from './importInvoices.ts'
import type { DocumentToImport, ImportedDocument, ImportedGroup } from './importedGroup.ts'
import { importUpos, toUpoFile } from './importUpos.ts'
import { runsOf, type Keyed } from '../runsOf.ts'

/**
 * Puts files from other programs into the archive: all of the group or nothing. A UPO is judged like a downloaded one; an invoice file is linked to
 * the invoice of its hash, or to the only one of its seller, type and number whose hash is not known, and is kept unlinked otherwise: it alone does not show
 * that KSeF has it. What is here already changes nothing, unless its stored bytes came to harm: those are made good. Answers in the same order.
 */
export function importDocuments(db: WritableDb, { importedAt, items }: { readonly importedAt: string; readonly items: readonly DocumentToImport[] }): readonly ImportedDocument[] {
  return inTransaction(db, () => {
    const group: ImportedGroup = { importedAt, touched: noneTouched(), journal: [] }
    const imported = new Map<number, ImportedDocument>()
    const take = <File extends Keyed>(files: readonly Numbered<File>[], importRun: (files: readonly File[]) => readonly ImportedDocument[]): void => {
      for (const run of runsOf(files)) {
        const results = importRun(run)
        for (const [place, { index }] of run.entries()) imported.set(index, assertDefined(results[place], 'there is an answer for each'))
        // Whoever tells of the same invoices comes next.
        settle(db, group.touched)
      }
    }
    // Receipts first: they name the invoices to which the files then belong.
    take(items.flatMap((item, index) => (item.what === 'upo' ? [{ ...toUpoFile(item), index }] : [])), (files) => importUpos(db, files, group))
    take(items.flatMap((item, index) => (item.what === 'invoice' ? [{ ...toInvoiceFile(item), index }] : [])), (files) => importInvoices(db, files, group))
    appendManyJournal(db, group.journal)
    return items.map((_, index) => assertDefined(imported.get(index), 'each is in a run'))
  })
}

/** With its place among those that were given. */
type Numbered<File> = File & { readonly index: number }
