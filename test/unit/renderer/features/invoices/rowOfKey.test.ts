import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rowOfKey } from '../../../../../renderer/features/invoices/rowOfKey.ts'

it('leads by rows, pages and to the ends', () => {
  const from = { active: 50, count: 100, rowsInView: 11 }
  expect(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'x'].map((key) => rowOfKey(key, from))).toEqual([51, 49, 60, 40, 0, 99, null])
})

it('never leaves the list', () => {
  const key = fc.constantFrom('ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End')
  fc.assert(
    fc.property(key, fc.nat(1_000), fc.nat(1_000), fc.nat(60), (pressed, active, count, rowsInView) => {
      const row = rowOfKey(pressed, { active: Math.min(active, Math.max(0, count - 1)), count, rowsInView })
      return row !== null && row >= 0 && row < Math.max(1, count)
    }),
  )
})
