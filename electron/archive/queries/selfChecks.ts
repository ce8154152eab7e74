import type { SelfCheckScope } from '../../shared/contract/selfChecks.ts'
import type { ReadableDb, WritableDb } from '../connection.ts'
import { journalHead } from '../journal/appendJournal.ts'
import { refreshManyDerived } from '../refreshDerived.ts'
import { statement } from '../statements.ts'
import { inTransaction } from '../transaction.ts'

/** So much of what is wrong with one table is enough to know that it is. */
const MOST_TOLD = 100

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

/** The self-checks that ended, newest first. */
export function finishedSelfChecks(db: ReadableDb, { limit }: { readonly limit: number }): readonly SelfCheckRecord[] {
  return statement(
    db,
    'SELECT id, startedAt, finishedAt, scope, outcome, documentsChecked, damaged, result FROM selfChecks WHERE finishedAt IS NOT NULL ORDER BY id DESC LIMIT ?',
  ).all(limit) as SelfCheckRecord[]
}

/** Tables of the file, each to be checked by itself: one look at the whole of a large file would keep everybody else waiting. */
export function databaseTables(db: ReadableDb): readonly string[] {
  return statement(db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").pluck().all() as string[]
}

/** What SQLite itself finds wrong with a table, its indexes and its foreign keys; empty: nothing. */
export function checkTable(db: ReadableDb, { table, scope }: { readonly table: string; readonly scope: SelfCheckScope }): readonly string[] {
  const answers = db.pragma(`${scope === 'full' ? 'integrity_check' : 'quick_check'}(${table})`) as Readonly<Record<string, string>>[]
  const found = answers.flatMap((row) => Object.values(row)).filter((answer) => answer !== 'ok')
  const strangers = db.pragma(`foreign_key_check(${table})`) as { readonly parent: string }[]
  return [...found, ...strangers.map(({ parent }) => `${table} → ${parent}`)].slice(0, MOST_TOLD)
}

/** SQL: a document that a check at `@at` has before it. A check that is noted for later than that was made by a wrong clock, and is none to rely on. */
export const IS_TO_CHECK = '(checkedAt IS NULL OR checkedAt < @checkedBefore OR checkedAt > @at)'

/** How many documents a check at `at` that leaves out what was checked since `checkedBefore` has before it, and how many it leaves out. */
export function countToCheck(db: ReadableDb, { checkedBefore, at }: { readonly checkedBefore: string; readonly at: string }): { readonly toCheck: number; readonly passedOver: number } {
  return statement(db, `SELECT count(*) FILTER (WHERE ${IS_TO_CHECK}) AS toCheck, count(*) FILTER (WHERE NOT ${IS_TO_CHECK}) AS passedOver FROM documents`).get({
    checkedBefore,
    at,
  }) as { readonly toCheck: number; readonly passedOver: number }
}

/**
 * Holds the word index against the words of the invoices, which SQLite's own check of the file leaves out, and makes one anew that does not fit them. Its words are
 * read all at once: a few seconds for a million invoices.
 */
export function checkWords(db: WritableDb): { readonly isRebuilt: boolean } {
  try {
    statement(db, "INSERT INTO invoiceWords (invoiceWords, rank) VALUES ('integrity-check', 1)").run()
    return { isRebuilt: false }
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && String(cause.code).startsWith('SQLITE_CORRUPT'))) throw cause
    statement(db, "INSERT INTO invoiceWords (invoiceWords) VALUES ('rebuild')").run()
    return { isRebuilt: true }
  }
}

export interface DerivedPart {
  readonly lastId: number | null
  /** Invoices whose derived columns were other than their evidence gives; they have been made anew. */
  readonly rebuiltIds: readonly number[]
}

/** Makes the derived columns of the next `limit` invoices anew; null as `lastId`: there were no more. */
export function checkDerived(db: WritableDb, { afterId, limit }: { readonly afterId: number; readonly limit: number }): DerivedPart {
  return inTransaction(db, () => {
    const readRows = (): readonly { readonly id: number }[] => statement(db, 'SELECT * FROM invoices WHERE id > ? ORDER BY id LIMIT ?').all(afterId, limit) as { readonly id: number }[]
    const rows = readRows()
    refreshManyDerived(db, rows.map(({ id }) => id))
    const anew = readRows()
    const rebuiltIds = rows.filter((row, index) => JSON.stringify(row) !== JSON.stringify(anew[index])).map(({ id }) => id)
    return { lastId: rows.at(-1)?.id ?? null, rebuiltIds }
  })
}
