import type { ReadableDb, WritableDb } from '../connection.ts'
import { statement } from '../statements.ts'

/** What the refresh wrote down for its next run (high-water marks, the day from which sessions are read). */
export function readSyncState(db: ReadableDb, { key }: { readonly key: string }): string | null {
  return (statement(db, 'SELECT value FROM syncState WHERE key = ?').pluck().get(key) as string | undefined) ?? null
}

export function writeSyncState(db: WritableDb, { key, value }: { readonly key: string; readonly value: string }): null {
  statement(db, 'INSERT INTO syncState (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(key, value)
  return null
}
