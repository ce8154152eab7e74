import type { ReadableDb, WritableDb } from '../connection.ts'
import { appendJournal } from '../journal/appendJournal.ts'
import type { HandledMark } from '../outputs.ts'
import { statement } from '../statements.ts'
import { inTransaction } from '../transaction.ts'

export interface HandledInput extends HandledMark {
  readonly invoiceId: number
}

/** Marks an invoice as dealt with, for this cause; a mark that was there before is replaced. Both go into its history. */
export function markHandled(db: WritableDb, { invoiceId, cause, note, at }: HandledInput): null {
  return inTransaction(db, () => {
    statement(db, WRITE_MARK).run({ invoiceId, cause, note, at })
    appendJournal(db, { at, kind: 'handled', invoiceIds: [invoiceId], sessionReference: null, documentSha256: null, detail: { cause, note } })
    return null
  })
}

/** Takes the mark away; an invoice without one stays as it is. */
export function undoHandled(db: WritableDb, { invoiceId, at }: { readonly invoiceId: number; readonly at: string }): null {
  return inTransaction(db, () => {
    const mark = handledMark(db, invoiceId)
    if (mark === null) return null
    statement(db, 'DELETE FROM handledInvoices WHERE invoiceId = ?').run(invoiceId)
    appendJournal(db, { at, kind: 'handled-undone', invoiceIds: [invoiceId], sessionReference: null, documentSha256: null, detail: { cause: mark.cause } })
    return null
  })
}

export function handledMark(db: ReadableDb, invoiceId: number): HandledMark | null {
  return (statement(db, 'SELECT cause, note, at FROM handledInvoices WHERE invoiceId = ?').get(invoiceId) as HandledMark | undefined) ?? null
}

export interface HandledSessionInput {
  readonly sessionId: number
  /** The mark holds for this one: what KSeF says later of the session is told again. */
  readonly statusCode: number
  readonly note: string
  readonly at: string
}

/** Marks a submission that failed as dealt with; a mark that was there before is replaced. Both go into the history of the archive. */
export function markSessionHandled(db: WritableDb, { sessionId, statusCode, note, at }: HandledSessionInput): null {
  return inTransaction(db, () => {
    statement(db, WRITE_SESSION_MARK).run({ sessionId, statusCode, note, at })
    appendJournal(db, { at, kind: 'handled', invoiceIds: [], sessionReference: referenceOf(db, sessionId), documentSha256: null, detail: { statusCode, note } })
    return null
  })
}

/** Takes the mark away; a session without one stays as it is. */
export function undoSessionHandled(db: WritableDb, { sessionId, at }: { readonly sessionId: number; readonly at: string }): null {
  return inTransaction(db, () => {
    const statusCode = statement(db, 'DELETE FROM handledSessions WHERE sessionId = ? RETURNING statusCode').pluck().get(sessionId) as number | undefined
    if (statusCode !== undefined) appendJournal(db, { at, kind: 'handled-undone', invoiceIds: [], sessionReference: referenceOf(db, sessionId), documentSha256: null, detail: { statusCode } })
    return null
  })
}

function referenceOf(db: ReadableDb, sessionId: number): string | null {
  return (statement(db, 'SELECT referenceNumber FROM sessions WHERE id = ?').pluck().get(sessionId) as string | undefined) ?? null
}

const WRITE_SESSION_MARK = `
INSERT INTO handledSessions (sessionId, statusCode, note, at) VALUES (@sessionId, @statusCode, @note, @at)
ON CONFLICT (sessionId) DO UPDATE SET statusCode = excluded.statusCode, note = excluded.note, at = excluded.at`

const WRITE_MARK = `
INSERT INTO handledInvoices (invoiceId, cause, note, at) VALUES (@invoiceId, @cause, @note, @at)
ON CONFLICT (invoiceId) DO UPDATE SET cause = excluded.cause, note = excluded.note, at = excluded.at`
