import type { ReadableDb, WritableDb } from '../connection.ts'
import type { ListedSession } from '../inputs.ts'
import { utcOf } from '../ksefTime.ts'
import { statement } from '../statements.ts'
import { inTransaction } from '../transaction.ts'
import { observeSession } from './observations.ts'

/** Records a page of the session list. A session whose entry has not moved since costs one look-up and no write. */
export function recordListedSessions(
  db: WritableDb,
  { listedAt, sessions }: { readonly listedAt: string; readonly sessions: readonly ListedSession[] },
): { readonly added: number; readonly changed: number } {
  return inTransaction(db, () => {
    let added = 0
    let changed = 0
    for (const session of sessions) {
      const known = statement(db, 'SELECT listFingerprint FROM sessions WHERE referenceNumber = ?').pluck().get(session.referenceNumber) as string | undefined
      const listFingerprint = fingerprintOf(session, listedAt)
      if (known === listFingerprint) continue
      const id = statement(db, WRITE_SESSION).pluck().get(toColumns(session, listFingerprint, listedAt)) as number
      observeSession(db, id, { observedAt: listedAt, route: 'sessions', statusCode: session.statusCode, raw: session.raw })
      if (known === undefined) added += 1
      else changed += 1
    }
    return { added, changed }
  })
}

/** Codes of a session that may still move (API-NOTES §4: 100 open or started, 150 processing, 170 closed). */
const UNFINISHED = [100, 150, 170]

/** When the longest quiet of the sessions that may still move was last modified (UTC); null when none is unfinished. */
export function oldestUnfinishedSession(db: ReadableDb, { sessionType }: { readonly sessionType: 'Online' | 'Batch' }): string | null {
  const sql = `SELECT min(updatedAt) FROM sessions WHERE sessionType = ? AND statusCode IN (${UNFINISHED.join(', ')})`
  return statement(db, sql).pluck().get(sessionType) as string | null
}

/** Notes that all invoices of a session were recorded as of the list entry with this fingerprint. */
export function markSessionRead(db: WritableDb, { sessionReference, fingerprint }: { readonly sessionReference: string; readonly fingerprint: string }): null {
  statement(db, 'UPDATE sessions SET readFingerprint = ? WHERE referenceNumber = ?').run(fingerprint, sessionReference)
  return null
}

/**
 * What must stand still for a session to cost nothing (API-NOTES §3): status code, `dateUpdated` and the counts. Without the last two nothing tells
 * whether one that may still move did: each listing may be news.
 */
function fingerprintOf({ statusCode, dateUpdated, invoiceCount, acceptedCount, rejectedCount }: ListedSession, listedAt: string): string {
  const isTold = dateUpdated !== null || invoiceCount !== null || !UNFINISHED.includes(statusCode)
  return [statusCode, isTold ? (dateUpdated ?? '') : listedAt, invoiceCount, acceptedCount, rejectedCount].join('|')
}

function toColumns(session: ListedSession, listFingerprint: string, listedAt: string): Record<string, string | number | null> {
  return {
    ...session,
    statusDetails: JSON.stringify(session.statusDetails),
    createdAt: utcOf(session.dateCreated),
    updatedAt: utcOf(session.dateUpdated),
    listFingerprint,
    listedAt,
  }
}

const WRITE_SESSION = `
INSERT INTO sessions (referenceNumber, sessionType, statusCode, statusDescription, statusDetails, dateCreated, createdAt,
  dateUpdated, updatedAt, validUntil, invoiceCount, acceptedCount, rejectedCount, listFingerprint, listedAt)
VALUES (@referenceNumber, @sessionType, @statusCode, @statusDescription, @statusDetails, @dateCreated, @createdAt,
  @dateUpdated, @updatedAt, @validUntil, @invoiceCount, @acceptedCount, @rejectedCount, @listFingerprint, @listedAt)
ON CONFLICT (referenceNumber) DO UPDATE SET
  statusCode = excluded.statusCode, statusDescription = excluded.statusDescription, statusDetails = excluded.statusDetails,
  dateCreated = ifnull(excluded.dateCreated, dateCreated), createdAt = ifnull(excluded.createdAt, createdAt),
  dateUpdated = excluded.dateUpdated, updatedAt = excluded.updatedAt, validUntil = ifnull(excluded.validUntil, validUntil),
  invoiceCount = excluded.invoiceCount, acceptedCount = excluded.acceptedCount, rejectedCount = excluded.rejectedCount,
  listFingerprint = excluded.listFingerprint, listedAt = excluded.listedAt
RETURNING id`
