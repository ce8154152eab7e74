import type { WritableDb } from '../../archive/connection.ts'
import type { DocumentInput } from '../../archive/inputs.ts'
import { appendManyJournal, type JournalEntry, type JournalKind } from '../../archive/journal/appendJournal.ts'
import { findDocument, type FoundDocument } from '../../archive/queries/documents.ts'
import { invoiceNumbers, invoicesWithHash, invoicesWithNumber, recordImportedInvoice } from '../../archive/queries/importedInvoices.ts'
import { recordReading } from '../../archive/queries/invoiceReadings.ts'
import { keepDocument } from '../../archive/queries/keepDocument.ts'
import { fillFacts, findAccepted } from '../../archive/queries/recordMetadata.ts'
import { noneTouched, settle, settleIf, type Touched } from '../../archive/touched.ts'
import { inTransaction } from '../../archive/transaction.ts'
import { sha256 } from '../../crypto/hash.ts'
import { holdAgainst } from '../../documents/upo/holdAgainst.ts'
import type { ImportedKind, ImportOutcome } from '../../shared/model/importedFile.ts'
import type { InvoiceFacts } from '../../shared/model/invoiceFacts.ts'
import type { QuarantineReason, UpoInspection } from '../../shared/model/upoInspection.ts'
import { contextOf } from './upoDocumentInput.ts'

/** A file that was read and recognised; `reading` is JSON of its InvoiceFacts or UpoInspection. */
export interface DocumentToImport {
  readonly name: string
  readonly bytes: Uint8Array
  readonly what: 'invoice' | 'upo'
  readonly reading: string
}

/** What became of it. Numbers are given where the document is about one invoice. */
export interface ImportedDocument {
  readonly outcome: Exclude<ImportOutcome, 'needs-taxpayer' | 'refused'>
  readonly kind: ImportedKind
  readonly documentId: number
  readonly quarantineReason: QuarantineReason | null
  readonly invoiceId: number | null
  readonly invoiceNumber: string | null
  readonly ksefNumber: string | null
  /** Entries of a UPO; 1 for an invoice. */
  readonly entries: number
}

/**
 * Puts files from other programs into the archive: all of the group or nothing. A UPO is judged like a downloaded one; an invoice file is linked to
 * the invoice of its hash, or to the only one of its seller, type and number whose hash is not known, and is kept unlinked otherwise: it alone does not show
 * that KSeF has it. What is here already changes nothing, unless its stored bytes came to harm: those are made good. Answers in the same order.
 */
export function importDocuments(db: WritableDb, { importedAt, items }: { readonly importedAt: string; readonly items: readonly DocumentToImport[] }): readonly ImportedDocument[] {
  return inTransaction(db, () => {
    const group: ImportedGroup = { importedAt, touched: noneTouched(), journal: [] }
    // Receipts first: they name the invoices to which the files then belong.
    const receipts = items.map((item) => (item.what === 'upo' ? importUpo(db, item, group) : null))
    settle(db, group.touched)
    const imported = items.map((item, index) => receipts[index] ?? importInvoice(db, item, group))
    settle(db, group.touched)
    appendManyJournal(db, group.journal)
    return imported
  })
}

interface ImportedGroup {
  readonly importedAt: string
  readonly touched: Touched
  /** What is to be told of it at the end. */
  readonly journal: JournalEntry[]
}

function importUpo(db: WritableDb, { name, bytes, reading }: DocumentToImport, { importedAt, touched, journal }: ImportedGroup): ImportedDocument {
  const read = JSON.parse(reading) as UpoInspection
  const entries = read.upo?.entries ?? []
  const [entry] = entries
  const only = entries.length === 1 ? entry : undefined
  const invoiceIdOfOnly = only === undefined ? null : (findAccepted(db, only.ksefNumber) ?? null)
  const inspection = holdAgainstArchive(db, read, invoiceIdOfOnly, touched)
  const { upo, quarantineReason } = inspection
  const kind = upo?.kind ?? 'invoice-upo'
  const about = { kind, quarantineReason, invoiceNumber: only?.invoiceNumber ?? null, ksefNumber: only?.ksefNumber ?? null, entries: entries.length }
  const standing = quarantineReason === null ? 'kept' : 'quarantined'
  const documentSha256 = sha256(bytes).toString('hex')
  const known = findDocument(db, documentSha256)
  if (known !== null && known.damagedAt === null && (known.standing === 'kept' || standing === 'quarantined')) {
    return { ...about, documentId: known.documentId, outcome: 'already-here', quarantineReason: known.standing === 'kept' ? null : quarantineReason, invoiceId: invoiceIdOfOnly }
  }
  const document: DocumentInput = {
    ...fromFile(importedAt, bytes),
    kind,
    standing,
    quarantineReason,
    inspection: { checks: inspection.lines, signer: inspection.signerName, signedAt: inspection.signingTime },
    signatureVerified: inspection.signatureVerified,
    upoEntries: entries,
    // A doubtful collective receipt must not put thousands of invoices in doubt.
    invoiceId: standing === 'quarantined' ? invoiceIdOfOnly : null,
    inPlaceOf: 'upo',
    senderContext: contextOf(upo),
    sessionReference: upo?.sessionReference ?? null,
  }
  const kept = keepDocument(db, document, { journal: 'told-by-caller', touched, sha256: documentSha256 })
  const outcome = quarantineReason === null ? 'stored' : 'quarantined'
  journal.push(toNote({ known, importedAt, name, documentSha256, invoiceIds: kept.invoiceIds, sessionReference: upo?.sessionReference ?? null, kind, outcome, reason: quarantineReason }))
  return { ...about, documentId: kept.documentId, outcome, invoiceId: kept.invoiceIds.length === 1 ? (kept.invoiceIds[0] ?? null) : null }
}

/** A receipt of one invoice is held against what KSeF's list says of it; entries of a collective one are matched one by one as they are kept. */
function holdAgainstArchive(db: WritableDb, inspection: UpoInspection, invoiceId: number | null, touched: Touched): UpoInspection {
  settleIf(db, touched, [invoiceId])
  const numbers = invoiceId === null ? undefined : invoiceNumbers(db, invoiceId)
  if (numbers === undefined) return inspection
  return holdAgainst(inspection, { headerHash: null, ...numbers })
}

function importInvoice(db: WritableDb, { name, bytes, reading }: DocumentToImport, { importedAt, touched, journal }: ImportedGroup): ImportedDocument {
  const { form, ...facts } = JSON.parse(reading) as InvoiceFacts
  const hash = sha256(bytes)
  const hashBase64 = hash.toString('base64')
  const documentSha256 = hash.toString('hex')
  const known = findDocument(db, documentSha256)
  const { invoiceIds, numberUsedBy } = placeOf(db, hashBase64, facts)
  settleIf(db, touched, [...invoiceIds, numberUsedBy])
  const [invoiceId = null] = invoiceIds
  const row = invoiceId === null ? undefined : invoiceNumbers(db, invoiceId)
  const about = { kind: 'invoice', quarantineReason: null, invoiceNumber: facts.invoiceNumber, ksefNumber: row?.ksefNumber ?? null, entries: 1 } as const
  if (known?.standing === 'kept' && known.damagedAt === null) return { ...about, documentId: known.documentId, outcome: 'already-here', invoiceId }
  const document: DocumentInput = {
    ...fromFile(importedAt, bytes),
    kind: 'invoice',
    standing: 'kept',
    quarantineReason: null,
    inspection: {
      checks: [{ check: 'hash-matches-list', verdict: row?.invoiceHash === hashBase64 ? 'confirmed' : 'not-checked', detail: hashBase64 }],
      signer: null,
      signedAt: null,
    },
    signatureVerified: false,
    upoEntries: [],
    invoiceId: null,
    inPlaceOf: 'invoice',
    senderContext: null,
    sessionReference: null,
  }
  const storedFacts = { ...facts, formCode: form === 'unknown' ? null : form }
  for (const id of invoiceIds) {
    fillFacts(db, id, storedFacts)
    touched.facts.add(id)
  }
  const keeping = { journal: 'told-by-caller', touched, sha256: documentSha256 } as const
  const { documentId } = keepDocument(db, { ...document, invoiceId }, keeping)
  recordReading(db, documentId, facts)
  for (const id of invoiceIds.slice(1)) keepDocument(db, { ...document, invoiceId: id }, keeping)
  if (invoiceIds.length === 0) recordImportedInvoice(db, { documentId, importedAt, fileName: name, facts: storedFacts })
  const outcome = invoiceId !== null ? 'stored' : numberUsedBy === null ? 'unlisted' : 'number-used'
  journal.push(toNote({ known, importedAt, name, documentSha256, invoiceIds, sessionReference: null, kind: 'invoice', outcome, reason: null }))
  return { ...about, documentId, outcome, invoiceId: invoiceId ?? numberUsedBy }
}

interface Place {
  readonly invoiceIds: readonly number[]
  /** An invoice of the same number whose file is another one. */
  readonly numberUsedBy: number | null
}

function placeOf(db: WritableDb, hash: string, facts: Pick<InvoiceFacts, 'sellerNip' | 'invoiceType' | 'invoiceNumber'>): Place {
  const byHash = invoicesWithHash(db, hash)
  if (byHash.length > 0) return { invoiceIds: byHash, numberUsedBy: null }
  const sameNumber = invoicesWithNumber(db, facts)
  const [only] = sameNumber
  if (only !== undefined && sameNumber.length === 1 && only.invoiceHash === null) return { invoiceIds: [only.invoiceId], numberUsedBy: null }
  return { invoiceIds: [], numberUsedBy: only?.invoiceId ?? null }
}

function fromFile(importedAt: string, bytes: Uint8Array): Pick<DocumentInput, 'bytes' | 'contentType' | 'headerHash' | 'route' | 'fetchedAt'> {
  return { bytes, contentType: null, headerHash: null, route: 'import', fetchedAt: importedAt }
}

interface ImportNote {
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
function toNote({ known, importedAt, name, documentSha256, invoiceIds, sessionReference, kind, outcome, reason }: ImportNote): JournalEntry {
  const journalKind: JournalKind = outcome === 'quarantined' ? 'quarantined' : known !== null && known.damagedAt !== null ? 'repaired' : 'imported'
  const promoted = known?.standing === 'quarantined' && outcome !== 'quarantined'
  return {
    ...{ at: importedAt, kind: journalKind, invoiceIds, sessionReference, documentSha256 },
    detail: { route: 'import', code: reason, document: kind, outcome, fileName: name, ...(promoted ? { promoted } : {}) },
  }
}
