import type { DocumentView } from '../../shared/contract/invoices.ts'
import type { SessionSummary } from '../../shared/contract/sessions.ts'
import type { ReadableDb } from '../connection.ts'
import type { StatedPage } from '../inputs.ts'
import type { SessionFacts, SessionPageFacts } from '../outputs.ts'
import { readInspection } from '../readInspection.ts'
import { statement } from '../statements.ts'
import { standingChecks } from './documents.ts'
import { SESSION_SUMMARY_COLUMNS } from './listSessions.ts'

/** All that is known of a session and its collective receipt, for core/sessions/coverage.ts; null when there is no such session. */
export function sessionFacts(db: ReadableDb, { id }: { readonly id: number }): SessionFacts | null {
  const found = statement(db, READ_SESSION).get(id) as (SessionSummary & { readonly isRead: 0 | 1; readonly statusDetails: string }) | undefined
  if (found === undefined) return null
  const { isRead, statusDetails, ...summary } = found
  const values = { id, reference: summary.referenceNumber }
  return {
    summary,
    statusDetails: JSON.parse(statusDetails) as string[],
    isRead: isRead === 1,
    counts: statement(db, COUNTS).all({ id }) as SessionFacts['counts'],
    pages: pagesOf(db, values),
    quarantined: statement(db, QUARANTINED).all({ reference: summary.referenceNumber }).map(toDocumentView),
    numbers: statement(db, COUNT_NUMBERS).pluck().get({ reference: summary.referenceNumber }) as number,
    unnamed: statement(db, UNNAMED).all(values) as SessionFacts['unnamed'],
    unlisted: statement(db, UNLISTED).all(values) as SessionFacts['unlisted'],
    different: statement(db, DIFFERENT).all(values) as SessionFacts['different'],
  }
}

/** The id of the session with this reference number; null when there is none. */
export function findSession(db: ReadableDb, { referenceNumber }: { readonly referenceNumber: string }): number | null {
  return (statement(db, 'SELECT id FROM sessions WHERE referenceNumber = ?').pluck().get(referenceNumber) as number | undefined) ?? null
}

type DocumentRow = Omit<DocumentView, 'checks' | 'signer' | 'signedAt' | 'certificate'> & { readonly inspection: string }
type PageRow = DocumentRow & { readonly entries: number }

function pagesOf(db: ReadableDb, { id, reference }: { readonly id: number; readonly reference: string }): readonly SessionPageFacts[] {
  const listed = statement(db, 'SELECT pageReference, documentId FROM sessionUpoPages WHERE sessionId = ? ORDER BY pageReference').all(id) as {
    readonly pageReference: string
    readonly documentId: number | null
  }[]
  const documents = (statement(db, KEPT).all({ reference }) as PageRow[]).map((row) => ({
    pageReference: listed.find(({ documentId }) => documentId === row.documentId)?.pageReference ?? null,
    document: toDocumentView(row),
    entries: row.entries,
    stated: statedOf(row),
  }))
  const awaited = listed.filter(({ documentId }) => documentId === null).map(({ pageReference }) => ({ pageReference, document: null, entries: 0, stated: null }))
  return [...documents.toSorted((one, other) => (one.stated?.page ?? 0) - (other.stated?.page ?? 0)), ...awaited]
}

function statedOf({ inspection }: PageRow): StatedPage | null {
  return readInspection(inspection).page ?? null
}

function toDocumentView(row: unknown): DocumentView {
  const { documentId, kind, standing, quarantineReason, sha256, byteLength, contentType, headerHash, route, fetchedAt, damagedAt, inspection } = row as DocumentRow
  const inspected = readInspection(inspection)
  const { signer, signedAt } = inspected
  return { documentId, kind, standing, quarantineReason, sha256, byteLength, contentType, headerHash, route, fetchedAt, damagedAt, checks: standingChecks(inspected, damagedAt), signer, signedAt, certificate: null }
}

const READ_SESSION = `SELECT ${SESSION_SUMMARY_COLUMNS}, statusDetails, readFingerprint IS listFingerprint AS isRead FROM sessions AS page WHERE id = ?`

/** Only what the session's list shows counts as sent; what its UPO alone names is told apart. */
const COUNTS = `
SELECT statusCode, state, count(*) AS count FROM invoices
WHERE sessionId = @id AND invoiceReference IS NOT NULL AND statusCode IS NOT NULL GROUP BY statusCode, state`

const DOCUMENT_COLUMNS = 'd.id AS documentId, d.kind, d.standing, d.quarantineReason, d.sha256, d.byteLength, d.contentType, d.headerHash, d.route, d.fetchedAt, d.damagedAt, d.inspection'

const KEPT_PAGES = "SELECT id FROM documents WHERE kind = 'session-upo' AND sessionReference = @reference AND standing = 'kept' AND damagedAt IS NULL"

const KEPT = `
SELECT ${DOCUMENT_COLUMNS}, (SELECT count(*) FROM upoEntries e WHERE e.documentId = d.id) AS entries
FROM documents d WHERE d.id IN (${KEPT_PAGES}) ORDER BY d.id`

/** What came in the place of a page names no session that could be believed: the attempt says for which one it came. */
const QUARANTINED = `
SELECT ${DOCUMENT_COLUMNS} FROM documents d
WHERE d.standing = 'quarantined' AND d.id IN (SELECT documentId FROM attempts WHERE what = 'session-upo' AND sessionReference = @reference) ORDER BY d.id`

const COUNT_NUMBERS = `SELECT count(DISTINCT ksefNumber) FROM upoEntries WHERE documentId IN (${KEPT_PAGES})`

const UNNAMED = `
SELECT i.id AS invoiceId, i.ksefNumber, i.invoiceNumber, i.invoiceHash FROM invoices i
WHERE i.sessionId = @id AND i.statusCode = 200 AND i.invoiceReference IS NOT NULL AND i.sessionUpoDocumentId IS NULL
  AND NOT EXISTS (SELECT 1 FROM upoEntries e WHERE e.ksefNumber = i.ksefNumber AND e.documentId IN (${KEPT_PAGES}))
ORDER BY i.id`

/** An accepted invoice of this very session that its list shows. */
const ON_ITS_LIST = 'i.ksefNumber = e.ksefNumber AND i.sessionId = @id AND i.statusCode = 200 AND i.invoiceReference IS NOT NULL'

const UNLISTED = `
SELECT e.documentId, e.ksefNumber, e.invoiceNumber, e.documentHash,
  (SELECT i.id FROM invoices i WHERE i.ksefNumber = e.ksefNumber AND ifnull(i.statusCode, 200) = 200 ORDER BY i.id LIMIT 1) AS invoiceId
FROM upoEntries e WHERE e.documentId IN (${KEPT_PAGES}) AND NOT EXISTS (SELECT 1 FROM invoices i WHERE ${ON_ITS_LIST})
ORDER BY e.documentId, e.position`

const DIFFERENT = `
SELECT e.documentId, i.id AS invoiceId, e.ksefNumber, i.invoiceNumber, i.invoiceHash, i.sellerNip,
  e.invoiceNumber AS statedNumber, e.documentHash AS statedHash, e.sellerNip AS statedNip
FROM upoEntries e JOIN invoices i ON ${ON_ITS_LIST}
WHERE e.documentId IN (${KEPT_PAGES})
  AND ((i.invoiceHash IS NOT NULL AND e.documentHash IS NOT i.invoiceHash) OR (e.invoiceNumber <> i.invoiceNumber) OR (e.sellerNip <> i.sellerNip))
ORDER BY e.documentId, e.position`
