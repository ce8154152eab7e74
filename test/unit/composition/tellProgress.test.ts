import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createProgressTeller } from '../../../electron/composition/tellProgress.ts'
import { REFRESH_BEGINNING } from '../../../electron/core/jobs.ts'
import { JobId, TaxpayerId } from '../../../electron/shared/contract/common.ts'
import type { JobView, RefreshProgress } from '../../../electron/shared/contract/jobs.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const TAXPAYER = TaxpayerId.parse(1)

function refresh(step: RefreshProgress['step'], isDone = false): JobView {
  const progress = { ...REFRESH_BEGINNING, step }
  const result = { outcome: 'done', error: null, progress, resumesAt: null, waitingFor: [], quarantined: 0, limitedCalls: {}, warnings: [] } as const
  return { kind: 'refresh',
  purpose: 'refresh', jobId: JobId.parse('a'), taxpayerId: TAXPAYER, startedAt: '2026-02-01T10:00:00.000Z', progress, result: isDone ? result : null }
}

test('lists are read anew once a second while a refresh runs, and when it ends', async () => {
  const told: string[] = []
  const tell = createProgressTeller((event) => void told.push(event))
  tell(refresh('signing-in'))
  expect(told.splice(0)).toEqual(['job.progressed'])

  for (let count = 0; count < 25; count += 1) {
    tell(refresh('invoices'))
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(told.filter((event) => event === 'job.progressed')).toHaveLength(25)
  expect(told.splice(0).filter((event) => event === 'archive.changed')).toHaveLength(3)

  tell(refresh('finishing', true))
  expect(told).toEqual(['job.progressed', 'archive.changed', 'taxpayers.changed'])
})
