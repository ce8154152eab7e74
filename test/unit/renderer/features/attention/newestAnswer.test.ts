import { expect, it } from 'vitest'
import { newestAnswer, type Answer } from '../../../../../renderer/features/attention/newestAnswer.ts'
import { rowHeights } from '../../../../../renderer/components/rowHeights.ts'

const answerOf = (headings: number, dataUpdatedAt: number): Answer => ({ data: { total: 300, headings: Array.from({ length: headings }, (_, index) => index), rows: [] }, dataUpdatedAt })

/** Looks on as the window does: what is known says which pages are in view, and of those comes what is known next. */
function settle(cached: readonly Answer[], start: Answer, px: number): number {
  let known: Answer = { ...start, dataUpdatedAt: 0 }
  for (let renders = 1; renders < 25; renders += 1) {
    const { total, headings } = known.data ?? { total: 0, headings: [] }
    const first = Math.floor(rowHeights({ count: total, rowPx: 166, headings, headingPx: 112 }).indexAt(px) / 100)
    const next = newestAnswer(known, cached.slice(first, 2))
    if (next === known || next === null) return renders
    known = next
  }
  throw new Error('too many renders')
}

it('comes to rest where pages of two times tell of different headings, whichever is the newer', () => {
  const [many, few] = [10, 2]
  // Between where row 100 begins with many headings and where it does with few.
  const px = 100 * 166 - 5 * 54
  for (const cached of [[answerOf(many, 1), answerOf(few, 2)], [answerOf(many, 2), answerOf(few, 1)]]) {
    for (const start of cached) expect(settle(cached, start, px)).toBeLessThan(5)
  }
})

it('keeps what is known while nothing newer has come', () => {
  const known = answerOf(2, 5)
  expect(newestAnswer(known, [answerOf(3, 4), { data: undefined, dataUpdatedAt: 0 }])).toBe(known)
  expect(newestAnswer(null, [{ data: undefined, dataUpdatedAt: 0 }])).toBeNull()
})
