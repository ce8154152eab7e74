import { AppError } from '../../shared/errors.ts'
import type { ReadableDb, WritableDb } from '../connection.ts'
import type { WantedSessionUpo } from '../outputs.ts'
import { statement } from '../statements.ts'
import { inTransaction } from '../transaction.ts'
import { IS_HELD_BACK } from './damagedDocuments.ts'

/**
 * Finished sessions with accepted invoices whose session UPO is not here in full, newest first, by id below `beforeId` (null: from
 * the newest). A session whose pages are all here is never asked for again; a damaged page is, once the person asked for it.
 */
export function sessionUposWanted(db: ReadableDb, { beforeId, limit }: { readonly beforeId: number | null; readonly limit: number }): readonly WantedSessionUpo[] {
  return statement(db, WANTED).all({ beforeId, limit }) as WantedSessionUpo[]
}

/**
 * SQL: session `s` has a session UPO that is not here in full. 200 is "processed" in both tables of session codes; before it there is none,
 * after a failure there never is, and one without any correct invoice has a code of its own (API-NOTES §4).
 */
export const WANTS_SESSION_UPO = `(s.statusCode = 200 AND ifnull(s.acceptedCount, 1) > 0
  AND (NOT EXISTS (SELECT 1 FROM sessionUpoPages p WHERE p.sessionId = s.id)
    OR EXISTS (SELECT 1 FROM sessionUpoPages p LEFT JOIN documents d ON d.id = p.documentId WHERE p.sessionId = s.id AND (d.id IS NULL OR (d.damagedAt IS NOT NULL AND NOT (${IS_HELD_BACK}))))))`

const WANTED = `
SELECT s.id AS sessionId, s.referenceNumber AS sessionReference FROM sessions s
WHERE ${WANTS_SESSION_UPO} AND (@beforeId IS NULL OR s.id < @beforeId)
ORDER BY s.id DESC LIMIT @limit`

export interface ListedUpoPages {
  readonly sessionReference: string
  readonly listedAt: string
  readonly pageReferences: readonly string[]
}

/** Notes the pages that KSeF named for a session; answers those that are to be fetched. Error: 'not-found' for an unknown session. */
export function recordSessionUpoPages(db: WritableDb, { sessionReference, listedAt, pageReferences }: ListedUpoPages): readonly string[] {
  return inTransaction(db, () => {
    const sessionId = sessionIdOf(db, sessionReference)
    for (const pageReference of pageReferences) {
      statement(db, 'INSERT INTO sessionUpoPages (sessionId, pageReference, listedAt) VALUES (?, ?, ?) ON CONFLICT DO NOTHING').run(sessionId, pageReference, listedAt)
    }
    const here = statement(db, `SELECT p.pageReference FROM sessionUpoPages p JOIN documents d ON d.id = p.documentId WHERE p.sessionId = ? AND (d.damagedAt IS NULL OR (${IS_HELD_BACK}))`).pluck().all(sessionId)
    return pageReferences.filter((pageReference) => !here.includes(pageReference))
  })
}

/** Notes which document a page is. */
export function linkSessionUpoPage(
  db: WritableDb,
  { sessionReference, pageReference, documentId }: { readonly sessionReference: string; readonly pageReference: string; readonly documentId: number },
): void {
  statement(db, 'UPDATE sessionUpoPages SET documentId = ? WHERE sessionId = ? AND pageReference = ?').run(documentId, sessionIdOf(db, sessionReference), pageReference)
}

function sessionIdOf(db: ReadableDb, sessionReference: string): number {
  const sessionId = statement(db, 'SELECT id FROM sessions WHERE referenceNumber = ?').pluck().get(sessionReference) as number | undefined
  if (sessionId === undefined) throw new AppError('not-found', { details: { sessionReference } })
  return sessionId
}
