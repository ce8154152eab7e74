import type { Bench } from './support/bench.ts'
import { modelPlans } from './support/planModel.ts'

/** 300 sessions of 1 to 500 invoices, by the pure budget model under production limits. */
export const bench: Bench = () => Promise.resolve(modelPlans([{ sessionSizes: Array.from({ length: 300 }, (_, index) => 1 + ((index * 197) % 500)), exportWindows: 1 }]))
