import type { Clock } from '../../platform/clock.ts'
import type { RefreshResult } from '../../shared/contract/jobs.ts'
import type { TaxpayerSummary } from '../../shared/contract/taxpayers.ts'
import { toErrorReport } from '../../shared/errors.ts'
import type { AppErrorCode, ErrorDetails, ErrorReport } from '../../shared/errors.ts'
import { REFRESH_BEGINNING } from '../jobs.ts'
import type { Jobs } from '../jobs.ts'
import { startRefreshJob } from '../refreshJob.ts'
import type { Workspace } from '../workspace.ts'
import type { RunEnd } from './runHistory.ts'

/** Why a taxpayer was passed over: `needs-first-day`: never refreshed, and nobody is there to say from when. */
export type PassedOver = 'no-credential' | 'needs-first-day' | 'no-network'

export interface TaxpayerRun {
  readonly taxpayer: TaxpayerSummary
  readonly passedOver: PassedOver | null
  /** Null for one that was passed over. */
  readonly result: RefreshResult | null
}

export interface EveryoneOptions {
  readonly jobs: Jobs
  readonly workspace: Workspace
  readonly fetchInvoiceXml: boolean
  readonly clock: Clock
  readonly log: (event: string, facts: ErrorDetails) => void
}

/**
 * Refreshes all taxpayers of a folder, one after the other. What fails for one does not stop the others, unless no network is here at all;
 * who stops one, or ends the program, stops those after it too.
 */
export async function refreshEveryone(options: EveryoneOptions): Promise<readonly TaxpayerRun[]> {
  const runs: TaxpayerRun[] = []
  for (const taxpayer of options.workspace.taxpayers.list()) {
    if (taxpayer.leftAt !== null) continue
    const isOffline = runs.some(({ result }) => result !== null && saysOffline(result.error))
    const run = isOffline ? passed(taxpayer, 'no-network') : await refreshOne(taxpayer, options)
    options.log('scheduled-refresh', factsOf(run))
    runs.push(run)
    if (run.result?.outcome === 'cancelled') break
  }
  return runs
}

async function refreshOne(taxpayer: TaxpayerSummary, { jobs, workspace, fetchInvoiceXml, clock, log }: EveryoneOptions): Promise<TaxpayerRun> {
  const { id, credentialKept } = taxpayer
  if (credentialKept === 'none') return passed(taxpayer, 'no-credential')
  try {
    if ((await workspace.archiveOf(id).readSyncState({ key: 'from' })) === null) return passed(taxpayer, 'needs-first-day')
    const jobId = startRefreshJob({ jobs, workspace, taxpayerId: id, from: null, fetchInvoiceXml, isAmongAll: true, clock, log })
    return { taxpayer, passedOver: null, result: await jobs.refreshResult(jobId) }
  } catch (cause) {
    return { taxpayer, passedOver: null, result: couldNotBegin(toErrorReport(cause)) }
  }
}

function passed(taxpayer: TaxpayerSummary, passedOver: PassedOver): TaxpayerRun {
  return { taxpayer, passedOver, result: null }
}

/** For one that could not even begin: its archive cannot be opened, or it left meanwhile. */
function couldNotBegin(error: ErrorReport): RefreshResult {
  return { outcome: 'failed', error, progress: REFRESH_BEGINNING, resumesAt: null, waitingFor: [], quarantined: 0, limitedCalls: {}, warnings: [] }
}

/** No name is found and no way leads out: the next taxpayer would fare no better. */
function saysOffline(error: ErrorReport | null): boolean {
  return error?.code === 'network-unreachable' && (error.details.reason === 'dns' || error.details.reason === 'no-route')
}

/** Failures that pass by themselves. */
const UNREACHABLE: ReadonlySet<AppErrorCode> = new Set<AppErrorCode>(['network-unreachable', 'network-timeout', 'network-tls', 'api-unavailable', 'api-answer-unreadable', 'sign-in-timeout'])

/** How a run of all ended, for the schedule: what passes by itself is tried again; what a person must settle is not. */
export function endOfRun(runs: readonly TaxpayerRun[]): RunEnd {
  const results = runs.flatMap(({ result }) => result ?? [])
  if (results.some(({ error }) => error !== null && UNREACHABLE.has(error.code))) return { outcome: 'unreachable', resumesAt: null }
  const paused = results.filter(({ outcome }) => outcome === 'paused')
  if (paused.length === 0) {
    const isTroubled = runs.some(({ result, passedOver }) => passedOver !== null || result?.outcome === 'failed')
    return { outcome: isTroubled ? 'needs-person' : 'done', resumesAt: null }
  }
  const instants = paused.flatMap(({ resumesAt }) => (resumesAt === null ? [] : [Date.parse(resumesAt)]))
  return { outcome: 'waits', resumesAt: instants.length === 0 ? null : Math.min(...instants) }
}

/** What is written down and printed of one: no secret, no content. */
export function factsOf({ taxpayer, passedOver, result }: TaxpayerRun): ErrorDetails {
  const { environment, identifier } = taxpayer.context
  const who = { taxpayer: identifier.value, environment }
  if (result === null) return { ...who, outcome: 'passed-over', reason: passedOver }
  const { outcome, error, progress, resumesAt, quarantined } = result
  const { invoicesSeen, uposStored, xmlStored } = progress
  return { ...who, outcome, error: error?.code ?? null, invoicesSeen, uposStored, xmlStored, quarantined, resumesAt }
}
