import { randomUUID } from 'node:crypto'
import { JobId } from '../shared/contract/common.ts'
import type { TaxpayerId } from '../shared/contract/common.ts'
import type { HandOverResult, ImportProgress, JobView, RefreshProgress, RefreshResult, SelfCheckProgress } from '../shared/contract/jobs.ts'
import type { SelfCheckReport } from '../shared/contract/selfChecks.ts'
import { AppError, toErrorReport } from '../shared/errors.ts'
import type { ErrorReport } from '../shared/errors.ts'
import { NO_IMPORTS } from './importFiles/importFiles.ts'
import { throttle } from './throttle.ts'

/** How often a window hears of one job: at most ten times a second. */
const REPORT_EVERY_MS = 100
/** Finished jobs that a window opened later can still see. */
const KEPT_FINISHED = 20

type RefreshView = Extract<JobView, { kind: 'refresh' }>
type HandOverView = Extract<JobView, { kind: 'hand-over' }>
type ImportView = Extract<JobView, { kind: 'import' }>
type SelfCheckView = Extract<JobView, { kind: 'self-check' }>
type AccessView = Extract<JobView, { kind: 'access' }>
type RefreshAllView = Extract<JobView, { kind: 'refresh-all' }>

/** Long work: it hears the signal and reports its progress; what it throws becomes the job's result. */
export type Work<Progress, Result> = (signal: AbortSignal, report: (progress: Progress) => void) => Promise<Result>

export interface Jobs {
  /** Starts a refresh, or gives the one that is already running for this taxpayer. */
  readonly startRefresh: (taxpayerId: TaxpayerId, work: Work<RefreshProgress, RefreshResult>) => JobId
  /** The same as one of a refresh of all. */
  readonly startRefreshAmongAll: (taxpayerId: TaxpayerId, work: Work<RefreshProgress, RefreshResult>) => JobId
  /** The same for damaged documents alone: never beside a refresh. */
  readonly startRepair: (taxpayerId: TaxpayerId, work: Work<RefreshProgress, RefreshResult>) => JobId
  readonly startHandOver: (taxpayerId: TaxpayerId, work: Work<HandOverView['progress'], HandOverResult>) => JobId
  /** `taxpayerId`: in whose window it began. What it came to so far is its progress, also after it ended. */
  readonly startImport: (taxpayerId: TaxpayerId, work: Work<ImportProgress, null>) => JobId
  /** Starts a self-check, or gives the one that is already running for this taxpayer. */
  readonly startSelfCheck: (taxpayerId: TaxpayerId, work: Work<SelfCheckProgress, SelfCheckReport['outcome']>) => JobId
  /** Starts a look at the access to several, or gives the one that is running. */
  readonly startLook: (taxpayerIds: readonly TaxpayerId[], work: Work<AccessView['progress'], null>) => JobId
  /** Starts a refresh of all, or gives the one that is running. */
  readonly startRefreshAll: (taxpayerIds: readonly TaxpayerId[], work: Work<RefreshAllView['progress'], null>) => JobId
  /** How each fared in a refresh of all, once that has ended, also before its time. Throws `not-found`. */
  readonly refreshedAll: (jobId: JobId) => Promise<RefreshAllView['progress']['rows']>
  /** The result of a refresh, once it has ended. Throws `not-found`. */
  readonly refreshResult: (jobId: JobId) => Promise<RefreshResult>
  /** Running and lately finished jobs, oldest first. */
  readonly list: () => readonly JobView[]
  readonly isRunning: (taxpayerId?: TaxpayerId) => boolean
  /** Asks a job to stop; it ends as `cancelled`. A job that ended already is left as it is. */
  readonly cancel: (jobId: JobId) => void
  /** Stops the jobs (of one taxpayer, or all) and waits until each has ended. One that concerns others too goes on. */
  readonly cancelAll: (taxpayerId?: TaxpayerId) => Promise<void>
  /** Stops every job that concerns one of these, and waits until each has ended. */
  readonly cancelOfAny: (taxpayerIds: readonly TaxpayerId[]) => Promise<void>
}

export interface JobsOptions {
  readonly now: () => Date
  readonly onProgress: (view: JobView) => void
  readonly logFailure: (incidentId: string, where: string, cause: unknown) => void
}

interface Entry {
  view: JobView
  /** Whom it concerns. */
  readonly taxpayerIds: readonly TaxpayerId[]
  readonly controller: AbortController
  ended: Promise<void>
}

export const REFRESH_BEGINNING: RefreshProgress = {
  step: 'signing-in',
  sessionsRead: 0,
  sessionsToRead: null,
  invoicesSeen: 0,
  uposStored: 0,
  uposWanted: null,
  xmlStored: 0,
  xmlWanted: null,
  forecast: null,
}

/** The job runner: one for the program. */
export function createJobs({ now, onProgress, logFailure }: JobsOptions): Jobs {
  const entries = new Map<JobId, Entry>()
  const isUnfinished = ({ view }: Entry): boolean => view.result === null
  const unfinished = (taxpayerId?: TaxpayerId): Entry[] =>
    [...entries.values()].filter((entry) => isUnfinished(entry) && (taxpayerId === undefined || entry.view.taxpayerId === taxpayerId))

  const begin = <View extends JobView>(
    view: View,
    work: Work<View['progress'], NonNullable<View['result']>>,
    failed: (progress: View['progress'], error: ErrorReport) => NonNullable<View['result']>,
    taxpayerIds: readonly TaxpayerId[] = view.taxpayerId === null ? [] : [view.taxpayerId],
  ): JobId => {
    const entry: Entry = { view, taxpayerIds, controller: new AbortController(), ended: Promise.resolve() }
    let latest = view
    const tell = throttle(REPORT_EVERY_MS, () => onProgress(latest))
    const update = (next: View): void => {
      latest = next
      entry.view = next
    }
    const attempt = async (report: (progress: View['progress']) => void): Promise<NonNullable<View['result']>> => {
      try {
        return await work(entry.controller.signal, report)
      } catch (cause) {
        return failed(latest.progress, reportOf(cause, entry))
      }
    }
    const run = async (): Promise<void> => {
      const report = (progress: View['progress']): void => {
        if (latest.result !== null) return
        update({ ...latest, progress })
        tell.soon()
      }
      const result = await attempt(report)
      update({ ...latest, result })
      tell.now()
      forgetOldest()
    }
    entries.set(view.jobId, entry)
    entry.ended = run()
    tell.now()
    return view.jobId
  }

  const reportOf = (cause: unknown, { controller, view }: Entry): ErrorReport => {
    if (controller.signal.aborted && isCancellation(cause)) return { code: 'cancelled', details: {} }
    const incidentId = randomUUID()
    logFailure(incidentId, `job ${view.kind} ${view.jobId}`, cause)
    const report = toErrorReport(cause)
    return { ...report, details: { ...report.details, incidentId } }
  }

  const forgetOldest = (): void => {
    const finished = [...entries.values()].filter((entry) => !isUnfinished(entry))
    for (const { view } of finished.slice(0, -KEPT_FINISHED)) entries.delete(view.jobId)
  }

  const beginning = <Id extends TaxpayerId | null>(taxpayerId: Id) => ({ jobId: JobId.parse(randomUUID()), taxpayerId, startedAt: now().toISOString(), result: null })

  const runningOf = (taxpayerId: TaxpayerId | null, kind: JobView['kind']): JobId | null => unfinished(taxpayerId ?? undefined).find(({ view }) => view.kind === kind)?.view.jobId ?? null

  const beginRefresh = (taxpayerId: TaxpayerId, purpose: RefreshView['purpose'], work: Work<RefreshProgress, RefreshResult>): JobId => {
    const view: RefreshView = { ...beginning(taxpayerId), kind: 'refresh', purpose, progress: REFRESH_BEGINNING }
    return runningOf(taxpayerId, 'refresh') ?? begin(view, work, failedRefresh)
  }

  const stop = async (running: readonly Entry[]): Promise<void> => {
    for (const { controller } of running) controller.abort(new AppError('cancelled'))
    await Promise.all(running.map(({ ended }) => ended))
  }

  async function ended(jobId: JobId): Promise<JobView> {
    const entry = entries.get(jobId)
    if (entry === undefined) throw new AppError('not-found', { details: { jobId } })
    await entry.ended
    return entry.view
  }

  return {
    startRefresh: (taxpayerId, work) => beginRefresh(taxpayerId, 'refresh', work),
    startRefreshAmongAll: (taxpayerId, work) => beginRefresh(taxpayerId, 'refresh-all', work),
    startRepair: (taxpayerId, work) => beginRefresh(taxpayerId, 'repair', work),
    startHandOver: (taxpayerId, work) => {
      const view: HandOverView = { ...beginning(taxpayerId), kind: 'hand-over', progress: { done: 0, total: 0 } }
      return begin(view, async (signal, report) => ({ outcome: 'done', error: null, bundle: await work(signal, report) }), failedHandOver)
    },
    startImport: (taxpayerId, work) => {
      const view: ImportView = { ...beginning(taxpayerId), kind: 'import', progress: { done: 0, counts: NO_IMPORTS, changed: [] } }
      return begin(view, async (signal, report) => ({ outcome: 'done', error: await work(signal, report) }), failedPlainly)
    },
    startSelfCheck: (taxpayerId, work) => {
      const view: SelfCheckView = { ...beginning(taxpayerId), kind: 'self-check', progress: { step: 'database', documentsChecked: 0, documentsToCheck: null } }
      return runningOf(taxpayerId, 'self-check') ?? begin(view, async (signal, report) => ({ outcome: 'done', error: null, found: await work(signal, report) }), failedSelfCheck)
    },
    startLook: (taxpayerIds, work) => {
      const view: AccessView = { ...beginning(null), kind: 'access', progress: { done: 0, total: taxpayerIds.length } }
      return runningOf(null, 'access') ?? begin(view, async (signal, report) => ({ outcome: 'done', error: await work(signal, report) }), failedPlainly, taxpayerIds)
    },
    startRefreshAll: (taxpayerIds, work) => {
      const view: RefreshAllView = { ...beginning(null), kind: 'refresh-all', progress: { rows: [] } }
      return runningOf(null, 'refresh-all') ?? begin(view, async (signal, report) => ({ outcome: 'done', error: await work(signal, report) }), failedPlainly, taxpayerIds)
    },
    refreshedAll: async (jobId) => {
      const view = await ended(jobId)
      if (view.kind !== 'refresh-all') throw new AppError('not-found', { details: { jobId } })
      return view.progress.rows
    },
    refreshResult: async (jobId) => {
      const view = await ended(jobId)
      if (view.kind !== 'refresh' || view.result === null) throw new AppError('not-found', { details: { jobId } })
      return view.result
    },
    list: () => [...entries.values()].map(({ view }) => view),
    isRunning: (taxpayerId) => unfinished(taxpayerId).length > 0,
    cancel: (jobId) => {
      const entry = entries.get(jobId)
      if (entry === undefined) throw new AppError('not-found', { details: { jobId } })
      entry.controller.abort(new AppError('cancelled'))
    },
    cancelAll: (taxpayerId) => stop(unfinished(taxpayerId)),
    cancelOfAny: (taxpayerIds) => stop(unfinished().filter((entry) => entry.taxpayerIds.some((id) => taxpayerIds.includes(id)))),
  }
}

function isCancellation(cause: unknown): boolean {
  return cause instanceof AppError ? cause.code === 'cancelled' : cause instanceof Error && cause.name === 'AbortError'
}

function failedRefresh(progress: RefreshProgress, error: ErrorReport): RefreshResult {
  const outcome = error.code === 'cancelled' ? 'cancelled' : 'failed'
  return { outcome, error: outcome === 'failed' ? error : null, progress, resumesAt: null, waitingFor: [], quarantined: 0, limitedCalls: {}, warnings: [] }
}

function failedHandOver(_progress: HandOverView['progress'], error: ErrorReport): NonNullable<HandOverView['result']> {
  const outcome = error.code === 'cancelled' ? 'cancelled' : 'failed'
  return { outcome, error: outcome === 'failed' ? error : null, bundle: null }
}

function failedPlainly(_progress: unknown, error: ErrorReport): NonNullable<AccessView['result']> {
  const outcome = error.code === 'cancelled' ? 'cancelled' : 'failed'
  return { outcome, error: outcome === 'failed' ? error : null }
}

function failedSelfCheck(_progress: SelfCheckProgress, error: ErrorReport): NonNullable<SelfCheckView['result']> {
  const outcome = error.code === 'cancelled' ? 'cancelled' : 'failed'
  return { outcome, error: outcome === 'failed' ? error : null, found: null }
}
