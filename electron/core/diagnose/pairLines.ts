import type { LinePair } from '../../shared/model/invoiceComparison.ts'
import type { ContentLine } from '../../shared/model/invoiceContent.ts'

/**
 * Puts the lines of two invoices side by side: equal ones together wherever they stand, what is left in its order, each with what stands
 * in the same place on the other side. The order of the first.
 */
export function pairLines(mine: readonly ContentLine[], original: readonly ContentLine[]): readonly LinePair[] {
  const waiting = new Map<string, ContentLine[]>()
  for (const line of original) {
    const alike = waiting.get(line.whole)
    if (alike === undefined) waiting.set(line.whole, [line])
    else alike.push(line)
  }
  const matched = mine.map((line) => ({ mine: line, original: waiting.get(line.whole)?.shift() ?? null }))
  const left = new Set([...waiting.values()].flat())
  const unmatched = original.filter((line) => left.has(line))
  const pairs = matched.map(({ mine: own, original: twin }): LinePair => (twin === null ? { mine: own, original: unmatched.shift() ?? null, verdict: 'differs' } : { mine: own, original: twin, verdict: 'same' }))
  return [...pairs, ...unmatched.map((line): LinePair => ({ mine: null, original: line, verdict: 'differs' }))]
}
