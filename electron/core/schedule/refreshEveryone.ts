import type { RefreshResult } from '../../shared/contract/jobs.ts'
import type { TaxpayerSummary } from '../../shared/contract/taxpayers.ts'
import type { AppErrorCode, ErrorDetails } from '../../shared/errors.ts'
import { startRefreshAllJob } from '../clients/clientJobs.ts'
import type { ClientJobsOptions } from '../clients/clientJobs.ts'
import type { RunEnd } from './runHistory.ts'

/** Why a taxpayer was passed over; `needs-first-day`: never refreshed, and nobody is there to say from when. */
export type PassedOver = 'no-credential' | 'needs-first-day'

export interface TaxpayerRun {
  readonly taxpayer: TaxpayerSummary
  readonly passedOver: PassedOver | null
  /** Null for one that was passed over. */
  readonly result: RefreshResult | null
}

export interface EveryoneOptions extends Omit<ClientJobsOptions, 'logFailure'> {
  readonly fetchInvoiceXml: boolean
}

/** Refreshes all who have not left, as a person would from the window; shares a refresh of all that runs. Those that a stop left out are not told. */
export async function refreshEveryone({ fetchInvoiceXml, ...work }: EveryoneOptions): Promise<readonly TaxpayerRun[]> {
  const { jobs, workspace, log } = work
  const rows = await jobs.refreshedAll(startRefreshAllJob(work, { from: null, fetchInvoiceXml }))
  const taxpayers = new Map(workspace.taxpayers.list().map((taxpayer) => [taxpayer.id, taxpayer]))
  const runs = rows.flatMap(({ taxpayerId, state, result }): readonly TaxpayerRun[] => {
    const taxpayer = taxpayers.get(taxpayerId)
    if (taxpayer === undefined) return []
    if (state === 'no-credential' || state === 'needs-first-day') return [{ taxpayer, passedOver: state, result: null }]
    return result === null ? [] : [{ taxpayer, passedOver: null, result }]
  })
  for (const run of runs) log('scheduled-refresh', factsOf(run))
  return runs
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
