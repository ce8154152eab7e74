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

const WRITE_MARK = `
INSERT INTO handledInvoices (invoiceId, cause, note, at) VALUES (@invoiceId, @cause, @note, @at)
ON CONFLICT (invoiceId) DO UPDATE SET cause = excluded.cause, note = excluded.note, at = excluded.at`
