import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterPackage, firstWindow, windowsAfter } from '../../../../electron/core/synchronise/exportWindows.ts'

const DAY_MS = 86_400_000
const instant = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) }).map((ms) => new Date(ms).toISOString())
const told = fc.record({ isTruncated: fc.boolean(), lastPermanentStorageDate: fc.option(instant), permanentStorageHwmDate: fc.option(instant) })

test('no window is empty, longer than 88 days, or past the end', () => {
  fc.assert(
    fc.property(instant, instant, (from, last) => {
      const window = firstWindow(from, last)
      if (window === null) expect(from >= last).toBe(true)
      else {
        expect(window.from).toBe(from)
        expect(window.to > from && window.to <= last).toBe(true)
        expect(Date.parse(window.to) - Date.parse(from)).toBeLessThanOrEqual(88 * DAY_MS)
      }
    }),
  )
})

test('a mark never moves backwards nor past its window, the next window begins where it is, and each gets on', () => {
  fc.assert(
    fc.property(instant, instant, told, (from, last, says) => {
      const window = firstWindow(from, last)
      fc.pre(window !== null)
      const { readUntil, next } = afterPackage(window, says, last)
      expect(readUntil >= window.from && readUntil <= window.to).toBe(true)
      if (next === null) return
      expect(next.from).toBe(readUntil)
      expect(next.from > window.from).toBe(true)
    }),
  )
})

test('whatever KSeF cuts short, windows cover a range without a gap and come to its end', () => {
  fc.assert(
    fc.property(instant, instant, fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 }), (from, last, shares) => {
      let covered = from
      let steps = 0
      for (let window = firstWindow(from, last); window !== null; steps += 1) {
        expect(window.from).toBe(covered)
        const length = Date.parse(window.to) - Date.parse(window.from)
        const cut = Math.ceil(length * shares[steps % shares.length]!)
        const isTruncated = steps < 20 && cut < length
        const lastPermanentStorageDate = isTruncated ? new Date(Date.parse(window.from) + cut).toISOString() : null
        const result = afterPackage(window, { isTruncated, lastPermanentStorageDate, permanentStorageHwmDate: window.to }, last)
        covered = result.readUntil
        window = result.next
      }
      expect(covered).toBe(from < last ? last : from)
    }),
  )
})

test('a package cut short goes on at its last invoice, one that is whole at the high-water mark, and nothing is guessed', () => {
  const window = { from: '2026-01-01T00:00:00.000Z', to: '2026-03-30T00:00:00.000Z' }
  const last = '2026-11-01T00:00:00.000Z'
  const middle = '2026-02-01T00:00:00.000Z'
  expect(afterPackage(window, { isTruncated: true, lastPermanentStorageDate: middle, permanentStorageHwmDate: last }, last)).toMatchObject({ readUntil: middle, next: { from: middle, to: window.to } })
  expect(afterPackage(window, { isTruncated: false, lastPermanentStorageDate: null, permanentStorageHwmDate: middle }, last)).toEqual({ readUntil: middle, next: null })
  expect(afterPackage(window, { isTruncated: false, lastPermanentStorageDate: null, permanentStorageHwmDate: last }, last)).toMatchObject({ readUntil: window.to, next: { from: window.to } })
  expect(afterPackage(window, { isTruncated: true, lastPermanentStorageDate: null, permanentStorageHwmDate: last }, last)).toEqual({ readUntil: window.from, next: null })
  expect(afterPackage(window, { isTruncated: false, lastPermanentStorageDate: null, permanentStorageHwmDate: null }, last)).toEqual({ readUntil: window.from, next: null })
})

test('the windows that may be ordered ahead are those that come, however often the ones before are cut short', () => {
  fc.assert(
    fc.property(instant, instant, fc.integer({ min: 0, max: 5 }), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (from, last, atMost, share) => {
      const first = firstWindow(from, last)
      fc.pre(first !== null)
      const ahead = windowsAfter(first, last, atMost)
      expect(ahead.length).toBeLessThanOrEqual(atMost)
      const cut = new Date(Date.parse(first.from) + Math.ceil((Date.parse(first.to) - Date.parse(first.from)) * share)).toISOString()
      const { next: rest } = afterPackage(first, { isTruncated: true, lastPermanentStorageDate: cut, permanentStorageHwmDate: last }, last)
      const whole = { isTruncated: false, lastPermanentStorageDate: null, permanentStorageHwmDate: last }
      let window = afterPackage(rest ?? first, whole, last).next
      if (cut === first.to) window = rest
      for (const expected of ahead) {
        expect(window).toEqual(expected)
        window = afterPackage(expected, whole, last).next
      }
    }),
  )
})
