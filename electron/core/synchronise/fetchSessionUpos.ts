import type { AttemptInput } from '../../archive/inputs.ts'
import type { WantedSessionUpo } from '../../archive/outputs.ts'
import { giveAway } from '../../archive/thread/givenAway.ts'
import type { SessionStatus } from '../../ksef/endpoints/sessionAnswers.ts'
import { fetchUpo } from '../../ksef/fetchUpo.ts'
import type { FetchAttempt } from '../../ksef/fetchUpo.ts'
import { isOfOneCall } from '../../shared/errors.ts'
import type { AppError } from '../../shared/errors.ts'
import { attemptFacts } from './attemptFacts.ts'
import { spentBudgetOf } from './budgetWaits.ts'
import { inTurn } from './inTurn.ts'
import { createOutageGuard } from './outageGuard.ts'
import type { OutageGuard } from './outageGuard.ts'
import { nowOf } from './refreshRun.ts'
import type { RefreshRun } from './refreshRun.ts'

const SESSIONS_A_QUESTION = 200

/** A page may have megabytes: few at once keep memory flat, and one call each is all that is limited. */
export const SESSIONS_AT_ONCE = 3

/**
 * The collective receipts that no plan needed, after the invoices' own: one limited call for each finished session whose pages are not all
 * here, the pages by link. Every page is on disk before the next; a spent budget leaves the rest for the next run.
 */
export async function fetchSessionUpos(run: RefreshRun): Promise<void> {
  const fetchPages = createSessionUpoFetcher(run)
  let beforeId: number | null = null
  for (;;) {
    const wanted: readonly WantedSessionUpo[] = await run.archive.sessionUposWanted({ beforeId, limit: SESSIONS_A_QUESTION })
    const last = wanted.at(-1)
    if (last === undefined) return
    beforeId = last.sessionId
    await inTurn(wanted.filter(({ sessionReference }) => !run.askedSessionUpos.has(sessionReference)), SESSIONS_AT_ONCE, fetchPages)
    if (isBudgetSpent(run)) return
  }
}

/** Fetches the pages of a session that are not here; every page is on disk when it resolves. Nothing is asked once the budget is spent. */
export function createSessionUpoFetcher(run: RefreshRun): (session: Pick<WantedSessionUpo, 'sessionReference'>) => Promise<void> {
  const outage = createOutageGuard()
  return (session) => fetchOne(run, session, outage)
}

async function fetchOne(run: RefreshRun, { sessionReference }: Pick<WantedSessionUpo, 'sessionReference'>, outage: OutageGuard): Promise<void> {
  if (isBudgetSpent(run)) return
  outage.throwIfOut()
  run.askedSessionUpos.add(sessionReference)
  const status = await readStatus(run, sessionReference, outage)
  if (status === null) return
  const missing = await run.archive.recordSessionUpoPages({
    sessionReference,
    listedAt: nowOf(run),
    pageReferences: status.upoPages.map(({ referenceNumber }) => referenceNumber),
  })
  if (status.upoPages.length === 0) await recordNoPages(run, sessionReference)
  for (const page of status.upoPages.filter(({ referenceNumber }) => missing.includes(referenceNumber))) {
    const link = page.downloadUrl === null ? null : { url: page.downloadUrl, expiresAt: page.downloadUrlExpirationDate }
    const { attempts } = await fetchUpo(run.client, { kind: 'session', sessionReference, upoReference: page.referenceNumber, link }, run.signal)
    const failure = attempts.at(-1)?.error ?? null
    noteSpentBudget(run, failure)
    outage.note(failure)
    const documents = attempts.flatMap(({ document }) => document ?? [])
    const toKeep = {
      environment: run.client.context.environment,
      sessionReference,
      pageReference: page.referenceNumber,
      documents,
      attempts: attempts.filter(({ document }) => document === null).map((attempt) => toAttemptInput(sessionReference, attempt)),
    }
    const kept = await run.archive.keepSessionUpoPage(giveAway(toKeep, documents.map(({ bytes }) => bytes)))
    run.tally.quarantined += kept.quarantined
  }
}

/** The session's status with fresh links; null when it could not be had, which is written down. Cancelling rises. */
async function readStatus(run: RefreshRun, sessionReference: string, outage: OutageGuard): Promise<SessionStatus | null> {
  const at = nowOf(run)
  try {
    const status = await run.client.sessionStatus(sessionReference, run.signal)
    outage.note(null)
    return status
  } catch (cause) {
    if (!isOfOneCall(cause)) throw cause
    outage.note(cause)
    noteSpentBudget(run, cause)
    if (spentBudgetOf(cause) === null) await run.archive.recordAttempts([{ ...noDocument(sessionReference), at, outcome: 'failed', ...attemptFacts(cause) }])
    return null
  }
}

/** KSeF says "processed" and names no page: wait for it, as for any receipt that comes later. */
async function recordNoPages(run: RefreshRun, sessionReference: string): Promise<void> {
  await run.archive.recordAttempts([{ ...noDocument(sessionReference), at: nowOf(run), outcome: 'not-available-yet', code: null, httpStatus: 200, traceId: null }])
}

function toAttemptInput(sessionReference: string, { at, route, outcome, error }: FetchAttempt): AttemptInput {
  return {
    ...noDocument(sessionReference),
    at,
    route,
    outcome: outcome === 'not-available-yet' ? 'not-available-yet' : 'failed',
    ...(error === null ? { code: outcome, httpStatus: null, traceId: null } : attemptFacts(error)),
  }
}

function noDocument(sessionReference: string): Pick<AttemptInput, 'invoiceId' | 'sessionReference' | 'what' | 'route' | 'documentId'> {
  return { invoiceId: null, sessionReference, what: 'session-upo', route: 'session', documentId: null }
}

function noteSpentBudget(run: RefreshRun, failure: AppError | null): void {
  const spent = spentBudgetOf(failure)
  if (spent !== null) run.waits.note('session-upos', spent.resumesAt)
}

function isBudgetSpent({ waits }: RefreshRun): boolean {
  return waits.parts().includes('session-upos') || waits.parts().includes('upos')
}
