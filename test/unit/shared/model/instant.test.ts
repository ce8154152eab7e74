import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normaliseInstant } from '../../../../electron/shared/model/instant.ts'

const pad = (value: number, length = 2): string => String(value).padStart(length, '0')

test.each([
  ['2026-02-01T10:00:00Z', '2026-02-01T10:00:00.000Z'],
  ['2026-02-01T10:00:00.1Z', '2026-02-01T10:00:00.100Z'],
  ['2026-02-01T10:00:00.1239999Z', '2026-02-01T10:00:00.123Z'],
  ['2026-02-28T23:59:59.999Z', '2026-02-28T23:59:59.999Z'],
  ['2026-01-31T23:59:59,5Z', '2026-01-31T23:59:59.500Z'],
  ['2026-01-01T00:30:00+01:00', '2025-12-31T23:30:00.000Z'],
  [' 2026-02-01T10:00:00Z ', '2026-02-01T10:00:00.000Z'],
])('%s is %s', (written, utc) => {
  expect(normaliseInstant(written)).toBe(utc)
})

test.each(['', '2026-02-01', '2026-02-01T10:00:00', '2026-13-01T10:00:00Z', '2026-02-01T10:61:00Z', '2026-00-10T10:00:00Z', 'yesterday'])('%j is no time: nothing is guessed', (written) => {
  expect(normaliseInstant(written)).toBeNull()
})

test('a time in UTC and the same time with an offset of nothing are one', () => {
  const part = (max: number) => fc.integer({ min: 0, max })
  fc.assert(
    fc.property(part(9999), part(13), part(32), part(25), part(61), part(61), fc.option(part(9_999_999)), (year, month, day, hour, minute, second, fraction) => {
      const written = `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}${fraction === null ? '' : `.${fraction}`}`
      expect(normaliseInstant(`${written}Z`)).toBe(normaliseInstant(`${written}+00:00`))
    }),
    { numRuns: 2_000 },
  )
})
