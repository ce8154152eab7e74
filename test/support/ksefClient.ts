import { inMemoryBudgetStore } from '../../electron/ksef/budgetStore.ts'
import type { BudgetStore } from '../../electron/ksef/budgetStore.ts'
import { createKsefClient } from '../../electron/ksef/client.ts'
import type { KsefClient, KsefClientOptions } from '../../electron/ksef/client.ts'
import { RateBudget } from '../../electron/ksef/rateBudget.ts'
import { systemClock } from '../../electron/platform/clock.ts'
import type { Clock } from '../../electron/platform/clock.ts'

export const TOKEN = '20260101-EC-1DCE3E3000-12ECB5B36E-45|nip-5265877635|919f704466624ce29cd5ac7b65ded5e7cccc112eee314f2aaa76e02cd16df7b9'

export interface TestClientOptions extends Partial<Omit<KsefClientOptions, 'apiBase'>> {
  readonly store?: BudgetStore
  readonly clock?: Clock
}

/** A client for a simulator on loopback, with everything that a test does not care about filled in. */
export function testClient(apiBase: string, { store = inMemoryBudgetStore(), clock = systemClock, ...options }: TestClientOptions = {}): KsefClient {
  return createKsefClient({
    context: { environment: 'simulator', identifier: { type: 'Nip', value: '5265877635' } },
    apiBase,
    credential: { kind: 'token', token: TOKEN },
    budget: new RateBudget({ store, clock }),
    clock,
    log: () => undefined,
    ...options,
  })
}

/** The AppError that a promise ends in, for comparing; a value is a failed test. */
export async function failureOf(promise: Promise<unknown>): Promise<{ readonly code: string; readonly details: Readonly<Record<string, unknown>> }> {
  const outcome = await promise.then(
    (value: unknown) => ({ value }),
    (error: unknown) => ({ error }),
  )
  if (!('error' in outcome)) throw new Error(`expected a failure, got ${JSON.stringify(outcome.value)}`)
  const { error } = outcome
  if (error instanceof Error && 'code' in error && 'details' in error) {
    return { code: String(error.code), details: error.details as Readonly<Record<string, unknown>> }
  }
  throw error
}
