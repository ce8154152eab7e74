import type { DocumentInput } from '../../../archive/inputs.ts'
import type { JournalEntry, JournalKind } from '../../../archive/journal/appendJournal.ts'
import type { FoundDocument } from '../../../archive/queries/documents.ts'
import type { Touched } from '../../../archive/touched.ts'
import type { ImportedKind, ImportOutcome } from '../../../shared/model/importedFile.ts'
import type { QuarantineReason } from '../../../shared/model/upoInspection.ts'

/** A file that was read and recognised; `reading` is JSON of its InvoiceFacts or UpoFindings. */
export interface DocumentToImport {
  readonly name: string
  readonly bytes: Uint8Array
  readonly what: 'invoice' | 'upo'
  readonly reading: string
}

/** What became of it. Numbers are given where the document is about one invoice. */
export interface ImportedDocument {
  readonly outcome: Exclude<ImportOutcome, 'needs-taxpayer' | 'refused' | 'skipped'>
  readonly kind: ImportedKind
  readonly documentId: number
  readonly quarantineReason: QuarantineReason | null
  readonly invoiceId: number | null
  readonly invoiceNumber: string | null
  readonly ksefNumber: string | null
  /** Entries of a UPO; 1 for an invoice. */
  readonly entries: number
}

/** Of one transaction. */
export interface ImportedGroup {
  readonly importedAt: string
  readonly touched: Touched
  /** What is to be told of it at the end. */
  readonly journal: JournalEntry[]
}

/** What is the same for every file that was imported. */
export function fromFile(importedAt: string, bytes: Uint8Array): Pick<DocumentInput, 'bytes' | 'contentType' | 'headerHash' | 'route' | 'fetchedAt'> {
  return { bytes, contentType: null, headerHash: null, route: 'import', fetchedAt: importedAt }
}

export interface ImportNote {
  /** What was here of these bytes before. */
  readonly known: FoundDocument | null
  readonly importedAt: string
  readonly name: string
  readonly documentSha256: string
  readonly invoiceIds: readonly number[]
  readonly sessionReference: string | null
  readonly kind: ImportedKind
  readonly outcome: ImportOutcome
  readonly reason: QuarantineReason | null
}

/** One entry a file: whether it came in as a document, was set apart, or made damaged bytes good is its kind; what it was stands in it. */
export function toNote({ known, importedAt, name, documentSha256, invoiceIds, sessionReference, kind, outcome, reason }: ImportNote): JournalEntry {
  const journalKind: JournalKind = outcome === 'quarantined' ? 'quarantined' : known !== null && known.damagedAt !== null ? 'repaired' : 'imported'
  const promoted = known?.standing === 'quarantined' && outcome !== 'quarantined'
  return {
    ...{ at: importedAt, kind: journalKind, invoiceIds, sessionReference, documentSha256 },
    detail: { route: 'import', code: reason, document: kind, outcome, fileName: name, ...(promoted ? { promoted } : {}) },
  }
}
