import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crc8 } from '../../../electron/shared/model/crc8.ts'
import { warsawDayOf } from '../../../electron/shared/model/warsawDay.ts'
import { normaliseInstant } from '../../../electron/shared/model/instant.ts'
import { draw, drawBelow, scramble, unscramble } from '../../../electron/simulator/draw.ts'
import { composeReference, partsOfReference } from '../../../electron/simulator/references.ts'
import { toKsefTime, toUpoTime, warsawDayAt } from '../../../electron/simulator/time.ts'

const uint32 = fc.integer({ min: 0, max: 0xffffffff })
const instant = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2035, 0, 1) })

describe('drawing', () => {
  it('gives the hidden number back whatever number and seed', () => {
    fc.assert(fc.property(uint32, uint32, (index, seed) => unscramble(scramble(index, seed), seed) === index))
  })

  it('gives the same number for the same arguments and keeps below its limit', () => {
    fc.assert(
      fc.property(uint32, uint32, fc.nat(200), fc.integer({ min: 1, max: 1000 }), (seed, index, purpose, limit) => {
        expect(draw(seed, index, purpose)).toBe(draw(seed, index, purpose))
        expect(drawBelow(limit, seed, index, purpose)).toBeLessThan(limit)
      }),
    )
  })

  it('spreads evenly enough: no tenth gets less than eight or more than twelve per cent', () => {
    const counts = Array.from({ length: 10 }, () => 0)
    for (let index = 0; index < 20_000; index += 1) counts[drawBelow(10, 1, index, 40)]! += 1
    for (const count of counts) expect(count / 20_000).toSatisfy((share: number) => share > 0.08 && share < 0.12)
  })
})

describe('times of the simulator', () => {
  it('fall on the same Warsaw day as by the time zone database, in summer and winter', () => {
    fc.assert(fc.property(instant, (ms) => warsawDayAt(ms) === warsawDayOf(ms)))
  })

  it('mean the same instant in JSON, with seven fraction digits, and in UPO', () => {
    fc.assert(
      fc.property(instant, (ms) => {
        expect(normaliseInstant(toKsefTime(ms))).toBe(new Date(ms).toISOString())
        expect(normaliseInstant(toUpoTime(ms))).toBe(new Date(ms).toISOString())
        expect(toKsefTime(ms)).toMatch(/\.\d{7}\+00:00$/)
      }),
    )
  })
})

describe('reference numbers', () => {
  it('have 36 characters, a right checksum, and give their parts back', () => {
    const hex = fc.stringMatching(/^[0-9A-F]{10}$/)
    fc.assert(
      fc.property(hex, hex, fc.constantFrom('SO', 'SB', 'EE', 'EU', 'EC', 'AU', 'CR'), (high, low, kind) => {
        const reference = composeReference('2026-09-15', kind, high, low)
        expect(reference).toHaveLength(36)
        expect(crc8(reference.slice(0, 33))).toBe(reference.slice(34))
        expect(partsOfReference(reference, kind)).toEqual({ high, low })
      }),
    )
  })
})
