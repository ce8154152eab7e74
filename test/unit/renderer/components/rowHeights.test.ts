import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowHeights } from '../../../../renderer/components/rowHeights.ts'

const lists = fc
  .record({ count: fc.integer({ min: 1, max: 300 }), rowPx: fc.integer({ min: 1, max: 300 }), headingPx: fc.integer({ min: 1, max: 300 }), marks: fc.array(fc.nat(299), { maxLength: 12 }) })
  .map(({ marks, ...list }) => ({ ...list, headings: [...new Set(marks)].filter((index) => index < list.count).sort((one, other) => one - other) }))

test('rows follow each other without gap or overlap, to the end of the list', () => {
  fc.assert(
    fc.property(lists, (list) => {
      const { topOf, heightOf, totalPx } = rowHeights(list)
      expect(topOf(0)).toBe(0)
      for (let index = 0; index < list.count; index++) expect(topOf(index + 1)).toBe(topOf(index) + heightOf(index))
      expect(topOf(list.count)).toBe(totalPx)
    }),
  )
})

test('every place belongs to the row that covers it; places outside to the first and the last', () => {
  fc.assert(
    fc.property(lists, fc.double({ min: -50, max: 100_000, noNaN: true }), (list, px) => {
      const { topOf, heightOf, indexAt, totalPx } = rowHeights(list)
      const index = indexAt(px)
      if (px < 0) expect(index).toBe(0)
      else if (px >= totalPx) expect(index).toBe(list.count - 1)
      else expect(px >= topOf(index) && px < topOf(index) + heightOf(index)).toBe(true)
    }),
  )
})

test('an empty list has no height', () => {
  const { totalPx, indexAt } = rowHeights({ count: 0, rowPx: 34, headings: [], headingPx: 34 })
  expect([totalPx, indexAt(0), indexAt(500)]).toEqual([0, 0, 0])
})
