import { inflateSync } from 'node:zlib'
import type { WritableDb } from '../../archive/connection.ts'
import type { InspectionCheck, UpoEntryInput } from '../../archive/inputs.ts'
import { appendJournal } from '../../archive/journal/appendJournal.ts'
import { readInspection } from '../../archive/readInspection.ts'
import { refreshManyDerived } from '../../archive/refreshDerived.ts'
import { statement } from '../../archive/statements.ts'
import { invoicesOfDocument } from '../../archive/queries/documents.ts'
import { IS_TO_CHECK } from '../../archive/queries/selfChecks.ts'
import { inTransaction } from '../../archive/transaction.ts'
import { sha256 } from '../../crypto/hash.ts'
import { inspectUpo } from '../../documents/upo/inspectUpo.ts'
import type { DamagedDocument } from '../../shared/contract/selfChecks.ts'
import type { DocumentFault } from '../../shared/model/damage.ts'
import type { UpoCheck } from '../../shared/model/upoInspection.ts'

/** A document is cut off here and the next call goes on: the archive's thread has others to serve. One document is never split. */
const LONGEST_PIECE_MS = 50

/** A page of a session UPO may name ten thousand invoices: so many are named with it, the others are counted. */
const MOST_NAMED = 20

export interface CheckedPart {
  readonly checked: number
  readonly lastId: number
  readonly isEnd: boolean
  readonly damaged: readonly DamagedDocument[]
}

interface StoredDocument {
  readonly id: number
  readonly sha256: string
  readonly kind: DamagedDocument['kind']
  readonly standing: string
  readonly headerHash: string | null
  readonly signatureVerified: 0 | 1
  readonly damagedAt: string | null
  readonly inspection: string
  readonly deflated: Buffer | null
}

/**
 * Holds the next documents not checked since `checkedBefore` against their SHA-256, and UPO against what is stored of them. Damaged
 * bytes stay where they are; the document no longer counts as evidence until the same bytes come again.
 */
export function checkDocuments(db: WritableDb, { afterId, limit, checkedBefore, at }: { readonly afterId: number; readonly limit: number; readonly checkedBefore: string; readonly at: string }): CheckedPart {
  return inTransaction(db, () => {
    const endAt = performance.now() + LONGEST_PIECE_MS
    const ids = statement(db, `SELECT id FROM documents WHERE id > @afterId AND ${IS_TO_CHECK} ORDER BY id LIMIT @limit`).pluck().all({ afterId, checkedBefore, at, limit }) as number[]
    const damaged: DamagedDocument[] = []
    let checked = 0
    let lastId = afterId
    for (const id of ids) {
      if (checked > 0 && performance.now() > endAt) break
      const document = statement(db, READ_DOCUMENT).get(id) as StoredDocument
      const fault = faultOf(db, document)
      settle(db, document, fault, at)
      if (fault !== null) damaged.push(nameDamaged(db, document, fault))
      checked += 1
      lastId = id
    }
    return { checked, lastId, isEnd: checked === ids.length && ids.length < limit, damaged }
  })
}

function faultOf(db: WritableDb, document: StoredDocument): DocumentFault | null {
  if (document.deflated === null) return 'bytes-missing'
  const bytes = tryInflate(document.deflated)
  if (bytes === null) return 'bytes-unreadable'
  if (sha256(bytes).toString('hex') !== document.sha256) return 'hash-differs'
  return document.standing === 'kept' && (document.kind === 'invoice-upo' || document.kind === 'session-upo') ? upoFaultOf(db, document, bytes) : null
}

function upoFaultOf(db: WritableDb, { id, headerHash, signatureVerified, inspection }: StoredDocument, bytes: Uint8Array): DocumentFault | null {
  const { upo, signatureVerified: isVerified, signerName, signingTime, lines } = inspectUpo(bytes, { headerHash, ksefNumber: null, invoiceHash: null })
  const noted = readInspection(inspection)
  const isNotedAs = (check: UpoCheck): boolean => foundBy(check, noted.checks) === foundBy(check, lines)
  if (isVerified !== (signatureVerified === 1) || noted.signer !== signerName || noted.signedAt !== signingTime || !OF_THE_SIGNATURE.every(isNotedAs)) return 'verdict-differs'
  const stored = statement(db, READ_ENTRIES).all(id) as UpoEntryInput[]
  const read = upo?.entries ?? []
  const isSame = stored.length === read.length && stored.every((entry, index) => ENTRY_FIELDS.every((field) => entry[field] === (read[index]?.[field] ?? null)))
  return isSame ? null : 'entries-differ'
}

/**
 * Bytes that came to harm are evidence no more; a wrong note beside sound bytes is told, and left to be looked into. What has a fault
 * stays unchecked, so that every check, and one taken up after a kill, names it.
 */
function settle(db: WritableDb, document: StoredDocument, fault: DocumentFault | null, at: string): void {
  const isDamaged = fault === 'bytes-missing' || fault === 'bytes-unreadable' || fault === 'hash-differs'
  const wasDamaged = document.damagedAt !== null
  statement(db, 'UPDATE documents SET checkedAt = ?, damagedAt = ? WHERE id = ?').run(fault === null ? at : null, isDamaged ? (document.damagedAt ?? at) : null, document.id)
  const isWrongNote = fault === 'verdict-differs' || fault === 'entries-differ'
  if (isDamaged === wasDamaged && !isWrongNote) return
  const invoiceIds = invoicesOfDocument(db, document.id).map(({ invoiceId }) => invoiceId)
  refreshManyDerived(db, invoiceIds)
  appendJournal(db, { at, kind: isDamaged ? 'damaged' : 'verified', invoiceIds, sessionReference: null, documentSha256: document.sha256, detail: { route: null, code: fault } })
}

function tryInflate(deflated: Buffer): Uint8Array | null {
  try {
    return inflateSync(deflated)
  } catch {
    return null
  }
}

function nameDamaged(db: WritableDb, { id, sha256: hash, kind }: StoredDocument, fault: DocumentFault): DamagedDocument {
  const invoices = invoicesOfDocument(db, id)
  return { documentId: id, sha256: hash, kind, fault, invoices: invoices.slice(0, MOST_NAMED), invoiceCount: invoices.length }
}

/** What a check found. Of the algorithm its name alone: which are called weak, a later version may say otherwise. */
function foundBy(check: UpoCheck, lines: readonly InspectionCheck[]): string | null | undefined {
  const line = lines.find((one) => one.check === check)
  return check === 'signature-algorithm' ? line?.detail : line?.verdict
}

const OF_THE_SIGNATURE = ['signature', 'signature-algorithm', 'signing-time', 'certificate-digest', 'certificate-validity'] as const satisfies readonly UpoCheck[]

const ENTRY_FIELDS = ['ksefNumber', 'invoiceNumber', 'sellerNip', 'issueDate', 'sentDate', 'numberGivenDate', 'documentHash', 'mode'] as const satisfies readonly (keyof UpoEntryInput)[]

const READ_ENTRIES = `SELECT ${ENTRY_FIELDS.join(', ')} FROM upoEntries WHERE documentId = ? ORDER BY position`

const READ_DOCUMENT = `
SELECT d.id, d.sha256, d.kind, d.standing, d.headerHash, d.signatureVerified, d.damagedAt, d.inspection, ifnull(r.deflated, b.deflated) AS deflated
FROM documents d LEFT JOIN documentBytes b ON b.documentId = d.id LEFT JOIN repairedBytes r ON r.documentId = d.id WHERE d.id = ?`
