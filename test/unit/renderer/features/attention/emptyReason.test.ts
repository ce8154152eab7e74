import { expect, test } from 'vitest'
import { emptyReason, type EmptyListFacts } from '../../../../../renderer/features/attention/emptyReason.ts'

const ALL_WELL: EmptyListFacts = { list: 'todo', isStopped: false, lastRefreshAt: '2026-03-01T08:00:00.000Z', failedSessions: 0 }

test.each([
  ['todo', {}],
  ['failed-sessions', { failedSessions: 1 }],
  ['never', { lastRefreshAt: null, failedSessions: 1 }],
  ['stopped', { isStopped: true, lastRefreshAt: null, failedSessions: 1 }],
  ['waiting', { list: 'waiting', failedSessions: 1 }],
  ['handled', { list: 'handled', isStopped: true }],
] as const)('an empty list says %s', (reason, facts) => {
  expect(emptyReason({ ...ALL_WELL, ...facts })).toBe(reason)
})
