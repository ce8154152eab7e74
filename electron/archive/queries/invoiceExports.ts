import type { ReadableDb, WritableDb } from '../connection.ts'
import type { ExportWindow, PreparedExport, SettledExport } from '../inputs.ts'
import { toFlag } from '../invoiceRow.ts'
import type { LastExport, OpenExport } from '../outputs.ts'
import { statement } from '../statements.ts'
import { inTransaction } from '../transaction.ts'

/** Keeps the key of an export before it is ordered: whoever loses it loses the package (API-NOTES §3). */
export function prepareExport(db: WritableDb, prepared: PreparedExport): { readonly id: number } {
  return { id: statement(db, INSERT_EXPORT).pluck().get({ ...prepared }) as number }
}

export function noteExportAsked(db: WritableDb, { id, referenceNumber, askedAt }: { readonly id: number; readonly referenceNumber: string; readonly askedAt: string }): null {
  statement(db, 'UPDATE invoiceExports SET referenceNumber = ?, askedAt = ? WHERE id = ?').run(referenceNumber, askedAt, id)
  return null
}

/** The export of a window that begins here and has no outcome yet; null: none. */
export function openExport(db: ReadableDb, { role, mode, windowFrom }: Omit<ExportWindow, 'windowTo'>): OpenExport | null {
  return (statement(db, OPEN_EXPORT).get(role, mode, windowFrom) as OpenExport | undefined) ?? null
}

/** The last export of a window that begins here; null: it was never ordered. */
export function lastExport(db: ReadableDb, { role, mode, windowFrom }: Omit<ExportWindow, 'windowTo'>): LastExport | null {
  const row = statement(db, 'SELECT attempt, settledAt, outcome FROM invoiceExports WHERE role = ? AND mode = ? AND windowFrom = ? ORDER BY id DESC LIMIT 1').get(role, mode, windowFrom)
  return (row as LastExport | undefined) ?? null
}

/** Notes how an export ended and moves the marks that rest on it, both or neither. */
export function settleExport(db: WritableDb, { advance, isTruncated, ...settled }: SettledExport): null {
  return inTransaction(db, () => {
    statement(db, SETTLE).run({ ...settled, isTruncated: toFlag(isTruncated) })
    for (const { key, until } of advance) statement(db, ADVANCE).run(key, until)
    return null
  })
}

const INSERT_EXPORT = `
INSERT INTO invoiceExports (role, mode, windowFrom, windowTo, attempt, aesKey, iv, preparedAt)
VALUES (@role, @mode, @windowFrom, @windowTo, @attempt, @aesKey, @iv, @preparedAt) RETURNING id`

const OPEN_EXPORT = `
SELECT id, role, mode, windowFrom, windowTo, attempt, aesKey, iv, preparedAt, referenceNumber, askedAt FROM invoiceExports
WHERE role = ? AND mode = ? AND windowFrom = ? AND settledAt IS NULL ORDER BY id LIMIT 1`

const SETTLE = `
UPDATE invoiceExports SET settledAt = @settledAt, outcome = @outcome, detail = @detail, invoiceCount = @invoiceCount, isTruncated = @isTruncated,
  lastPermanentStorageDate = @lastPermanentStorageDate, permanentStorageHwmDate = @permanentStorageHwmDate
WHERE id = @id`

const ADVANCE = 'INSERT INTO syncState (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = max(value, excluded.value)'
