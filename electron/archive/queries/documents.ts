import { inflateSync } from 'node:zlib'
import type { DamagedDocument } from '../../shared/contract/selfChecks.ts'
import type { ReadableDb } from '../connection.ts'
import type { Inspection, InspectionCheck } from '../inputs.ts'
import type { StoredBytes } from '../outputs.ts'
import { statement } from '../statements.ts'

/** The bytes of a document as they came, or null when there is no such document. */
export function documentBytes(db: ReadableDb, { documentId }: { readonly documentId: number }): StoredBytes | null {
  const row = statement(
    db,
    `SELECT d.id AS documentId, d.kind, d.sha256, d.contentType, d.route, d.fetchedAt, ifnull(r.deflated, b.deflated) AS deflated
     FROM documents d JOIN documentBytes b ON b.documentId = d.id LEFT JOIN repairedBytes r ON r.documentId = d.id WHERE d.id = ?`,
  ).get(documentId) as (Omit<StoredBytes, 'bytes'> & { readonly deflated: Buffer }) | undefined
  if (row === undefined) return null
  const { deflated, ...document } = row
  // A copy of its own: small buffers of zlib may share memory, and this one is handed to another thread.
  return { ...document, bytes: new Uint8Array(inflateSync(deflated)) }
}

/** Every collective UPO that is kept, in the order in which they came. */
export function sessionUpoDocuments(db: ReadableDb): readonly { readonly documentId: number; readonly sessionReference: string | null }[] {
  return statement(db, "SELECT id AS documentId, sessionReference FROM documents WHERE kind = 'session-upo' AND standing = 'kept' ORDER BY id").all() as readonly {
    readonly documentId: number
    readonly sessionReference: string | null
  }[]
}

/** Those whose state may rest on a document: it came for them, or names them as a UPO. */
export function invoicesOfDocument(db: ReadableDb, documentId: number): DamagedDocument['invoices'] {
  return statement(db, INVOICES_OF_DOCUMENT).all({ documentId }) as DamagedDocument['invoices']
}

const INVOICES_OF_DOCUMENT = `
SELECT id AS invoiceId, ksefNumber, invoiceNumber FROM invoices WHERE id IN (SELECT invoiceId FROM documentInvoices WHERE documentId = @documentId)
  OR ksefNumber IN (SELECT ksefNumber FROM upoEntries WHERE documentId = @documentId) AND ifnull(statusCode, 200) = 200 ORDER BY id`

export interface FoundDocument {
  readonly documentId: number
  readonly standing: 'kept' | 'quarantined'
  readonly route: string
  /** When its stored bytes were found not to match their SHA-256; null: they do, as far as is known. */
  readonly damagedAt: string | null
}

/** The documents that are here of these, by SHA-256 in lower-case hex. */
export function findDocuments(db: ReadableDb, sha256s: readonly string[]): ReadonlyMap<string, FoundDocument> {
  const rows = statement(db, FIND_DOCUMENTS).all(JSON.stringify(sha256s)) as (FoundDocument & { readonly sha256: string })[]
  return new Map(rows.map(({ sha256, ...found }) => [sha256, found]))
}

const FIND_DOCUMENTS = 'SELECT d.sha256, d.id AS documentId, d.standing, d.route, d.damagedAt FROM json_each(?) one JOIN documents d ON d.sha256 = one.value'

/** What was checked when a document came, as it stands now: where the bytes have changed since, nothing of it was checked of those that are here. */
export function standingChecks({ checks }: Inspection, damagedAt: string | null): readonly InspectionCheck[] {
  return damagedAt === null ? checks : checks.map((line) => ({ ...line, verdict: 'not-checked' }))
}
