import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createJobs, REFRESH_BEGINNING } from '../../../electron/core/jobs.ts'
import type { Jobs } from '../../../electron/core/jobs.ts'
import { JobId, TaxpayerId } from '../../../electron/shared/contract/common.ts'
import { JobView } from '../../../electron/shared/contract/jobs.ts'
import type { RefreshProgress, RefreshResult } from '../../../electron/shared/contract/jobs.ts'
import { AppError } from '../../../electron/shared/errors.ts'

const ANNA = TaxpayerId.parse(1)
const JAN = TaxpayerId.parse(2)

let told: JobView[] = []
let failures: unknown[] = []
let jobs: Jobs

function progress(invoicesSeen: number): RefreshProgress {
  return { ...REFRESH_BEGINNING, step: 'invoices', invoicesSeen }
}

function done(invoicesSeen: number): RefreshResult {
  return { outcome: 'done', error: null, progress: progress(invoicesSeen), resumesAt: null, waitingFor: [], quarantined: 0, limitedCalls: {}, warnings: [] }
}

/** Work that goes on until it is told to stop. */
const endless = (signal: AbortSignal): Promise<RefreshResult> =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new AppError('cancelled')), { once: true }))

beforeEach(() => {
  vi.useFakeTimers()
  told = []
  failures = []
  jobs = createJobs({
    now: () => new Date('2026-02-01T10:00:00.000Z'),
    onProgress: (view) => void told.push(JobView.parse(view)),
    logFailure: (_incidentId, _where, cause) => void failures.push(cause),
  })
})
afterEach(() => void vi.useRealTimers())

describe('createJobs', () => {
  test('tells the beginning and the end, and keeps the job for a window that opens later', async () => {
    const jobId = jobs.startRefresh(ANNA, async () => done(3))
    await jobs.cancelAll()
    expect(told.map(({ result }) => result)).toEqual([null, done(3)])
    expect(jobs.list()).toEqual([
      { kind: 'refresh', purpose: 'refresh', jobId, taxpayerId: ANNA, startedAt: '2026-02-01T10:00:00.000Z', progress: REFRESH_BEGINNING, result: done(3) },
    ])
  })

  test('a repair never runs beside a refresh, and a self-check runs once at a time', async () => {
    const refresh = jobs.startRefresh(ANNA, endless)
    expect(jobs.startRepair(ANNA, endless)).toBe(refresh)
    const check = jobs.startSelfCheck(ANNA, async (signal) => (await endless(signal), 'whole'))
    expect(jobs.startSelfCheck(ANNA, async () => 'whole')).toBe(check)
    const other = jobs.startSelfCheck(JAN, async () => 'damaged')
    await jobs.cancelAll()
    expect(jobs.list().map(({ jobId, result }) => [jobId, result?.outcome])).toEqual([[refresh, 'cancelled'], [check, 'cancelled'], [other, 'done']])
    expect(jobs.list().at(-1)?.result).toEqual({ outcome: 'done', error: null, found: 'damaged' })
  })

  test('tells progress at most ten times a second, and the last of it always', async () => {
    jobs.startRefresh(ANNA, async (signal, report) => {
      for (let count = 1; count <= 1000; count += 1) {
        report(progress(count))
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
      return endless(signal)
    })
    await vi.advanceTimersByTimeAsync(2_200)
    expect(told.length).toBeLessThanOrEqual(23)
    expect(told.length).toBeGreaterThanOrEqual(19)
    expect(told.at(-1)?.progress).toEqual(progress(1000))
  })

  test('gives the running refresh instead of a second one, and lets others run', () => {
    const first = jobs.startRefresh(ANNA, endless)
    expect(jobs.startRefresh(ANNA, () => expect.fail('must not start'))).toBe(first)
    expect(jobs.startRefresh(JAN, endless)).not.toBe(first)
    expect([jobs.isRunning(ANNA), jobs.isRunning(TaxpayerId.parse(3)), jobs.isRunning()]).toEqual([true, false, true])
  })

  test('ends a cancelled job as cancelled, without an error, keeping its progress', async () => {
    const jobId = jobs.startRefresh(ANNA, async (signal, report) => {
      report(progress(5))
      return endless(signal)
    })
    jobs.cancel(jobId)
    await jobs.cancelAll(ANNA)
    expect(jobs.list()[0]?.result).toMatchObject({ outcome: 'cancelled', error: null, progress: progress(5) })
    expect(failures).toEqual([])
    const next = jobs.startRefresh(ANNA, endless)
    expect(next).not.toBe(jobId)
  })

  test('ends a failed job with the code, and the incident under which it is logged', async () => {
    const cause = new AppError('api-unavailable', { details: { status: 503 } })
    jobs.startRefresh(ANNA, () => Promise.reject(cause))
    await jobs.cancelAll()
    expect(jobs.list()[0]?.result).toMatchObject({
      outcome: 'failed',
      error: { code: 'api-unavailable', details: { status: 503, incidentId: expect.any(String) as string } },
    })
    expect(failures).toEqual([cause])
  })

  test('does not take a failure for a cancellation because somebody cancelled too', async () => {
    const jobId = jobs.startRefresh(ANNA, async (signal) => {
      await endless(signal).catch(() => null)
      throw new AppError('archive-disk-full')
    })
    jobs.cancel(jobId)
    await jobs.cancelAll()
    expect(jobs.list()[0]?.result).toMatchObject({ outcome: 'failed', error: { code: 'archive-disk-full' } })
  })

  test('catches what is thrown before the first wait', async () => {
    jobs.startHandOver(ANNA, () => {
      throw new Error('at once')
    })
    await jobs.cancelAll()
    expect(jobs.list()[0]?.result).toMatchObject({ outcome: 'failed', error: { code: 'unexpected' }, bundle: null })
  })

  test('hands over the bundle', async () => {
    const bundle = { path: '/a.zip', invoices: 2, upos: 2, xmls: 1, missing: 1 }
    jobs.startHandOver(ANNA, async (_signal, report) => {
      report({ done: 2, total: 2 })
      return bundle
    })
    await jobs.cancelAll()
    expect(jobs.list()[0]).toMatchObject({ kind: 'hand-over', progress: { done: 2, total: 2 }, result: { outcome: 'done', error: null, bundle } })
  })

  test('says that a job is not known', () => {
    expect(() => jobs.cancel(JobId.parse('nothing'))).toThrow(expect.objectContaining({ code: 'not-found' }) as Error)
  })

  test('forgets all but the last twenty finished jobs', async () => {
    for (let count = 0; count < 30; count += 1) {
      jobs.startHandOver(ANNA, async () => ({ path: `/${count}.zip`, invoices: 0, upos: 0, xmls: 0, missing: 0 }))
      await jobs.cancelAll()
    }
    expect(jobs.list()).toHaveLength(20)
    expect(jobs.list().at(-1)).toMatchObject({ result: { bundle: { path: '/29.zip' } } })
  })
})
