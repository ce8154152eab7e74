import { planBench } from './support/planBench.ts'

const CONTEXTS = 30
const INVOICES_PER_CONTEXT = 2_000

/** A year of 60 000 invoices in 30 contexts, sessions of 1 to 50 invoices. */
export const bench = planBench(Array.from({ length: CONTEXTS }, (_, context) => ({ sessionSizes: sizesOf(context), days: 360 })))

function sizesOf(context: number): readonly number[] {
  const sizes: number[] = []
  for (let left = INVOICES_PER_CONTEXT; left > 0; left -= sizes.at(-1) ?? left) sizes.push(Math.min(left, 1 + (((sizes.length + context) * 17) % 50)))
  return sizes
}
