import type { RefreshResult } from '../shared/contract/jobs.ts'
import type { ReadableDb } from './connection.ts'
import { statement } from './statements.ts'

/** A refresh that waits for any of these may not have seen what a submission holds. */
const LISTS = ['sessions', 'invoices', 'upos', 'session-upos'] as const satisfies readonly RefreshResult['waitingFor'][number][]

/** When the newest refresh began that read all lists of submissions and of the invoices in them (instant, UTC); null: none did. */
export function sessionsReadAt(db: ReadableDb): string | null {
  return (statement(db, SESSIONS_READ).pluck().get(JSON.stringify(LISTS)) as string | undefined) ?? null
}

const SESSIONS_READ = `
SELECT startedAt FROM refreshRuns
WHERE outcome IN ('done', 'paused') AND NOT EXISTS (SELECT 1 FROM json_each(result, '$.waitingFor') w WHERE w.value IN (SELECT value FROM json_each(?)))
ORDER BY id DESC LIMIT 1`
