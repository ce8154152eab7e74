import type { WritableDb } from '../../../archive/connection.ts'
import type { DocumentInput } from '../../../archive/inputs.ts'
import { findDocuments, type FoundDocument } from '../../../archive/queries/documents.ts'
import { invoicesWithHashes, invoicesWithNumber, recordImportedInvoices, unlistedAmong, type InvoiceNumbers } from '../../../archive/queries/importedInvoices.ts'
import { recordReadings } from '../../../archive/queries/invoiceReadings.ts'
import { keepDocument, keepDocuments } from '../../../archive/queries/keepDocument.ts'
import { fillManyFacts } from '../../../archive/queries/recordMetadata.ts'
import { sha256 } from '../../../crypto/hash.ts'
import { assertDefined } from '../../../shared/assert.ts'
import type { InvoiceFacts } from '../../../shared/model/invoiceFacts.ts'
import { fromFile, toNote, type DocumentToImport, type ImportedDocument, type ImportedGroup } from './importedGroup.ts'
import type { Keyed } from '../runsOf.ts'
import { storedFacts } from '../storedFacts.ts'

interface InvoiceFile extends Keyed {
  readonly item: DocumentToImport
  readonly facts: InvoiceFacts
  readonly documentSha256: string
  /** The same, in Base64. */
  readonly hash: string
}

/** Its keys are its bytes and its number, by which it may find its invoice. */
export function toInvoiceFile(item: DocumentToImport): InvoiceFile {
  const facts = JSON.parse(item.reading) as InvoiceFacts
  const digest = sha256(item.bytes)
  const documentSha256 = digest.toString('hex')
  return { item, facts, documentSha256, hash: digest.toString('base64'), keys: [documentSha256, `${facts.sellerNip ?? ''} ${facts.invoiceNumber ?? ''}`] }
}

/** Keeps invoice files that share no key, each with the invoice it belongs to; answers in their order. */
export function importInvoices(db: WritableDb, files: readonly InvoiceFile[], group: ImportedGroup): readonly ImportedDocument[] {
  const withHashes = invoicesWithHashes(db, files.map(({ hash }) => hash))
  const known = findDocuments(db, files.map(({ documentSha256 }) => documentSha256))
  const unlisted = unlistedAmong(db, [...known.values()].map(({ documentId }) => documentId))
  const placed = files.map((file): Placed => ({ file, known: known.get(file.documentSha256) ?? null, ...placeOf(db, file.facts, withHashes.get(file.hash) ?? []) }))
  const imported = new Map<InvoiceFile, ImportedDocument>()
  const toKeep: Placed[] = []
  for (const one of placed) {
    if (one.known?.standing === 'kept' && one.known.damagedAt === null) imported.set(one.file, toImported(one, one.known.documentId, outcomeAgain(one, unlisted.has(one.known.documentId))))
    else toKeep.push(one)
  }
  for (const one of keep(db, toKeep, group)) imported.set(one.file, toImported(one, one.documentId, outcomeOf(one)))
  return files.map((file) => assertDefined(imported.get(file), 'each is here already, or was kept'))
}

interface Place {
  readonly invoices: readonly InvoiceNumbers[]
  /** An invoice of the same number whose file is another one. */
  readonly numberUsedBy: number | null
}

interface Placed extends Place {
  readonly file: InvoiceFile
  /** What was here of these bytes before. */
  readonly known: FoundDocument | null
}

function placeOf(db: WritableDb, facts: InvoiceFacts, byHash: readonly InvoiceNumbers[]): Place {
  if (byHash.length > 0) return { invoices: byHash, numberUsedBy: null }
  const sameNumber = invoicesWithNumber(db, facts)
  const [only] = sameNumber
  if (only !== undefined && sameNumber.length === 1 && only.invoiceHash === null) return { invoices: [only], numberUsedBy: null }
  return { invoices: [], numberUsedBy: only?.invoiceId ?? null }
}

function outcomeOf({ invoices, numberUsedBy }: Place): 'stored' | 'unlisted' | 'number-used' {
  if (invoices.length > 0) return 'stored'
  return numberUsedBy === null ? 'unlisted' : 'number-used'
}

/** What is in doubt is told to be so every time it comes. */
function outcomeAgain(place: Place, isUnlisted: boolean): ImportedDocument['outcome'] {
  return isUnlisted && place.invoices.length === 0 ? outcomeOf(place) : 'already-here'
}

function toImported({ file, invoices, numberUsedBy }: Placed, documentId: number, outcome: ImportedDocument['outcome']): ImportedDocument {
  const [invoice] = invoices
  const about = { kind: 'invoice', quarantineReason: null, invoiceNumber: file.facts.invoiceNumber, ksefNumber: invoice?.ksefNumber ?? null, entries: 1 } as const
  return { ...about, documentId, outcome, invoiceId: invoice?.invoiceId ?? (outcome === 'already-here' ? null : numberUsedBy) }
}

function keep(db: WritableDb, placed: readonly Placed[], { importedAt, touched, journal }: ImportedGroup): readonly (Placed & { readonly documentId: number })[] {
  const said = placed.flatMap(({ file: { facts }, invoices }) => invoices.map(({ invoiceId }) => ({ invoiceId, facts: storedFacts(facts) })))
  fillManyFacts(db, said)
  for (const { invoiceId } of said) touched.facts.add(invoiceId)
  const keeping = { journal: 'told-by-caller', touched } as const
  const documents = placed.map((one) => ({ document: toDocument(one, importedAt), sha256: one.file.documentSha256 }))
  const answers = keepDocuments(db, documents, keeping)
  const kept = placed.map((one, index) => ({ ...one, documentId: assertDefined(answers[index], 'there is an answer for each document').documentId }))
  recordReadings(db, kept.map(({ file, documentId }) => ({ ...file.facts, documentId })))
  // The same file may have been sent more than once, and refused all but one time.
  for (const [index, { invoices }] of placed.entries()) {
    const { document, sha256: documentSha256 } = assertDefined(documents[index], 'there is a document for each')
    for (const { invoiceId } of invoices.slice(1)) keepDocument(db, { ...document, invoiceId }, { ...keeping, sha256: documentSha256 })
  }
  const unlisted = kept.filter(({ invoices }) => invoices.length === 0)
  recordImportedInvoices(db, unlisted.map(({ file, documentId }) => ({ documentId, importedAt, fileName: file.item.name, facts: storedFacts(file.facts) })))
  for (const one of placed) {
    const { file, known, invoices } = one
    const invoiceIds = invoices.map(({ invoiceId }) => invoiceId)
    journal.push(toNote({ known, importedAt, name: file.item.name, documentSha256: file.documentSha256, invoiceIds, sessionReference: null, kind: 'invoice', outcome: outcomeOf(one), reason: null }))
  }
  return kept
}

function toDocument({ file: { item, hash }, invoices }: Placed, importedAt: string): DocumentInput {
  const [invoice] = invoices
  return {
    ...fromFile(importedAt, item.bytes),
    kind: 'invoice',
    standing: 'kept',
    quarantineReason: null,
    inspection: { checks: [{ check: 'hash-matches-list', verdict: invoice?.invoiceHash === hash ? 'confirmed' : 'not-checked', detail: hash }], signer: null, signedAt: null },
    signatureVerified: false,
    upoEntries: [],
    invoiceId: invoice?.invoiceId ?? null,
    inPlaceOf: 'invoice',
    senderContext: null,
    sessionReference: null,
  }
}
