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

test('is what a Date makes of it, whichever way it was reckoned', () => {
  const part = (max: number) => fc.integer({ min: 0, max })
  const offset = fc.oneof(fc.constant('Z'), fc.tuple(fc.constantFrom('+', '-'), part(24), fc.constantFrom('00', '30')).map(([sign, hours, minutes]) => `${sign}${pad(hours)}:${minutes}`))
  fc.assert(
    fc.property(part(9999), part(13), part(32), part(25), part(61), part(61), fc.option(part(9_999_999)), offset, (year, month, day, hour, minute, second, fraction, zone) => {
      const written = `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}`
      const millis = fraction === null ? '000' : String(fraction).slice(0, 3).padEnd(3, '0')
      const time = Date.parse(`${written}.${millis}${zone}`)
      expect(normaliseInstant(`${written}${fraction === null ? '' : `.${fraction}`}${zone}`)).toBe(Number.isNaN(time) ? null : new Date(time).toISOString())
    }),
    { numRuns: 5_000 },
  )
})
