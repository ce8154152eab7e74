import type { ReadableDb, WritableDb } from '../connection.ts'
import type { AttemptInput } from '../inputs.ts'
import type { LastAttempt } from '../outputs.ts'
import { appendJournal } from '../journal/appendJournal.ts'
import { statement } from '../statements.ts'
import { inTransaction } from '../transaction.ts'

/** Appends what was tried and what came of it. Documents that came are told to the journal by `keepDocument`, the other tries here. */
export function recordAttempts(db: WritableDb, attempts: readonly AttemptInput[]): null {
  return inTransaction(db, () => {
    for (const attempt of attempts) {
      statement(db, INSERT_ATTEMPT).run({ ...attempt, details: JSON.stringify(attempt.details ?? {}) })
      if (attempt.outcome === 'failed' || attempt.outcome === 'not-available-yet') tellJournal(db, attempt, attempt.outcome)
      if (attempt.what === 'xml' && attempt.invoiceId !== null) {
        statement(db, 'UPDATE invoices SET xmlTriedAt = max(ifnull(xmlTriedAt, @at), @at) WHERE id = @id').run({ at: attempt.at, id: attempt.invoiceId })
      }
    }
    return null
  })
}

function tellJournal(db: WritableDb, { invoiceId, sessionReference, at, what, route, code, httpStatus, traceId }: AttemptInput, kind: 'failed' | 'not-available-yet'): void {
  const invoiceIds = invoiceId === null ? [] : [invoiceId]
  appendJournal(db, { at, kind, invoiceIds, sessionReference, documentSha256: null, detail: { what, route, code, httpStatus, traceId } })
}

/** What the last try to fetch this for an invoice said. */
export function lastAttempt(db: ReadableDb, invoiceId: number, what: 'upo' | 'xml' | 'metadata'): LastAttempt | null {
  const row = statement(db, 'SELECT at, route, outcome, code, httpStatus, details FROM attempts WHERE invoiceId = ? AND what = ? ORDER BY id DESC LIMIT 1').get(invoiceId, what) as
    | (Omit<LastAttempt, 'details'> & { readonly details: string })
    | undefined
  return row === undefined ? null : { ...row, details: JSON.parse(row.details) as LastAttempt['details'] }
}

const INSERT_ATTEMPT = `
INSERT INTO attempts (invoiceId, sessionReference, at, what, route, outcome, code, httpStatus, traceId, details, documentId)
VALUES (@invoiceId, @sessionReference, @at, @what, @route, @outcome, @code, @httpStatus, @traceId, @details, @documentId)`
