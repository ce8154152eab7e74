import type { ReadableDb, WritableDb } from '../connection.ts'
import type { FinishedRun } from '../inputs.ts'
import { statement } from '../statements.ts'

/** Notes that a refresh began; one that was killed stays without an end. */
export function startRun(db: WritableDb, { startedAt }: { readonly startedAt: string }): { readonly runId: number } {
  return { runId: statement(db, 'INSERT INTO refreshRuns (startedAt) VALUES (?) RETURNING id').pluck().get(startedAt) as number }
}

/** Notes how a refresh ended. */
export function finishRun(db: WritableDb, { runId, finishedAt, outcome, result }: FinishedRun): null {
  statement(db, 'UPDATE refreshRuns SET finishedAt = ?, outcome = ?, result = ? WHERE id = ?').run(finishedAt, outcome, result, runId)
  return null
}

/** What the refresh wrote down for its next run (high-water marks, the day from which sessions are read). */
export function readSyncState(db: ReadableDb, { key }: { readonly key: string }): string | null {
  return (statement(db, 'SELECT value FROM syncState WHERE key = ?').pluck().get(key) as string | undefined) ?? null
}

export function writeSyncState(db: WritableDb, { key, value }: { readonly key: string; readonly value: string }): null {
  statement(db, 'INSERT INTO syncState (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(key, value)
  return null
}
