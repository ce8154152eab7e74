import type { WritableDb } from '../connection.ts'
import type { FinishedRun } from '../inputs.ts'
import { metadataRead } from '../metadataRead.ts'
import { refreshManyDerived } from '../refreshDerived.ts'
import { statement } from '../statements.ts'
import { inTransaction } from '../transaction.ts'

/** Notes that a refresh began; one that was killed stays without an end. */
export function startRun(db: WritableDb, { startedAt }: { readonly startedAt: string }): { readonly runId: number } {
  return { runId: statement(db, 'INSERT INTO refreshRuns (startedAt) VALUES (?) RETURNING id').pluck().get(startedAt) as number }
}

/** Notes how a refresh ended. KSeF's list of sales may have been read further by it: what came in files and is not there proves nothing from now on. */
export function finishRun(db: WritableDb, { runId, finishedAt, outcome, result }: FinishedRun): null {
  return inTransaction(db, () => {
    statement(db, 'UPDATE refreshRuns SET finishedAt = ?, outcome = ?, result = ? WHERE id = ?').run(finishedAt, outcome, result, runId)
    if (metadataRead(db) !== null) refreshManyDerived(db, statement(db, PROVEN_ON_NO_LIST).pluck().all() as number[], { extent: 'proof' })
    return null
  })
}

// The first two terms are those of the index invoices_without_metadata.
const PROVEN_ON_NO_LIST = "SELECT id FROM invoices WHERE metadataReadAt IS NULL AND ifnull(statusCode, 200) = 200 AND statusCode IS NULL AND proof <> 'none'"
