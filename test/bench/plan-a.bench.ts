import { planBench } from './support/planBench.ts'

/** One batch session of 10 000 invoices. */
export const bench = planBench([{ sessionSizes: [10_000], days: 1 }])
