import { expect, it } from 'vitest'
import { withJob } from '../../../../../renderer/api/jobs.ts'
import { JobId, TaxpayerId } from '../../../../../electron/shared/contract/common.ts'
import type { JobView } from '../../../../../electron/shared/contract/jobs.ts'
import { percentOf } from '../../../../../renderer/features/refresh/percentOf.ts'
import { firstRefreshDay } from '../../../../../renderer/features/refresh/firstRefreshDay.ts'

const PROGRESS = { step: 'upos', sessionsRead: 3, sessionsToRead: 4, invoicesSeen: 0, uposStored: 50, uposWanted: 200, xmlStored: 0, xmlWanted: null, forecast: null } as const

it('tells the share of the present step, and nothing where its end is not known', () => {
  expect(percentOf(PROGRESS)).toBe(25)
  expect(percentOf({ ...PROGRESS, step: 'invoices' })).toBe(75)
  expect(percentOf({ ...PROGRESS, step: 'xml' })).toBeNull()
  expect(percentOf({ ...PROGRESS, uposWanted: 0 })).toBeNull()
})

it('keeps one view of each job, the newest', () => {
  const job = (number: number, done: number): JobView => ({ kind: 'hand-over', jobId: JobId.parse(String(number)), taxpayerId: TaxpayerId.parse(1), startedAt: '2026-02-01T10:00:00.000Z', progress: { done, total: 9 }, result: null })
  expect(withJob([job(1, 1), job(2, 1)], job(1, 5))).toEqual([job(1, 5), job(2, 1)])
  expect(withJob([job(1, 1)], job(3, 0))).toEqual([job(1, 1), job(3, 0)])
})

it('never reads from before the beginning of KSeF 2.0', () => {
  expect(firstRefreshDay('all', '2026-11-23')).toBe('2026-02-01')
  expect(firstRefreshDay('year', '2026-11-23')).toBe('2026-02-01')
  expect(firstRefreshDay('year', '2027-11-23')).toBe('2027-01-01')
  expect(firstRefreshDay('month', '2026-11-23')).toBe('2026-10-23')
})
