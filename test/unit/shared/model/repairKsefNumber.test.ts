import fc from 'fast-check'
import { expect, test } from 'vitest'
import { composeKsefNumber, parseKsefNumber } from '../../../../electron/shared/model/ksefNumber.ts'
import { repairKsefNumber } from '../../../../electron/shared/model/repairKsefNumber.ts'

const hex = (length: number) => fc.integer({ min: 0, max: 16 ** length - 1 }).map((number) => number.toString(16).toUpperCase().padStart(length, '0'))
const number = fc.tuple(hex(6), hex(6)).map((halves) => composeKsefNumber('5252248481', '2026-03-01', halves.join('')))

test('one wrong digit, two exchanged or wrong check digits lead back to the number, among a handful', () => {
  fc.assert(
    fc.property(number, fc.integer({ min: 20, max: 31 }), hex(1), hex(2), (right, at, digit, check) => {
      const next = Math.min(at, 30)
      const slips = [
        `${right.slice(0, at)}${digit}${right.slice(at + 1)}`,
        `${right.slice(0, next)}${right.charAt(next + 1)}${right.charAt(next)}${right.slice(next + 2)}`,
        `${right.slice(0, 33)}${check}`,
      ]
      for (const slip of slips) {
        if (slip === right) continue
        const repaired = repairKsefNumber(slip)
        expect(repaired).toContain(right)
        expect(repaired.length).toBeLessThan(16)
      }
    }),
  )
})

test('a slip in the NIP or in the day leads back to the number, too', () => {
  const right = composeKsefNumber('5252248481', '2026-03-01', '0100801AF629')
  // A digit of the NIP, two of its digits exchanged, a digit of the day, two of the day exchanged.
  for (const slip of [right.replace('5252248481', '5252248461'), right.replace('5252248481', '5252284481'), right.replace('20260301', '20260307'), right.replace('20260301', '20260310')]) {
    expect(repairKsefNumber(slip), slip).toContain(right)
    expect(repairKsefNumber(slip).every((repaired) => parseKsefNumber(repaired)?.checksum === 'right')).toBe(true)
  }
})
