import { hash } from 'node:crypto'
import { assertDefined } from '../../shared/assert.ts'
import { nipOf } from '../../shared/model/context.ts'
import { archiveContext } from '../archiveContext.ts'
import type { ReadableDb, WritableDb } from '../connection.ts'
import { deflate } from '../deflated.ts'
import type { UpoEvidence } from '../deriveProof.ts'
import { readAccepted } from '../derivationSources.ts'
import { addFresh, uposOf, type UposByNumber } from '../freshUpos.ts'
import { isImportRoute } from '../importRoute.ts'
import type { DocumentInput } from '../inputs.ts'
import { appendManyJournal, type JournalEntry, type JournalKind } from '../journal/appendJournal.ts'
import type { KeptDocument } from '../outputs.ts'
import { readInspection } from '../readInspection.ts'
import { runWithRows, type SqlValue } from '../runWithRows.ts'
import { statement } from '../statements.ts'
import { noneTouched, settle, type Touched } from '../touched.ts'
import { inTransaction } from '../transaction.ts'
import { findDocuments, invoicesOfDocument, type FoundDocument } from './documents.ts'
import { insertFromUpo, type InvoiceToInsert } from './insertFromUpo.ts'

export interface KeepingOptions {
  /** One event is one entry of the journal: a caller that knows more of it appends it itself. */
  readonly journal?: 'told-here' | 'told-by-caller'
  /** Takes up the invoices, for a caller that settles them at the end of its group. */
  readonly touched?: Touched
}

/** What the caller has of the bytes already. */
export interface PreparedBytes {
  /** Lower-case hex. */
  readonly sha256?: string
  /** The bytes as `deflated.ts` packs them, from a caller that did so in another thread. */
  readonly deflated?: Uint8Array
}

/**
 * Keeps a document for good: its bytes once, whatever came around them. A UPO finds its invoices by KSeF number (and makes
 * a row for one that is on no list), an invoice file by the invoice it was fetched for or by its hash.
 * Bytes whose stored copy was found damaged are kept again beside it. The same bytes once quarantined may be kept later; kept ones are never put into quarantine.
 */
export function keepDocument(db: WritableDb, document: DocumentInput, { sha256, deflated, ...options }: KeepingOptions & PreparedBytes = {}): KeptDocument {
  const [kept] = keepDocuments(db, [{ document, ...(sha256 !== undefined && { sha256 }), ...(deflated !== undefined && { deflated }) }], options)
  return assertDefined(kept, 'there is an answer for each document')
}

export interface DocumentToKeep extends PreparedBytes {
  readonly document: DocumentInput
}

/**
 * The same for documents of which no two have the same bytes or name the same KSeF number, with a few statements for all of them. Answers in their order.
 */
export function keepDocuments(db: WritableDb, documents: readonly DocumentToKeep[], { journal = 'told-here', touched: group }: KeepingOptions = {}): readonly KeptDocument[] {
  return inTransaction(db, () => {
    const touched = group ?? noneTouched()
    const hashed = documents.map(({ document, sha256, deflated }): Hashed => ({ document, sha256: sha256 ?? hash('sha256', document.bytes, 'hex'), deflated }))
    const knownBefore = findDocuments(db, hashed.map(({ sha256 }) => sha256))
    const made = insertNew(db, hashed.filter(({ sha256 }) => !knownBefore.has(sha256)))
    const placed = hashed.map((one): Placed => {
      const known = knownBefore.get(one.sha256) ?? null
      const documentId = known?.documentId ?? assertDefined(made.get(one.sha256), 'what was not here was written just now')
      return { ...one, known, documentId, upos: uposOf(documentId, one.document) }
    })
    for (const one of placed) mendKnown(db, one, touched)
    const namedBy = linkKeptUpos(db, placed.filter(isKeptUpo), touched)
    const linkedTo = linkOthers(db, placed.filter((one) => !isKeptUpo(one)))
    const withNewEntries = placed.filter(({ document, known, documentId }) => document.upoEntries.length > 0 && (known === null || (isPromoted(document, known) && !hasEntries(db, documentId))))
    insertEntries(db, withNewEntries)
    for (const { document, documentId, upos } of withNewEntries) if (document.standing === 'kept') addFresh(touched.freshUpos, documentId, upos)
    const kept = placed.map((one): KeptDocument & Placed => ({ ...one, alreadyHere: one.known !== null, invoiceIds: namedBy.get(one) ?? linkedTo.get(one) ?? [] }))
    for (const { invoiceIds } of kept) for (const id of invoiceIds) touched.evidence.add(id)
    if (group === undefined) settle(db, touched)
    if (journal === 'told-here') appendManyJournal(db, kept.map(toEntry))
    return kept.map(({ documentId, alreadyHere, invoiceIds }) => ({ documentId, alreadyHere, invoiceIds }))
  })
}

interface Hashed {
  readonly document: DocumentInput
  /** Lower-case hex. */
  readonly sha256: string
  readonly deflated: Uint8Array | undefined
}

interface Placed extends Hashed {
  /** What was here of these bytes before. */
  readonly known: FoundDocument | null
  readonly documentId: number
  /** Its entries, if it is a UPO. */
  readonly upos: UposByNumber
}

function isKeptUpo({ document: { kind, standing } }: Placed): boolean {
  return standing === 'kept' && (kind === 'invoice-upo' || kind === 'session-upo')
}

/** What was set apart turned out to be good (a wrong header, an unknown signer): the bytes stay, the verdict changes. */
function isPromoted({ standing }: DocumentInput, known: FoundDocument | null): boolean {
  return known?.standing === 'quarantined' && standing === 'kept'
}

/** A file from elsewhere that KSeF itself has given now, byte for byte: from here on it counts as KSeF's. */
function isConfirmed({ standing, route }: DocumentInput, known: FoundDocument | null): boolean {
  return known !== null && isImportRoute(known.route) && standing === 'kept' && !isImportRoute(route)
}

/** Of a kept document: all that it names and the one it was fetched for; one set apart concerns only the latter. */
function toEntry({ document, sha256: documentSha256, known, invoiceIds }: Placed & KeptDocument): JournalEntry {
  const { fetchedAt: at, sessionReference, route, quarantineReason: code } = document
  return {
    at,
    kind: journalKind(document, known),
    invoiceIds: [...new Set(document.invoiceId === null ? invoiceIds : [document.invoiceId, ...invoiceIds])],
    sessionReference,
    documentSha256,
    detail: { route, code, ...(isPromoted(document, known) ? { promoted: true } : {}) },
  }
}

function journalKind({ kind, standing }: DocumentInput, known: FoundDocument | null): JournalKind {
  if (standing === 'quarantined') return 'quarantined'
  if (known !== null && known.damagedAt !== null) return 'repaired'
  if (known?.standing === 'kept') return 'already-stored'
  if (kind === 'invoice') return 'xml-stored'
  return kind === 'session-upo' ? 'session-upo-stored' : 'upo-stored'
}

/** Answers the new ids by SHA-256. They are those that SQLite would give; asked for, they would cost as much as the rows. */
function insertNew(db: WritableDb, documents: readonly Hashed[]): ReadonlyMap<string, number> {
  const first = documents.length === 0 ? 0 : (statement(db, 'SELECT ifnull(max(id), 0) + 1 FROM documents').pluck().get() as number)
  const rows = documents.map(({ document, sha256 }, index) => [first + index, sha256, document.bytes.byteLength, ...toColumns(document)])
  runWithRows(db, rows, (values) => `${INSERT_DOCUMENTS} VALUES ${values}`)
  const bytes = documents.map((one, index) => [first + index, pack(one)])
  runWithRows(db, bytes, (values) => `INSERT INTO documentBytes (documentId, deflated) VALUES ${values}`)
  return new Map(documents.map(({ sha256 }, index) => [sha256, first + index]))
}

function pack({ document, deflated }: Hashed): Uint8Array {
  return deflated ?? deflate(document.bytes)
}

/** The bytes of a damaged document came again whole: they lie beside the damaged ones, which stay as they are, and the document counts once more. */
function mendKnown(db: WritableDb, placed: Placed, { evidence }: Touched): void {
  const { document, known, documentId } = placed
  if (known !== null && known.damagedAt !== null) {
    statement(
      db,
      `INSERT INTO repairedBytes (documentId, deflated, repairedAt) VALUES (?, ?, ?)
       ON CONFLICT (documentId) DO UPDATE SET deflated = excluded.deflated, repairedAt = excluded.repairedAt`,
    ).run(documentId, pack(placed), document.fetchedAt)
    statement(db, 'UPDATE documents SET damagedAt = NULL, repairAskedAt = NULL, checkedAt = ? WHERE id = ?').run(document.fetchedAt, documentId)
    // Whatever it came for this time, it counts for all of them again.
    for (const { invoiceId } of invoicesOfDocument(db, documentId)) evidence.add(invoiceId)
  }
  if (isConfirmed(document, known)) statement(db, PROMOTE_DOCUMENT).run([...toColumns(document), documentId])
  else if (isPromoted(document, known)) promote(db, document, documentId)
}

/** A file says nothing of what came around the bytes when KSeF gave them: that stays, and what was said of it. */
function promote(db: WritableDb, document: DocumentInput, documentId: number): void {
  if (!isImportRoute(document.route)) {
    statement(db, PROMOTE_DOCUMENT).run([...toColumns(document), documentId])
    return
  }
  const before = readInspection(statement(db, 'SELECT inspection FROM documents WHERE id = ?').pluck().get(documentId) as string)
  const header = before.checks.find(({ check }) => check === 'header-hash')
  const checks = document.inspection.checks.map((line) => (line.check === 'header-hash' && header !== undefined ? header : line))
  statement(db, PROMOTE_BY_FILE).run([...valuesOf({ ...document, inspection: { ...document.inspection, checks } }, VERDICT_COLUMNS), documentId])
}

function hasEntries(db: ReadableDb, documentId: number): boolean {
  return statement(db, 'SELECT EXISTS (SELECT 1 FROM upoEntries WHERE documentId = ?)').pluck().get(documentId) === 1
}

function insertEntries(db: WritableDb, documents: readonly Placed[]): void {
  const rows = documents.flatMap(({ document: { upoEntries }, documentId }) =>
    upoEntries.map(({ ksefNumber, invoiceNumber, sellerNip, issueDate, sentDate, numberGivenDate, documentHash, mode }, index) => {
      return [documentId, index + 1, ksefNumber, invoiceNumber, sellerNip, issueDate, sentDate, numberGivenDate, documentHash, mode]
    }),
  )
  runWithRows(db, rows, (values) => `${INSERT_ENTRIES} VALUES ${values}`)
}

/**
 * The accepted invoices that these UPO name; those that no list has shown yet are put among the others, all in the session that their UPO names (API-NOTES §6.5),
 * but for the invoices of others that a collective one names besides.
 */
function linkKeptUpos(db: WritableDb, documents: readonly Placed[], { facts, sources }: Touched): ReadonlyMap<Placed, readonly number[]> {
  if (documents.length === 0) return new Map()
  const accepted = readAccepted(db, documents.flatMap(({ upos }) => [...upos.keys()]))
  for (const { source } of accepted.values()) sources.set(source.invoiceId, source)
  const isStranger = strangers(db)
  const unlisted = new Map<string, InvoiceToInsert>()
  for (const { document, upos } of documents) {
    const withoutSession: number[] = []
    for (const [ksefNumber, entries] of upos) {
      const known = accepted.get(ksefNumber)
      if (known === undefined && isStranger(document, entries)) continue
      if (known === undefined) unlisted.set(ksefNumber, { upos: entries, namedSession: document.sessionReference })
      else if (!known.hasSession) withoutSession.push(known.source.invoiceId)
    }
    if (withoutSession.length > 0) statement(db, PUT_INTO_SESSION).run({ sessionReference: document.sessionReference, invoiceIds: JSON.stringify(withoutSession) })
    for (const id of withoutSession) facts.add(id)
  }
  const inserted = insertFromUpo(db, unlisted)
  for (const id of inserted.values()) facts.add(id)
  const idOf = (ksefNumber: string): number => assertDefined(accepted.get(ksefNumber)?.source.invoiceId ?? inserted.get(ksefNumber), 'each is either here or was made just now')
  const isHere = (ksefNumber: string): boolean => accepted.has(ksefNumber) || inserted.has(ksefNumber)
  return new Map(documents.map((one) => [one, [...one.upos.keys()].filter(isHere).map(idOf)]))
}

/** Tells which entries of a collective UPO are none of this taxpayer's business: sold by another, in a submission of another (PRODUCT.md: it names other people's invoices). */
function strangers(db: ReadableDb): (document: DocumentInput, entries: readonly UpoEvidence[]) => boolean {
  const { identifier } = archiveContext(db)
  const ownNip = nipOf(identifier)
  const ownContext = `${identifier.type} ${identifier.value}`
  return ({ kind, senderContext }, entries) =>
    kind === 'session-upo' && ownNip !== '' && senderContext !== null && senderContext !== ownContext && entries.every(({ sellerNip }) => sellerNip !== null && sellerNip !== ownNip)
}

/** Invoice files, and what was set apart: the latter belongs to the invoice in whose place it came, if to any. */
function linkOthers(db: WritableDb, documents: readonly Placed[]): ReadonlyMap<Placed, readonly number[]> {
  const withoutInvoice = documents.filter(({ document: { kind, standing, invoiceId } }) => kind === 'invoice' && standing === 'kept' && invoiceId === null)
  const accepted = acceptedWithHash(db, withoutInvoice.map(({ sha256 }) => sha256))
  const linked = new Map<Placed, readonly number[]>()
  const rows: (readonly SqlValue[])[] = []
  for (const one of documents) {
    const { kind, standing, invoiceId, inPlaceOf, quarantineReason, fetchedAt } = one.document
    if (kind === 'unrecognised' && standing === 'kept') continue
    const invoiceIds = invoiceId === null ? (accepted.get(one.sha256) ?? []) : [invoiceId]
    const [relation, reason] = standing === 'kept' ? ['invoice', null] : [`quarantined-${inPlaceOf}`, quarantineReason]
    for (const id of invoiceIds) rows.push([one.documentId, id, relation, reason, fetchedAt])
    linked.set(one, invoiceIds)
  }
  runWithRows(db, rows, (values) => `INSERT INTO documentInvoices (documentId, invoiceId, relation, reason, linkedAt) VALUES ${values} ON CONFLICT DO NOTHING`)
  return linked
}

/** By SHA-256 in lower-case hex. */
function acceptedWithHash(db: WritableDb, sha256s: readonly string[]): ReadonlyMap<string, readonly number[]> {
  if (sha256s.length === 0) return new Map()
  const hashes = sha256s.map((sha256) => Buffer.from(sha256, 'hex').toString('base64'))
  const rows = statement(db, ACCEPTED_WITH_HASH).raw().all(JSON.stringify(hashes)) as [index: number, invoiceId: number][]
  const found = new Map<string, number[]>()
  for (const [index, invoiceId] of rows) {
    const sha256 = assertDefined(sha256s[index], 'it is one of those that were asked for')
    found.set(sha256, [...(found.get(sha256) ?? []), invoiceId])
  }
  return found
}

/** What was found of the bytes. */
const VERDICT_COLUMNS = ['kind', 'standing', 'quarantineReason', 'signatureVerified', 'senderContext', 'sessionReference', 'inspection'] as const
const COLUMNS = ['headerHash', 'contentType', 'route', 'fetchedAt', ...VERDICT_COLUMNS] as const

function toColumns(document: DocumentInput): readonly SqlValue[] {
  return valuesOf(document, COLUMNS)
}

function valuesOf(document: DocumentInput, columns: readonly (typeof COLUMNS)[number][]): readonly SqlValue[] {
  const values = { ...document, signatureVerified: document.signatureVerified ? 1 : 0, inspection: JSON.stringify(document.inspection) }
  return columns.map((column) => values[column])
}

const INSERT_DOCUMENTS = `INSERT INTO documents (id, sha256, byteLength, ${COLUMNS.join(', ')})`

const PROMOTE_DOCUMENT = `UPDATE documents SET ${COLUMNS.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`
const PROMOTE_BY_FILE = `UPDATE documents SET ${VERDICT_COLUMNS.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`

const PUT_INTO_SESSION = `
UPDATE invoices SET sessionId = (SELECT id FROM sessions WHERE referenceNumber = @sessionReference)
WHERE id IN (SELECT value FROM json_each(@invoiceIds))`

const ACCEPTED_WITH_HASH = 'SELECT one.key, i.id FROM json_each(?) one JOIN invoices i ON i.invoiceHash = one.value WHERE ifnull(i.statusCode, 200) = 200 ORDER BY i.id'

const INSERT_ENTRIES = `
INSERT INTO upoEntries (documentId, position, ksefNumber, invoiceNumber, sellerNip, issueDate, sentDate, numberGivenDate, documentHash, mode)`
