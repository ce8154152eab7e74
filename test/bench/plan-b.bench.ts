import type { Bench } from './support/bench.ts'
import { modelPlans } from './support/planModel.ts'

/** 2 000 sessions of one invoice, by the pure budget model under production limits. */
export const bench: Bench = () => Promise.resolve(modelPlans([{ sessionSizes: Array.from({ length: 2_000 }, () => 1), exportWindows: 1 }]))
