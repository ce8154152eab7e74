import { hash } from 'node:crypto'
import type { ReadableDb, WritableDb } from '../connection.ts'
import { deflate } from '../deflated.ts'
import { addFresh, uposOf, type UposByNumber } from '../freshUpos.ts'
import type { DocumentInput } from '../inputs.ts'
import { appendJournal, type JournalKind } from '../journal/appendJournal.ts'
import type { KeptDocument } from '../outputs.ts'
import { runWithRows, type SqlValue } from '../runWithRows.ts'
import { readAccepted } from '../derivationSources.ts'
import { statement } from '../statements.ts'
import { noneTouched, settle, type Touched } from '../touched.ts'
import { inTransaction } from '../transaction.ts'
import { insertFromUpo } from './insertFromUpo.ts'

interface StoredDocument {
  readonly id: number
  readonly standing: 'kept' | 'quarantined'
  /** When the stored bytes were found not to match their SHA-256; null: they do, as far as is known. */
  readonly damagedAt: string | null
}

export interface KeepingOptions {
  /** One event is one entry of the journal: a caller that knows more of it appends it itself. */
  readonly journal?: 'told-here' | 'told-by-caller'
  /** Takes up the invoices, for a caller that settles them at the end of its group. */
  readonly touched?: Touched
  /** Of the document's bytes, lower-case hex, from a caller that has it already. */
  readonly sha256?: string
  /** The bytes as `deflated.ts` packs them, from a caller that did so in another thread. */
  readonly deflated?: Uint8Array
}

/**
 * Keeps a document for good: its bytes once, whatever came around them. A UPO finds its invoices by KSeF number (and makes
 * a row for one that is on no list), an invoice file by the invoice it was fetched for or by its hash.
 * Bytes whose stored copy was found damaged are kept again beside it. The same bytes once quarantined may be kept later; kept ones are never put into quarantine.
 */
export function keepDocument(db: WritableDb, document: DocumentInput, { journal = 'told-here', touched: group, sha256: given, deflated }: KeepingOptions = {}): KeptDocument {
  return inTransaction(db, () => {
    const touched = group ?? noneTouched()
    const sha256 = given ?? hash('sha256', document.bytes, 'hex')
    const known = statement(db, 'SELECT id, standing, damagedAt FROM documents WHERE sha256 = ?').get(sha256) as StoredDocument | undefined
    const pack = (): Uint8Array => deflated ?? deflate(document.bytes)
    const documentId = known?.id ?? insert(db, document, { sha256, pack })
    if (known !== undefined && known.damagedAt !== null) repair(db, documentId, document, pack)
    const isPromoted = known?.standing === 'quarantined' && document.standing === 'kept'
    if (isPromoted) promote(db, documentId, document)
    const upos = uposOf(documentId, document)
    const invoiceIds = document.standing === 'kept' ? linkKept(db, documentId, document, { sha256, upos, touched }) : linkQuarantined(db, documentId, document)
    if (known === undefined || (isPromoted && !hasEntries(db, documentId))) {
      insertEntries(db, documentId, document)
      if (document.standing === 'kept') addFresh(touched.freshUpos, documentId, upos)
    }
    for (const id of invoiceIds) touched.evidence.add(id)
    if (group === undefined) settle(db, touched)
    if (journal === 'told-here') tellJournal(db, document, sha256, { known, invoiceIds })
    return { documentId, alreadyHere: known !== undefined, invoiceIds }
  })
}

/** Of a kept document: all that it names and the one it was fetched for; one set apart concerns only the latter. */
function tellJournal(db: WritableDb, document: DocumentInput, documentSha256: string, { known, invoiceIds }: { readonly known: StoredDocument | undefined; readonly invoiceIds: readonly number[] }): void {
  const { fetchedAt: at, sessionReference, route, quarantineReason: code } = document
  appendJournal(db, {
    at,
    kind: journalKind(document, known),
    invoiceIds: [...new Set(document.invoiceId === null ? invoiceIds : [document.invoiceId, ...invoiceIds])],
    sessionReference,
    documentSha256,
    detail: { route, code, ...(known?.standing === 'quarantined' && document.standing === 'kept' ? { promoted: true } : {}) },
  })
}

function journalKind({ kind, standing }: DocumentInput, known: StoredDocument | undefined): JournalKind {
  if (standing === 'quarantined') return 'quarantined'
  if (known !== undefined && known.damagedAt !== null) return 'repaired'
  if (known?.standing === 'kept') return 'already-stored'
  if (kind === 'invoice') return 'xml-stored'
  return kind === 'session-upo' ? 'session-upo-stored' : 'upo-stored'
}

/** The bytes came again whole: they lie beside the damaged ones, which stay as they are, and the document counts once more. */
function repair(db: WritableDb, documentId: number, { fetchedAt }: DocumentInput, pack: () => Uint8Array): void {
  statement(
    db,
    `INSERT INTO repairedBytes (documentId, deflated, repairedAt) VALUES (?, ?, ?)
     ON CONFLICT (documentId) DO UPDATE SET deflated = excluded.deflated, repairedAt = excluded.repairedAt`,
  ).run(documentId, pack(), fetchedAt)
  statement(db, 'UPDATE documents SET damagedAt = NULL, repairAskedAt = NULL, checkedAt = ? WHERE id = ?').run(fetchedAt, documentId)
}

interface ToInsert {
  /** Lower-case hex. */
  readonly sha256: string
  readonly pack: () => Uint8Array
}

function insert(db: WritableDb, document: DocumentInput, { sha256, pack }: ToInsert): number {
  const documentId = Number(statement(db, INSERT_DOCUMENT).run([sha256, document.bytes.byteLength, ...toColumns(document)]).lastInsertRowid)
  statement(db, 'INSERT INTO documentBytes (documentId, deflated) VALUES (?, ?)').run(documentId, pack())
  return documentId
}

/** What was set apart turned out to be good (a wrong header, an unknown signer): the bytes stay, the verdict changes. */
function promote(db: WritableDb, documentId: number, document: DocumentInput): void {
  statement(db, PROMOTE_DOCUMENT).run([...toColumns(document), documentId])
}

function hasEntries(db: ReadableDb, documentId: number): boolean {
  return statement(db, 'SELECT EXISTS (SELECT 1 FROM upoEntries WHERE documentId = ?)').pluck().get(documentId) === 1
}

function insertEntries(db: WritableDb, documentId: number, { upoEntries }: DocumentInput): void {
  const rows = upoEntries.map(({ ksefNumber, invoiceNumber, sellerNip, issueDate, sentDate, numberGivenDate, documentHash, mode }, index) => {
    return [documentId, index + 1, ksefNumber, invoiceNumber, sellerNip, issueDate, sentDate, numberGivenDate, documentHash, mode]
  })
  runWithRows(db, rows, (values) => `${INSERT_ENTRIES} VALUES ${values}`)
}

function linkKept(db: WritableDb, documentId: number, document: DocumentInput, { sha256, upos, touched }: { readonly sha256: string; readonly upos: UposByNumber; readonly touched: Touched }): readonly number[] {
  switch (document.kind) {
    case 'invoice-upo':
    case 'session-upo':
      return invoicesNamed(db, document.sessionReference, upos, touched)
    case 'invoice': {
      const invoiceIds = document.invoiceId === null ? acceptedWithHash(db, sha256) : [document.invoiceId]
      for (const invoiceId of invoiceIds) link(db, { documentId, invoiceId, relation: 'invoice', reason: null, linkedAt: document.fetchedAt })
      return invoiceIds
    }
    case 'unrecognised':
      return []
  }
}

/** The accepted invoices that a UPO names; those that no list has shown yet are put among the others, all in the session that it names (API-NOTES §6.5). */
function invoicesNamed(db: WritableDb, sessionReference: string | null, upos: UposByNumber, { facts, sources }: Touched): readonly number[] {
  const accepted = readAccepted(db, [...upos.keys()])
  for (const { source } of accepted.values()) sources.set(source.invoiceId, source)
  const withoutSession = [...accepted.values()].flatMap(({ source, hasSession }) => (hasSession ? [] : [source.invoiceId]))
  if (withoutSession.length > 0) statement(db, PUT_INTO_SESSION).run({ sessionReference, invoiceIds: JSON.stringify(withoutSession) })
  const unknown = [...upos.keys()].filter((ksefNumber) => !accepted.has(ksefNumber))
  const inserted = unknown.length === 0 ? [] : insertFromUpo(db, upos, { namedSession: sessionReference, ksefNumbers: unknown })
  for (const id of [...withoutSession, ...inserted]) facts.add(id)
  return [...[...accepted.values()].map(({ source }) => source.invoiceId), ...inserted]
}

function linkQuarantined(db: WritableDb, documentId: number, document: DocumentInput): readonly number[] {
  if (document.invoiceId === null) return []
  const { invoiceId, inPlaceOf, quarantineReason: reason, fetchedAt: linkedAt } = document
  link(db, { documentId, invoiceId, relation: `quarantined-${inPlaceOf}`, reason, linkedAt })
  return [invoiceId]
}

function acceptedWithHash(db: WritableDb, sha256: string): readonly number[] {
  const invoiceHash = Buffer.from(sha256, 'hex').toString('base64')
  return statement(db, 'SELECT id FROM invoices WHERE invoiceHash = ? AND ifnull(statusCode, 200) = 200').pluck().all(invoiceHash) as number[]
}

interface Link {
  readonly documentId: number
  readonly invoiceId: number
  readonly relation: 'invoice' | 'quarantined-invoice' | 'quarantined-upo'
  readonly reason: string | null
  readonly linkedAt: string
}

function link(db: WritableDb, values: Link): void {
  statement(
    db,
    'INSERT INTO documentInvoices (documentId, invoiceId, relation, reason, linkedAt) VALUES (@documentId, @invoiceId, @relation, @reason, @linkedAt) ON CONFLICT DO NOTHING',
  ).run(values)
}

const COLUMNS = [
  'kind',
  'headerHash',
  'contentType',
  'route',
  'fetchedAt',
  'standing',
  'quarantineReason',
  'signatureVerified',
  'senderContext',
  'sessionReference',
  'inspection',
] as const

function toColumns(document: DocumentInput): readonly SqlValue[] {
  const values = { ...document, signatureVerified: document.signatureVerified ? 1 : 0, inspection: JSON.stringify(document.inspection) }
  return COLUMNS.map((column) => values[column])
}

const INSERT_DOCUMENT = `
INSERT INTO documents (sha256, byteLength, ${COLUMNS.join(', ')}) VALUES (?, ?, ${COLUMNS.map(() => '?').join(', ')})`

const PROMOTE_DOCUMENT = `UPDATE documents SET ${COLUMNS.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`

const PUT_INTO_SESSION = `
UPDATE invoices SET sessionId = (SELECT id FROM sessions WHERE referenceNumber = @sessionReference)
WHERE id IN (SELECT value FROM json_each(@invoiceIds))`

const INSERT_ENTRIES = `
INSERT INTO upoEntries (documentId, position, ksefNumber, invoiceNumber, sellerNip, issueDate, sentDate, numberGivenDate, documentHash, mode)`
