import type { SessionChoice, SessionPage, SessionSummary } from '../../shared/contract/sessions.ts'
import type { ReadableDb } from '../connection.ts'
import { statement } from '../statements.ts'

export interface SessionSearch {
  /** Part of a reference number; empty: all. */
  readonly text: string
  readonly which: SessionChoice
  /** Null: of any time; otherwise those without a date are left out. */
  readonly createdSince: string | null
  readonly offset: number
  readonly limit: number
}

/** Once the list of a session was read, what its UPO alone names is apart from it. */
const COUNTS_FOR_IT = '(invoiceReference IS NOT NULL OR page.readFingerprint IS NOT page.listFingerprint)'

/** KSeF's counts beside those of this archive, of a session that the query calls `page`. */
export const SESSION_SUMMARY_COLUMNS = `
  id, referenceNumber, sessionType, statusCode, statusDescription, createdAt, updatedAt, invoiceCount, acceptedCount, rejectedCount,
  (SELECT count(*) FROM invoices WHERE sessionId = page.id AND ${COUNTS_FOR_IT}) AS knownCount,
  (SELECT count(*) FROM invoices WHERE sessionId = page.id AND ${COUNTS_FOR_IT} AND proof <> 'none') AS provenCount,
  (SELECT count(*) FROM invoices WHERE sessionId = page.id AND NOT ${COUNTS_FOR_IT}) AS unlistedCount,
  (SELECT at FROM handledSessions h WHERE h.sessionId = page.id AND h.statusCode = page.statusCode) AS handledAt,
  (SELECT note FROM handledSessions h WHERE h.sessionId = page.id AND h.statusCode = page.statusCode) AS handledNote`

/** As `hasFailedAlone` judges (shared/model/sessionFailures.ts). */
const FAILED = "statusCode >= 400 AND NOT (sessionType = 'Online' AND statusCode = 440) AND NOT EXISTS (SELECT 1 FROM invoices WHERE sessionId = sessions.id)"

const CHOSEN: Readonly<Record<SessionChoice, string>> = {
  all: 'true',
  failed: FAILED,
  'failed-open': `${FAILED} AND NOT EXISTS (SELECT 1 FROM handledSessions h WHERE h.sessionId = sessions.id AND h.statusCode = sessions.statusCode)`,
}

/** A page of sessions, newest first, with KSeF's counts beside what is here. */
export function listSessions(db: ReadableDb, { text, which, createdSince, offset, limit }: SessionSearch): SessionPage {
  const values = { text: text.trim().toUpperCase(), createdSince }
  const where = `WHERE (@text = '' OR instr(upper(referenceNumber), @text) > 0) AND ${CHOSEN[which]} AND (@createdSince IS NULL OR createdAt >= @createdSince)`
  const total = statement(db, `SELECT count(*) FROM sessions ${where}`).pluck().get(values) as number
  const rows = statement(
    db,
    `SELECT ${SESSION_SUMMARY_COLUMNS}
     FROM (SELECT * FROM sessions ${where} ORDER BY createdAt DESC, id DESC LIMIT @limit OFFSET @offset) AS page
     ORDER BY createdAt DESC, id DESC`,
  ).all({ ...values, limit, offset }) as SessionSummary[]
  return { total, rows }
}
