import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scrollScale, TALLEST_PX } from '../../../../renderer/components/scrollScale.ts'

describe('scrollScale', () => {
  it('leaves lists of ordinary length as they are', () => {
    expect(scrollScale(34 * 10_000, 600)).toEqual({ shownPx: 340_000, factor: 1 })
  })

  it('reaches exactly the end of any list, and never makes an element taller than browsers can', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40_000_000 }), fc.integer({ min: 100, max: 3_000 }), (rows, viewportPx) => {
        const truePx = rows * 34
        const { shownPx, factor } = scrollScale(truePx, viewportPx)
        const lastOffset = (shownPx - viewportPx) * factor
        return shownPx <= TALLEST_PX && factor >= 1 && Math.abs(lastOffset - (truePx - viewportPx)) < 0.01
      }),
    )
  })
})
