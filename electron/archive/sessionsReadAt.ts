import { LEADS_TO_UPO } from '../shared/contract/jobs.ts'
import type { ReadableDb } from './connection.ts'
import { statement } from './statements.ts'

/** When the newest refresh began that read all lists of submissions and of the invoices in them, as far as its credential is shown them (instant, UTC); null: none did. */
export function sessionsReadAt(db: ReadableDb): string | null {
  return (statement(db, SESSIONS_READ).pluck().get(JSON.stringify(LEADS_TO_UPO)) as string | undefined) ?? null
}

/** The same of one that KSeF showed what others sent in this context, too (API-NOTES §2, Permissions). */
export function allSessionsReadAt(db: ReadableDb): string | null {
  return (statement(db, ALL_SESSIONS_READ).pluck().get(JSON.stringify(LEADS_TO_UPO)) as string | undefined) ?? null
}

const HAS_READ = "outcome IN ('done', 'paused') AND NOT EXISTS (SELECT 1 FROM json_each(result, '$.waitingFor') w WHERE w.value IN (SELECT value FROM json_each(?)))"

const SESSIONS_READ = `SELECT startedAt FROM refreshRuns WHERE ${HAS_READ} ORDER BY id DESC LIMIT 1`
const ALL_SESSIONS_READ = `SELECT startedAt FROM refreshRuns WHERE ${HAS_READ} AND result ->> 'seesAllSessions' = 1 ORDER BY id DESC LIMIT 1`
