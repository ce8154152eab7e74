import type { ReadableDb } from '../connection.ts'
import type { PendingInvoice, ProofCounts, SessionToPlan } from '../outputs.ts'
import { statement } from '../statements.ts'
import { IS_FREE } from './damagedDocuments.ts'
import { WANTS_SESSION_UPO } from './sessionUpoPages.ts'

type Row = Omit<SessionToPlan, 'isMoved' | 'wantsSessionUpo'> & { readonly isMoved: 0 | 1; readonly wantsSessionUpo: 0 | 1 }

/** Sessions whose list entry moved since they were last read, and those with accepted invoices that nothing proves; newest first. */
export function sessionsToPlan(db: ReadableDb): readonly SessionToPlan[] {
  const rows = statement(db, SESSIONS).all() as Row[]
  return rows.map((row) => ({ ...row, isMoved: row.isMoved === 1, wantsSessionUpo: row.wantsSessionUpo === 1 }))
}

/** The listed invoices of a session whose status may still move or which nothing proves: what single questions are for. */
export function pendingInvoices(db: ReadableDb, { sessionReference }: { readonly sessionReference: string }): readonly PendingInvoice[] {
  return statement(db, PENDING_INVOICES).all(sessionReference) as PendingInvoice[]
}

/** Over all sessions: how many invoices KSeF counts as accepted (where it does not, how many of its list are), and how many a verified UPO proves. */
export function proofCounts(db: ReadableDb): ProofCounts {
  return statement(db, COUNTS).get() as ProofCounts
}

/** 100 and 150 may still move (API-NOTES §4). */
const IS_PENDING = `i.invoiceReference IS NOT NULL AND (i.statusCode IN (100, 150) OR (i.statusCode = 200 AND i.proof = 'none' AND ${IS_FREE}))`

// A quiet archive of a million invoices has next to nothing in these two indexes: the question costs nothing then.
const SESSIONS = `
WITH wanted AS MATERIALIZED (
  SELECT id FROM sessions INDEXED BY sessions_to_read WHERE readFingerprint IS NOT listFingerprint
  UNION SELECT i.sessionId FROM invoices i INDEXED BY invoices_without_upo
  WHERE i.upoDocumentId IS NULL AND i.sessionId IS NOT NULL AND i.statusCode = 200 AND i.invoiceReference IS NOT NULL AND i.proof = 'none' AND ${IS_FREE}
)
SELECT s.referenceNumber AS sessionReference, s.statusCode, s.invoiceCount, s.acceptedCount, s.listFingerprint AS fingerprint,
  s.readFingerprint IS NOT s.listFingerprint AS isMoved, ${WANTS_SESSION_UPO} AS wantsSessionUpo,
  (SELECT count(*) FROM invoices i WHERE i.sessionId = s.id AND i.proof <> 'none') AS proven,
  (SELECT count(*) FROM invoices i WHERE i.sessionId = s.id AND i.invoiceReference IS NOT NULL) AS listed,
  (SELECT count(*) FROM invoices i WHERE i.sessionId = s.id AND ${IS_PENDING}) AS pending
FROM wanted CROSS JOIN sessions s ON s.id = wanted.id
ORDER BY s.createdAt DESC, s.id DESC`

const PENDING_INVOICES = `
SELECT i.id AS invoiceId, i.invoiceReference FROM invoices i JOIN sessions s ON s.id = i.sessionId
WHERE s.referenceNumber = ? AND ${IS_PENDING} ORDER BY i.id`

const COUNTS = `
SELECT (SELECT ifnull(sum(ifnull(acceptedCount, (SELECT count(*) FROM invoices i WHERE i.sessionId = s.id AND i.statusCode = 200))), 0) FROM sessions s) AS accepted,
  (SELECT count(*) FROM invoices WHERE sessionId IS NOT NULL AND proof <> 'none') AS proven`
