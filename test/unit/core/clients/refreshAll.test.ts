import fc from 'fast-check'
import { expect, test } from 'vitest'
import { refreshAll } from '../../../../electron/core/clients/refreshAll.ts'
import { createJobs } from '../../../../electron/core/jobs.ts'
import { TaxpayerId } from '../../../../electron/shared/contract/common.ts'
import type { ClientRefresh, RefreshResult } from '../../../../electron/shared/contract/jobs.ts'
import { AppError } from '../../../../electron/shared/errors.ts'

const ids = Array.from({ length: 40 }, (_, index) => TaxpayerId.parse(index + 1))
const DONE: RefreshResult = {
  outcome: 'done',
  error: null,
  progress: { step: 'finishing', sessionsRead: 1, sessionsToRead: 1, invoicesSeen: 2, uposStored: 2, uposWanted: 2, xmlStored: 0, xmlWanted: null, forecast: null },
  resumesAt: null,
  waitingFor: [],
  quarantined: 0,
  limitedCalls: {},
  warnings: [],
}

interface Scene {
  /** What the refresh of one comes to. */
  readonly work: (id: TaxpayerId, from: string | null, signal: AbortSignal) => Promise<RefreshResult>
  readonly from?: string | null
  readonly firstDayOf?: (id: TaxpayerId) => string | null
  readonly withoutCredential?: readonly TaxpayerId[]
  readonly onProgress?: (rows: readonly ClientRefresh[], stop: () => void) => void
}

/** Runs a refresh of all over the real job runner. */
async function run({ work, from = null, firstDayOf = () => '2026-02-01', withoutCredential = [], onProgress = () => undefined }: Scene) {
  const jobs = createJobs({ now: () => new Date(), onProgress: () => undefined, logFailure: () => undefined })
  const controller = new AbortController()
  let rows: readonly ClientRefresh[] = []
  let running = 0
  let most = 0
  const ended = refreshAll({
    clients: ids.map((id) => ({ id, hasCredential: !withoutCredential.includes(id) })),
    from,
    firstDayOf: (id) => Promise.resolve(firstDayOf(id)),
    start: (id, day) =>
      jobs.startRefreshAmongAll(id, async (signal) => {
        running += 1
        most = Math.max(most, running)
        try {
          return await work(id, day, signal)
        } finally {
          running -= 1
        }
      }),
    resultOf: jobs.refreshResult,
    cancel: jobs.cancel,
    signal: controller.signal,
    onProgress: (progress) => {
      rows = progress.rows
      onProgress(rows, () => controller.abort(new AppError('cancelled')))
    },
  })
  const outcome = await ended.then(
    () => 'done',
    (cause: unknown) => (cause instanceof AppError ? cause.code : 'other'),
  )
  return { rows, most, outcome, jobs }
}

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2))

test('forty clients are refreshed a few at a time, and each row says how its own ended', async () => {
  const { rows, most, outcome } = await run({
    work: async (id) => {
      await soon()
      if (id % 10 === 3) throw new AppError('api-forbidden')
      if (id % 10 === 5) return { ...DONE, outcome: 'paused', resumesAt: '2026-11-27T20:00:00.000Z' }
      return DONE
    },
  })
  expect([outcome, most]).toEqual(['done', 4])
  expect(rows.map(({ result }) => result?.outcome)).toEqual(ids.map((id) => (id % 10 === 3 ? 'failed' : id % 10 === 5 ? 'paused' : 'done')))
  expect(rows.every(({ state, jobId }) => state === 'ended' && jobId !== null)).toBe(true)
})

test('the first day is given to those alone who never were refreshed; without it they are passed over', async () => {
  const days = new Map<TaxpayerId, string | null>()
  const scene: Scene = {
    firstDayOf: (id) => (id <= 2 ? null : '2026-02-01'),
    withoutCredential: [ids[39]!],
    work: (id, from) => {
      days.set(id, from)
      return Promise.resolve(DONE)
    },
  }
  const { rows } = await run(scene)
  expect(rows.slice(0, 3).map(({ state }) => state)).toEqual(['needs-first-day', 'needs-first-day', 'ended'])
  expect([rows[39]?.state, days.size]).toEqual(['no-credential', 37])
  await run({ ...scene, from: '2026-10-01' })
  expect([days.get(ids[0]!), days.get(ids[5]!)]).toEqual(['2026-10-01', null])
})

test('stopped, it stops those that run, begins no other, and keeps what ended', async () => {
  const { rows, outcome, jobs } = await run({
    work: (id, _from, signal) => (id <= 4 ? Promise.resolve(DONE) : new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new AppError('cancelled'))))),
    onProgress: (now, stop) => {
      if (now.filter(({ state }) => state === 'running').length === 4 && now[0]?.state === 'ended' && now[3]?.state === 'ended') stop()
    },
  })
  expect(outcome).toBe('cancelled')
  expect(rows.map(({ state, result }) => result?.outcome ?? state)).toEqual([...Array<string>(4).fill('done'), ...Array<string>(4).fill('cancelled'), ...Array<string>(32).fill('waiting')])
  expect(jobs.isRunning()).toBe(false)
})

test('one whose archive cannot be opened, or who left meanwhile, fails alone', async () => {
  const { rows } = await run({
    firstDayOf: (id) => {
      if (id === 7) throw new AppError('archive-damaged')
      return '2026-02-01'
    },
    work: () => Promise.resolve(DONE),
  })
  expect(rows.flatMap(({ taxpayerId, result }) => (result?.outcome === 'failed' ? [[taxpayerId, result.error?.code]] : []))).toEqual([[7, 'archive-damaged']])
})

test('without a network the first few find it out, and the others are told the same without a try', async () => {
  let tried = 0
  const { rows } = await run({
    work: async () => {
      tried += 1
      await soon()
      throw new AppError('network-unreachable', { details: { reason: 'dns' } })
    },
  })
  expect(tried).toBe(4)
  expect(rows.every(({ result }) => result?.error?.code === 'network-unreachable')).toBe(true)
})

test('no client starves: whatever becomes of the others, each is begun once, and ends', async () => {
  const fate = fc.record({ ends: fc.constantFrom('done', 'paused', 'failed', 'thrown'), turns: fc.nat(6) })
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { minLength: ids.length, maxLength: ids.length }), async (fates) => {
      const begun: TaxpayerId[] = []
      const { rows, outcome, most } = await run({
        work: async (id) => {
          begun.push(id)
          const { ends, turns } = fates[ids.indexOf(id)]!
          for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve))
          if (ends === 'thrown') throw new AppError('api-forbidden')
          if (ends === 'failed') return { ...DONE, outcome: 'failed', error: { code: 'api-unavailable', details: {} } }
          return ends === 'paused' ? { ...DONE, outcome: 'paused', resumesAt: '2026-11-27T20:00:00.000Z' } : DONE
        },
      })
      expect(outcome).toBe('done')
      expect(most).toBeLessThanOrEqual(4)
      expect(begun.toSorted((one, other) => one - other)).toEqual(ids)
      expect(rows.map(({ state, result }) => [state, result?.outcome])).toEqual(fates.map(({ ends }) => ['ended', ends === 'thrown' ? 'failed' : ends]))
    }),
    { numRuns: 30 },
  )
})
