import type { ImportCounts, ImportedFile } from '../../shared/contract/imports.ts'
import { assertDefined } from '../../shared/assert.ts'
import { InvoiceId, TaxpayerId } from '../../shared/contract/common.ts'
import { AppError } from '../../shared/errors.ts'
import { IMPORT_OUTCOMES, outcomeOfRefusal, type ImportOutcome } from '../../shared/model/importedFile.ts'
import { giveAway } from '../../archive/thread/givenAway.ts'
import type { Archive } from '../archiveOperations.ts'
import { chooseTaxpayer, type ImportChoice, type ImportTaxpayer } from './chooseTaxpayer.ts'
import type { DocumentReader } from './importThread.ts'
import { inOneBuffer } from './inOneBuffer.ts'
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
  /** Told at the end of a file (by its place) whose invoice, or another one of its number, became known later in the same import. */
  readonly onSettled: (index: number, file: ImportedFile) => void
}

export const NO_IMPORTS: ImportCounts = Object.fromEntries(IMPORT_OUTCOMES.map((outcome) => [outcome, 0])) as ImportCounts

/**
 * Takes invoice files, UPO, and ZIPs and folders of them into the archives of the companies they belong to. Each group is on the disk before
 * the next; what was taken in before a cancellation stays. Throws 'cancelled', and what an archive throws.
 */
export async function importFiles({ paths, read, signal, onFiles, onSettled, ...options }: ImportOptions): Promise<ImportCounts> {
  const counts = { ...NO_IMPORTS }
  const waiting: WaitingFile[] = []
  let index = 0
  for await (const items of read(paths)) {
    if (signal.aborted) throw new AppError('cancelled')
    const imported = await importGroup(items, options)
    for (const { file, documentId } of imported) {
      counts[file.outcome] += 1
      if (documentId !== null && (file.outcome === 'unlisted' || file.outcome === 'number-used')) waiting.push({ index, file, documentId })
      index += 1
    }
    onFiles(
      imported.map(({ file }) => file),
      { ...counts },
    )
  }
  for (const settled of await settle(waiting, options)) {
    counts[settled.was] -= 1
    counts[settled.file.outcome] += 1
    onSettled(settled.index, settled.file)
  }
  return counts
}

interface WaitingFile {
  readonly index: number
  readonly file: ImportedFile
  readonly documentId: number
}

const SETTLED_AT_ONCE = 5_000

interface Settlement {
  readonly index: number
  readonly file: ImportedFile
  readonly was: ImportOutcome
}

/** Invoice files whose receipt, or that of another invoice of the same number, came later in the same import: the order of files decides nothing. */
async function settle(waiting: readonly WaitingFile[], { archiveOf }: Pick<ImportOptions, 'archiveOf'>): Promise<readonly Settlement[]> {
  const settled: Settlement[] = []
  for (const taxpayerId of new Set(waiting.map(({ file }) => file.taxpayerId))) {
    if (taxpayerId === null) continue
    const files = waiting.filter(({ file }) => file.taxpayerId === taxpayerId)
    for (let from = 0; from < files.length; from += SETTLED_AT_ONCE) {
      const part = files.slice(from, from + SETTLED_AT_ONCE)
      const answers = await archiveOf(taxpayerId).settledFiles({ documentIds: part.map(({ documentId }) => documentId) })
      const found = new Map(answers.map((answer) => [answer.documentId, answer]))
      for (const { index, file, documentId } of part) {
        const answer = found.get(documentId)
        if (answer === undefined || answer.outcome === file.outcome) continue
        settled.push({ index, was: file.outcome, file: { ...file, outcome: answer.outcome, invoiceId: InvoiceId.parse(answer.invoiceId), ksefNumber: answer.ksefNumber } })
      }
    }
  }
  return settled
}

interface ImportedItem {
  readonly file: ImportedFile
  readonly documentId: number | null
}

async function importGroup(items: readonly ReadItem[], { taxpayers, archiveOf, choice, now }: Pick<ImportOptions, 'taxpayers' | 'archiveOf' | 'choice' | 'now'>): Promise<readonly ImportedItem[]> {
  const done = new Map<ReadItem, ImportedItem>()
  const byTaxpayer = new Map<number, ReadDocument[]>()
  for (const item of items) {
    if ('refusal' in item) {
      done.set(item, { file: { ...NOTHING_KNOWN, name: item.name, outcome: outcomeOfRefusal(item.refusal), reason: item.refusal }, documentId: null })
      continue
    }
    const taxpayer = chooseTaxpayer(item.belonging, taxpayers, choice)
    if (typeof taxpayer === 'string') {
      done.set(item, { file: { ...NOTHING_KNOWN, ...item.about, name: item.name, outcome: taxpayer === 'company-left' ? 'refused' : 'needs-taxpayer', reason: taxpayer }, documentId: null })
      continue
    }
    const documents = byTaxpayer.get(taxpayer.id) ?? []
    documents.push(item)
    byTaxpayer.set(taxpayer.id, documents)
  }
  const importedAt = now().toISOString()
  for (const [taxpayerId, documents] of byTaxpayer) {
    // Others of the group may go elsewhere: what belongs together moves together.
    const bytes = inOneBuffer(documents.map((document) => document.bytes))
    const toImport = documents.map(({ name, belonging, reading }, index) => ({ name, bytes: assertDefined(bytes[index], 'there are as many'), what: belonging.what, reading }))
    const imported = await archiveOf(taxpayerId).importDocuments(giveAway({ importedAt, items: toImport }, bytes))
    for (const [index, { quarantineReason, invoiceId, documentId, ...document }] of imported.entries()) {
      const item = assertDefined(documents[index], 'answers come in the order of the documents')
      const placed = { sellerNip: null, taxpayerId: TaxpayerId.parse(taxpayerId), invoiceId: invoiceId === null ? null : InvoiceId.parse(invoiceId) }
      done.set(item, { file: { ...document, ...placed, name: item.name, reason: quarantineReason }, documentId })
    }
  }
  return items.map((item) => assertDefined(done.get(item), 'every item was refused, doubted or imported'))
}

const NOTHING_KNOWN = { kind: null, taxpayerId: null, invoiceId: null, invoiceNumber: null, ksefNumber: null, entries: null, sellerNip: null } as const
