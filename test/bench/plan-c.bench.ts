import { planBench } from './support/planBench.ts'

/** 300 sessions of 1 to 500 invoices, a month's. */
export const bench = planBench([{ sessionSizes: Array.from({ length: 300 }, (_, index) => 1 + ((index * 197) % 500)), days: 30 }])
