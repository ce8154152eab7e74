import { isAlive } from '../../platform/isAlive.ts'
import { contextKey } from '../../shared/model/context.ts'
import type { KsefContext } from '../../shared/model/context.ts'
import type { RateGroup, RateLimits } from '../../shared/model/rateLimits.ts'
import { statement } from '../statements.ts'
import { inTransaction } from '../transaction.ts'
import type { CatalogueDb } from './connection.ts'

/** One call that KSeF counts, or may have counted; times are milliseconds since 1970. */
export interface SpentCallRow {
  readonly id: number
  readonly group: RateGroup
  readonly route: string
  readonly startedAt: number
  readonly answeredAt: number | null
  /** It has no answer, and the process that made it lives. */
  readonly isUnderWay: boolean
}

export interface PauseRow {
  readonly bucket: string
  readonly untilMs: number
}

/** What one context has spent of KSeF's limits, in the shape that the client's rate budget asks for (its `BudgetStore`). */
export interface SpentBudget {
  exclusively<Result>(act: () => Result): Result
  mark(): string
  loadCalls(): readonly SpentCallRow[]
  reserve(group: RateGroup, route: string, startedAt: number): number
  settle(id: number, answeredAt: number): void
  release(id: number): void
  prune(beforeMs: number): void
  loadLimits(): RateLimits | null
  saveLimits(limits: RateLimits): void
  loadPauses(): readonly PauseRow[]
  savePause(pause: PauseRow): void
  loadSignInPause(): number | null
  saveSignInPause(untilMs: number): void
}

const SIGN_IN = 'sign-in'

/** KSeF's windows outlive the program, so each call is written down before it goes out (API-NOTES §3). */
export function spentBudgetOf(db: CatalogueDb, context: KsefContext): SpentBudget {
  const key = contextKey(context)
  const savePause = (whose: string, bucket: string, untilMs: number): void => {
    statement(db, 'INSERT INTO pauses (contextKey, bucket, untilMs) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET untilMs = excluded.untilMs').run(whose, bucket, untilMs)
  }
  return {
    exclusively: (act) => inTransaction(db, act),
    // The first changes when another connection wrote, the second when this one did.
    mark: () => `${statement(db, 'PRAGMA data_version').pluck().get() as number}.${statement(db, 'SELECT total_changes()').pluck().get() as number}`,
    loadCalls: () =>
      (statement(db, 'SELECT id, rateGroup AS "group", route, startedAt, answeredAt, processId FROM spentCalls WHERE contextKey = ? ORDER BY id').all(key) as StoredCall[]).map(
        ({ processId, ...call }) => ({ ...call, isUnderWay: call.answeredAt === null && processId !== null && isAlive(processId) }),
      ),
    reserve: (group, route, startedAt) =>
      statement(db, 'INSERT INTO spentCalls (contextKey, rateGroup, route, startedAt, processId) VALUES (?, ?, ?, ?, ?) RETURNING id')
        .pluck()
        .get(key, group, route, startedAt, process.pid) as number,
    settle: (id, answeredAt) => {
      statement(db, 'UPDATE spentCalls SET answeredAt = ? WHERE id = ? AND contextKey = ?').run(answeredAt, id, key)
    },
    release: (id) => {
      statement(db, 'DELETE FROM spentCalls WHERE id = ? AND contextKey = ?').run(id, key)
    },
    prune: (beforeMs) => {
      statement(db, 'DELETE FROM spentCalls WHERE contextKey = ? AND startedAt < ?').run(key, beforeMs)
    },
    loadLimits: () => {
      const limits = statement(db, 'SELECT limits FROM limits WHERE contextKey = ?').pluck().get(key) as string | undefined
      return limits === undefined ? null : (JSON.parse(limits) as RateLimits)
    },
    saveLimits: (limits) => {
      statement(db, 'INSERT INTO limits (contextKey, limits) VALUES (?, ?) ON CONFLICT DO UPDATE SET limits = excluded.limits').run(key, JSON.stringify(limits))
    },
    loadPauses: () => statement(db, 'SELECT bucket, untilMs FROM pauses WHERE contextKey = ?').all(key) as PauseRow[],
    savePause: ({ bucket, untilMs }) => savePause(key, bucket, untilMs),
    // Kept under the environment alone, for it holds for all of its contexts.
    loadSignInPause: () => (statement(db, 'SELECT untilMs FROM pauses WHERE contextKey = ? AND bucket = ?').pluck().get(context.environment, SIGN_IN) as number | undefined) ?? null,
    saveSignInPause: (untilMs) => savePause(context.environment, SIGN_IN, untilMs),
  }
}

type StoredCall = Omit<SpentCallRow, 'isUnderWay'> & { readonly processId: number | null }
