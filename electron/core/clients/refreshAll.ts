import type { JobId, TaxpayerId } from '../../shared/contract/common.ts'
import type { ClientRefresh, RefreshResult } from '../../shared/contract/jobs.ts'
import { AppError, toErrorReport } from '../../shared/errors.ts'
import type { ErrorReport } from '../../shared/errors.ts'
import { REFRESH_BEGINNING } from '../jobs.ts'
import { sideBySide } from './sideBySide.ts'

export interface RefreshedClient {
  readonly id: TaxpayerId
  readonly hasCredential: boolean
}

export interface RefreshAllOptions {
  readonly clients: readonly RefreshedClient[]
  /** Warsaw day for those who never were refreshed; null: they are passed over. */
  readonly from: string | null
  /** The day from which one was refreshed before; null when it never was. */
  readonly firstDayOf: (id: TaxpayerId) => Promise<string | null>
  /** Starts one refresh, or gives the one that runs. */
  readonly start: (id: TaxpayerId, from: string | null) => JobId
  readonly resultOf: (jobId: JobId) => Promise<RefreshResult>
  readonly cancel: (jobId: JobId) => void
  readonly signal: AbortSignal
  readonly onProgress: (progress: { readonly rows: readonly ClientRefresh[] }) => void
}

/**
 * Refreshes all, a few side by side. How each ended stands in its row; what fails for one never stops the others, unless no network is here
 * at all: then the rest fare no better, and are not tried. Throws `cancelled`.
 */
export async function refreshAll(options: RefreshAllOptions): Promise<void> {
  const { clients, signal, onProgress } = options
  let rows: readonly ClientRefresh[] = clients.map(({ id, hasCredential }) => ({ taxpayerId: id, state: hasCredential ? 'waiting' : 'no-credential', jobId: null, result: null }))
  const change = (taxpayerId: TaxpayerId, part: Partial<ClientRefresh>): void => {
    rows = rows.map((row) => (row.taxpayerId === taxpayerId ? { ...row, ...part } : row))
    onProgress({ rows })
  }
  onProgress({ rows })
  const waiting = clients.filter(({ hasCredential }) => hasCredential)
  await sideBySide(waiting, signal, async ({ id }) => {
    const offline = rows.find(({ result }) => result !== null && saysOffline(result.error))?.result
    if (offline !== undefined) {
      change(id, { state: 'ended', result: offline })
      return
    }
    try {
      await refreshOne(id, options, (part) => change(id, part))
    } catch (cause) {
      change(id, { state: 'ended', result: failed(cause) })
    }
  })
  if (signal.aborted) throw new AppError('cancelled')
}

async function refreshOne(id: TaxpayerId, { from, firstDayOf, start, resultOf, cancel, signal }: RefreshAllOptions, change: (part: Partial<ClientRefresh>) => void): Promise<void> {
  const begunOn = await firstDayOf(id)
  if (begunOn === null && from === null) {
    change({ state: 'needs-first-day' })
    return
  }
  if (signal.aborted) return
  const jobId = start(id, begunOn === null ? from : null)
  const stop = (): void => cancel(jobId)
  signal.addEventListener('abort', stop, { once: true })
  try {
    change({ state: 'running', jobId })
    change({ state: 'ended', result: await resultOf(jobId) })
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** For one that could not even begin: its archive cannot be opened, or it left meanwhile. */
function failed(cause: unknown): RefreshResult {
  return { outcome: 'failed', error: toErrorReport(cause), progress: REFRESH_BEGINNING, resumesAt: null, waitingFor: [], quarantined: 0, limitedCalls: {}, warnings: [] }
}

/** No name is found and no way leads out. */
function saysOffline(error: ErrorReport | null): boolean {
  return error?.code === 'network-unreachable' && (error.details.reason === 'dns' || error.details.reason === 'no-route')
}
