import type { RefreshResult } from '../../shared/contract/jobs.ts'
import { AppError, isOfOneCall, toErrorReport } from '../../shared/errors.ts'
import type { ErrorReport } from '../../shared/errors.ts'
import { seesAllSessions } from '../../ksef/permissions.ts'
import { startOfWarsawDay } from '../../shared/model/warsawDay.ts'
import { keptReceived, RECEIVED_ROLES } from '../taxpayers/keptReceived.ts'
import type { ReceivedRole } from '../taxpayers/keptReceived.ts'
import { noteAccess } from './noteAccess.ts'
import { unlessBudgetSpent } from './budgetWaits.ts'
import { carryOutPlan } from './carryOutPlan.ts'
import { followDuplicates } from './followDuplicates.ts'
import { fetchExports, orderExports } from './fetchExports.ts'
import type { ExportsWanted } from './fetchExports.ts'
import { fetchLeftUpos } from './fetchLeftUpos.ts'
import { fetchSessionUpos } from './fetchSessionUpos.ts'
import { createUpoFetcher } from './fetchUpos.ts'
import { fetchXmls } from './fetchXmls.ts'
import { forecastProof } from './forecastProof.ts'
import { listSessions } from './listSessions.ts'
import { askForRange, readMetadata, readReceived } from './readMetadata.ts'
import { nowOf } from './refreshRun.ts'
import type { RefreshRun } from './refreshRun.ts'
import { openRun, toResult } from './runResult.ts'
import type { RunOptions } from './runResult.ts'
import { signInUnlessPaused } from './signInUnlessPaused.ts'
import { readMark, writeMark } from './syncMarks.ts'

/** The limits in force may change at night or at any time (API-NOTES §3), yet asking costs a call: once a day. */
const READ_LIMITS_AFTER_MS = 24 * 3_600_000

export interface SynchroniseOptions extends RunOptions {
  /** Warsaw day to begin with; needed the first time. An earlier day than before reads what lies between, too. */
  readonly from: string | null
  readonly fetchInvoiceXml: boolean
  /** For packages on their way into the archive. */
  readonly packageFolder: string
}

/**
 * Refreshes one archive: changed sessions, their invoices and UPO by plan, names and amounts, the first invoices of duplicates, invoice
 * files. It only reads. Every group is on disk before the next, so cancelling, a crash or a spent budget lose nothing and the next run
 * goes on. Failures do not throw: they are told in the result, beside what was done.
 */
export async function synchronise(options: SynchroniseOptions): Promise<RefreshResult> {
  const { archive, signal } = options
  const run = openRun(options)
  const { runId } = await archive.startRun({ startedAt: nowOf(run) })
  let failure: ErrorReport | null = null
  try {
    await refresh(run, options)
  } catch (cause) {
    failure = signal.aborted ? { code: 'cancelled', details: {} } : toErrorReport(cause)
    if (failure.code === 'unexpected') throw cause
  } finally {
    run.progress.set({ step: 'finishing' })
    const result = toResult(run, failure, options.limitedCalls())
    await archive.finishRun({ runId, finishedAt: nowOf(run), outcome: result.outcome, result: JSON.stringify({ ...result, seesAllSessions: run.tally.seesAllSessions }) })
  }
  return toResult(run, failure, options.limitedCalls())
}

async function refresh(run: RefreshRun, { from, fetchInvoiceXml, packageFolder }: SynchroniseOptions): Promise<void> {
  const startedAt = nowOf(run)
  const firstDay = await chooseFirstDay(run, from)
  run.progress.set({ step: 'signing-in' })
  const signedIn = await signInUnlessPaused(run, 'sessions')
  // Whatever stops this run now, the next one goes on with the same day.
  await writeMark(run.archive, firstDay.earlierThan === null ? 'from' : 'fromAsked', firstDay.day)
  if (signedIn === null) return
  const accessSince = await noteAccess(run, signedIn)
  run.tally.seesAllSessions = seesAllSessions(run.client, signedIn)
  await readLimits(run)

  const fromInstant = startOfWarsawDay(firstDay.day)
  run.progress.set({ step: 'sessions' })
  const refusal = await refusalOf(() => unlessBudgetSpent('sessions', run.waits, () => listSessions(run, { from: fromInstant, rereadFromStart: firstDay.earlierThan !== null, accessSince })))
  // An earlier range waits for the submissions in it: noted as read without them, it would never be asked for again.
  const earlierRange = firstDay.earlierThan === null || refusal !== null ? null : { from: fromInstant, to: startOfWarsawDay(firstDay.earlierThan) }
  if (refusal === null && !run.waits.parts().includes('sessions')) {
    if (earlierRange !== null) await askForRange(run, earlierRange)
    await writeMark(run.archive, 'from', firstDay.day)
  }

  const exports = { from: fromInstant, until: startedAt, earlierRange, packageFolder }
  const sales = { ...exports, role: 'Subject1', onlyKnown: false, awaited: await countAwaited(run) } as const
  if (fetchInvoiceXml) await orderExports(run, sales)
  const upos = createUpoFetcher(run)
  try {
    if (refusal === null) {
      await carryOutPlan(run, upos)
      run.progress.set({ step: 'upos' })
      await fetchSessionUpos(run)
      await fetchLeftUpos(run, upos, startedAt)
    }
  } finally {
    await upos.flush()
  }
  await readUnreadFiles(run)
  if (fetchInvoiceXml) await fetchExports(run, { ...sales, awaited: 0 })
  await readMetadata(run, fromInstant)
  await readReceived(run, fromInstant)
  if (fetchInvoiceXml) await fetchReceived(run, exports)
  await followDuplicates(run, { startedAt, accessSince, fetchInvoiceXml })
  // What a package is about to bring is not worth one of the few single calls.
  if (fetchInvoiceXml && !run.waits.parts().includes('exports')) await fetchXmls(run, startedAt)
  await readUnreadFiles(run)
  if (refusal !== null) throw refusal
  await writeMark(run.archive, 'lastRefreshAt', nowOf(run))
  run.progress.set({ forecast: await forecastProof(run) })
}

/** The files of what others issued, as far as they are kept; what a buyer issued itself is on the list of buyers, too, whether or not the rest of that is kept. */
async function fetchReceived(run: RefreshRun, exports: Omit<ExportsWanted, 'role' | 'onlyKnown' | 'awaited'>): Promise<void> {
  const kept = RECEIVED_ROLES[await keptReceived(run.archive)]
  for (const role of new Set<ReceivedRole>(['Subject2', ...kept])) await fetchExports(run, { ...exports, role, onlyKnown: !kept.includes(role), awaited: 0 })
}

/** The usual grant of a client to an office shows invoices and no submissions (PRODUCT.md): the invoices are worth having, and the refusal is told at the end. */
async function refusalOf(listing: () => Promise<void>): Promise<AppError | null> {
  try {
    await listing()
    return null
  } catch (cause) {
    if (cause instanceof AppError && cause.code === 'api-forbidden') return cause
    throw cause
  }
}

/** Accepted invoices that the list of sessions counts and no other list has shown yet. */
async function countAwaited({ archive }: RefreshRun): Promise<number> {
  const sessions = await archive.sessionsToPlan()
  return sessions.reduce((sum, { acceptedCount, proven, listed }) => sum + Math.max(0, (acceptedCount ?? 0) - Math.max(proven, listed)), 0)
}

/** One file may have 3 MB: so many of them take the archive's thread a moment. */
const FILES_AT_ONCE = 20

/** Invoice files that an earlier version kept, and those that turned out to be an invoice's own, are read for what they say, once. */
async function readUnreadFiles({ archive, signal }: RefreshRun): Promise<void> {
  while (!signal.aborted && (await archive.readKeptInvoices({ limit: FILES_AT_ONCE })) === FILES_AT_ONCE);
}

interface FirstDay {
  readonly day: string
  /** The day chosen before, when the new one is earlier: what lies between is read as a range. */
  readonly earlierThan: string | null
}

async function chooseFirstDay(run: RefreshRun, from: string | null): Promise<FirstDay> {
  const before = await readMark(run.archive, 'from')
  if (before === null) {
    if (from === null) throw new AppError('invalid-request', { details: { reason: 'from' } })
    return { day: from, earlierThan: null }
  }
  const [earliest = before] = [before, from, await readMark(run.archive, 'fromAsked')].filter((day) => day !== null).sort()
  return { day: earliest, earlierThan: earliest < before ? before : null }
}

async function readLimits(run: RefreshRun): Promise<void> {
  const readAt = await readMark(run.archive, 'limitsReadAt')
  if (readAt !== null && run.clock.now() - Date.parse(readAt) < READ_LIMITS_AFTER_MS) return
  try {
    await run.client.rateLimits(run.signal)
    await writeMark(run.archive, 'limitsReadAt', nowOf(run))
  } catch (cause) {
    // The known limits stay in force: reading them anew is a courtesy, not a condition. Network trouble will show at the next call.
    if (!isOfOneCall(cause)) throw cause
    run.tally.warnings.add('rate-limits-unread')
  }
}
