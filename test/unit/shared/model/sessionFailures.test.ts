import { expect, test } from 'vitest'
import type { SessionSummary } from '../../../../electron/shared/contract/sessions.ts'
import { recentFailures } from '../../../../electron/shared/model/sessionFailures.ts'

test('a failed submission is told of unasked for sixty days, and one without a date always', () => {
  const failed = ['2026-03-01T10:00:00.000Z', '2026-01-01T10:00:00.000Z', null].map((createdAt) => ({ createdAt }) as SessionSummary)
  expect(recentFailures(failed, Date.parse('2026-03-20T10:00:00.000Z')).map(({ createdAt }) => createdAt)).toEqual(['2026-03-01T10:00:00.000Z', null])
})
