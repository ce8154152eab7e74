import type { ImportCounts, ImportedFile } from '../../shared/contract/imports.ts'
import { InvoiceId, TaxpayerId } from '../../shared/contract/common.ts'
import { AppError } from '../../shared/errors.ts'
import { IMPORT_OUTCOMES } from '../../shared/model/importedFile.ts'
import type { Archive } from '../archiveOperations.ts'
import { chooseTaxpayer, type ImportChoice, type ImportTaxpayer } from './chooseTaxpayer.ts'
import type { DocumentReader } from './importThread.ts'
import type { ReadDocument, ReadItem } from './readDocuments.ts'

export interface ImportOptions {
  readonly paths: readonly string[]
  readonly read: DocumentReader
  readonly taxpayers: readonly ImportTaxpayer[]
  readonly archiveOf: (taxpayerId: number) => Archive
  readonly choice: ImportChoice
  readonly now: () => Date
  readonly signal: AbortSignal
  /** Told of each group when it is on the disk, in the order of the files, with the counts so far. */
  readonly onFiles: (files: readonly ImportedFile[], counts: ImportCounts) => void
}

export const NO_IMPORTS: ImportCounts = Object.fromEntries(IMPORT_OUTCOMES.map((outcome) => [outcome, 0])) as ImportCounts

/**
 * Takes invoice files, UPO, and ZIPs and folders of them into the archives of the companies they belong to. Each group is on the disk before
 * the next; what was taken in before a cancellation stays. Throws 'cancelled', and what an archive throws.
 */
export async function importFiles({ paths, read, signal, onFiles, ...options }: ImportOptions): Promise<ImportCounts> {
  const counts = { ...NO_IMPORTS }
  for await (const items of read(paths)) {
    if (signal.aborted) throw new AppError('cancelled')
    const files = await importGroup(items, options)
    for (const { outcome } of files) counts[outcome] += 1
    onFiles(files, { ...counts })
  }
  return counts
}

async function importGroup(items: readonly ReadItem[], { taxpayers, archiveOf, choice, now }: Pick<ImportOptions, 'taxpayers' | 'archiveOf' | 'choice' | 'now'>): Promise<readonly ImportedFile[]> {
  const files = new Map<ReadItem, ImportedFile>()
  const byTaxpayer = new Map<number, ReadDocument[]>()
  for (const item of items) {
    if ('refusal' in item) {
      files.set(item, { ...NOTHING_KNOWN, name: item.name, outcome: 'refused', reason: item.refusal })
      continue
    }
    const taxpayer = chooseTaxpayer(item.belonging, taxpayers, choice)
    if (typeof taxpayer === 'string') files.set(item, { ...NOTHING_KNOWN, name: item.name, ...item.about, outcome: 'needs-taxpayer', reason: taxpayer })
    else byTaxpayer.set(taxpayer.id, [...(byTaxpayer.get(taxpayer.id) ?? []), item])
  }
  const importedAt = now().toISOString()
  for (const [taxpayerId, documents] of byTaxpayer) {
    const toImport = documents.map(({ name, bytes, belonging, reading }) => ({ name, bytes, what: belonging.what, reading }))
    const imported = await archiveOf(taxpayerId).importDocuments({ importedAt, items: toImport })
    for (const [index, { quarantineReason, invoiceId, ...document }] of imported.entries()) {
      const item = documents[index]
      if (item === undefined) continue
      const file = { ...document, name: item.name, reason: quarantineReason, taxpayerId: TaxpayerId.parse(taxpayerId), invoiceId: invoiceId === null ? null : InvoiceId.parse(invoiceId) }
      files.set(item, file)
    }
  }
  return items.flatMap((item) => files.get(item) ?? [])
}

const NOTHING_KNOWN = { kind: null, taxpayerId: null, invoiceId: null, invoiceNumber: null, ksefNumber: null, entries: null } as const
