import { expect, test } from 'vitest'
import { failuresToldSince } from '../../../../electron/shared/model/sessionFailures.ts'

test('a failed submission is told of unasked for sixty days', () => {
  expect(failuresToldSince(Date.parse('2026-03-20T10:00:00.000Z'))).toBe('2026-01-19T10:00:00.000Z')
})
