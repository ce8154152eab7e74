import type { SessionListItem } from '../../ksef/endpoints/sessionAnswers.ts'
import type { SessionType } from '../../ksef/endpoints/sessions.ts'
import { normaliseInstant } from '../../shared/model/instant.ts'
import { nowOf } from './refreshRun.ts'
import type { RefreshRun } from './refreshRun.ts'
import { advanceMark, readMark, writeMark } from './syncMarks.ts'
import { toListedSession } from './toListed.ts'

/** The most that one call gives (API-NOTES §3): listing costs a call per thousand sessions. */
const PAGE_SIZE = 1000

/** A session may appear on the list a little after its `dateUpdated`; looking back costs nothing while it fits one page. */
const OVERLAP_MS = 6 * 3_600_000

const MARKS = { Online: 'sessionsOnlineUntil', Batch: 'sessionsBatchUntil' } as const
const ACCESS_MARKS = { Online: 'sessionsOnlineAccess', Batch: 'sessionsBatchAccess' } as const

export interface SessionsWanted {
  /** Instant. */
  readonly from: string
  readonly rereadFromStart: boolean
  /** Since when the credential has its permissions: others show what others sent long before the mark. */
  readonly accessSince: string
}

/**
 * Records the sessions of both types that are new or were modified since the mark (or since `from`, where that is earlier, there is no
 * mark, or it was read with other permissions). Each page is committed; the mark moves when the whole list was read.
 */
export async function listSessions(run: RefreshRun, { from, rereadFromStart, accessSince }: SessionsWanted): Promise<void> {
  for (const sessionType of ['Online', 'Batch'] as const) {
    const isReread = rereadFromStart || (await readMark(run.archive, ACCESS_MARKS[sessionType])) !== accessSince
    const mark = isReread ? null : await readMark(run.archive, MARKS[sessionType])
    const unfinished = mark === null ? null : await run.archive.oldestUnfinishedSession({ sessionType })
    const since = mark === null ? from : earliest(new Date(Date.parse(mark) - OVERLAP_MS).toISOString(), unfinished)
    const newest = await listOneType(run, sessionType, since)
    if (newest !== null) await advanceMark(run.archive, MARKS[sessionType], newest)
    if (isReread) await writeMark(run.archive, ACCESS_MARKS[sessionType], accessSince)
  }
}

async function listOneType(run: RefreshRun, sessionType: SessionType, dateModifiedFrom: string): Promise<string | null> {
  let newest: string | null = null
  let continuationToken: string | null = null
  do {
    const query = { sessionType, pageSize: PAGE_SIZE, dateModifiedFrom, ...(continuationToken !== null && { continuationToken }) }
    const page = await run.client.listSessions(query, run.signal)
    if (page.unreadable.length > 0) run.tally.warnings.add(`sessions-unreadable:${page.unreadable.length}`)
    await run.archive.recordListedSessions({ listedAt: nowOf(run), sessions: page.items.map((item) => toListedSession(item, sessionType)) })
    newest = [newest, ...page.items.map(modifiedAt)].reduce(latest, null)
    continuationToken = page.continuationToken
  } while (continuationToken !== null)
  return newest
}

function modifiedAt({ dateUpdated }: SessionListItem): string | null {
  return dateUpdated === null ? null : normaliseInstant(dateUpdated)
}

function latest(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other
  return one > other ? one : other
}

function earliest(one: string, other: string | null): string {
  return other === null || one < other ? one : other
}
