import type { Bench } from './support/bench.ts'
import { modelPlans } from './support/planModel.ts'

/** One batch session of 10 000 invoices, by the pure budget model under production limits. */
export const bench: Bench = () => Promise.resolve(modelPlans([{ sessionSizes: [10_000], exportWindows: 1 }]))
