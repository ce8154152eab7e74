import { planBench } from './support/planBench.ts'

/** 2 000 sessions of one invoice, a month's. */
export const bench = planBench([{ sessionSizes: Array.from({ length: 2_000 }, () => 1), days: 30 }])
