import type { ReadableDb, WritableDb } from '../connection.ts'
import { journalHead } from '../journal/appendJournal.ts'
import { refreshDerived } from '../refreshDerived.ts'
import { statement } from '../statements.ts'
import { inTransaction } from '../transaction.ts'

export type SelfCheckScope = 'incremental' | 'full'

/** A self-check as it was written down; one that was killed has no end. */
export interface SelfCheckRecord {
  readonly id: number
  readonly startedAt: string
  readonly finishedAt: string | null
  readonly scope: SelfCheckScope
  readonly outcome: string | null
  readonly documentsChecked: number
  readonly damaged: number
  /** JSON text. */
  readonly result: string
}

export interface StartedSelfCheck {
  readonly startedAt: string
  readonly scope: SelfCheckScope
  /** A check that began before this is too old to be taken up. */
  readonly takeUpSince: string
}

/** Notes that a self-check began; a recent one of this scope that never ended is taken up again, so that what it had checked counts. */
export function startSelfCheck(db: WritableDb, { startedAt, scope, takeUpSince }: StartedSelfCheck): Pick<SelfCheckRecord, 'id' | 'startedAt'> {
  return inTransaction(db, () => {
    const last = statement(db, 'SELECT id, startedAt, finishedAt, scope FROM selfChecks ORDER BY id DESC LIMIT 1').get() as SelfCheckRecord | undefined
    if (last?.finishedAt === null && last.scope === scope && last.startedAt >= takeUpSince) return { id: last.id, startedAt: last.startedAt }
    const id = statement(db, 'INSERT INTO selfChecks (startedAt, scope) VALUES (?, ?) RETURNING id').pluck().get(startedAt, scope) as number
    return { id, startedAt }
  })
}

export interface FinishedSelfCheck extends Pick<SelfCheckRecord, 'id' | 'outcome' | 'documentsChecked' | 'damaged' | 'result'> {
  readonly finishedAt: string
}

/** Notes how a self-check ended, with the journal's head at that time. */
export function finishSelfCheck(db: WritableDb, finished: FinishedSelfCheck): null {
  return inTransaction(db, () => {
    const head = journalHead(db)
    statement(
      db,
      `UPDATE selfChecks SET finishedAt = @finishedAt, outcome = @outcome, documentsChecked = @documentsChecked, damaged = @damaged,
         result = @result, journalNumber = @journalNumber, journalHash = @journalHash WHERE id = @id`,
    ).run({ ...finished, journalNumber: head?.number ?? null, journalHash: head?.hash ?? null })
    return null
  })
}

/** The newest self-check that ended, or null. */
export function lastSelfCheck(db: ReadableDb): SelfCheckRecord | null {
  const row = statement(
    db,
    'SELECT id, startedAt, finishedAt, scope, outcome, documentsChecked, damaged, result FROM selfChecks WHERE finishedAt IS NOT NULL ORDER BY id DESC LIMIT 1',
  ).get()
  return (row as SelfCheckRecord | undefined) ?? null
}

/** What SQLite itself finds wrong with the file and its foreign keys; empty: nothing. Takes as long as reading the whole file. */
export function checkDatabase(db: ReadableDb, { scope }: { readonly scope: SelfCheckScope }): readonly string[] {
  const answers = db.pragma(scope === 'full' ? 'integrity_check(100)' : 'quick_check(100)') as Readonly<Record<string, string>>[]
  const found = answers.flatMap((row) => Object.values(row)).filter((answer) => answer !== 'ok')
  const strangers = db.pragma('foreign_key_check') as { readonly table: string; readonly parent: string }[]
  return [...found, ...strangers.slice(0, 100).map(({ table, parent }) => `${table} → ${parent}`)]
}

export interface DerivedPart {
  readonly lastId: number | null
  /** Invoices whose derived columns were other than their evidence gives; they have been made anew. */
  readonly rebuiltIds: readonly number[]
}

/** Makes the derived columns of the next `limit` invoices anew; null as `lastId`: there were no more. */
export function checkDerived(db: WritableDb, { afterId, limit }: { readonly afterId: number; readonly limit: number }): DerivedPart {
  return inTransaction(db, () => {
    const rows = statement(db, 'SELECT * FROM invoices WHERE id > ? ORDER BY id LIMIT ?').all(afterId, limit) as { readonly id: number }[]
    const rebuiltIds = rows.filter((row) => JSON.stringify(refreshDerived(db, row.id)) !== JSON.stringify(row)).map(({ id }) => id)
    return { lastId: rows.at(-1)?.id ?? null, rebuiltIds }
  })
}
