import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openCatalogue } from '../../../electron/archive/catalogue/connection.ts'
import { spentBudgetOf } from '../../../electron/archive/catalogue/spentBudget.ts'
import { inMemoryBudgetStore } from '../../../electron/ksef/budgetStore.ts'
import { CALL_DEADLINE_MS, RateBudget } from '../../../electron/ksef/rateBudget.ts'
import type { Reservation } from '../../../electron/ksef/rateBudget.ts'
import { PRODUCTION_LIMITS } from '../../../electron/shared/model/rateLimits.ts'
import type { KsefContext } from '../../../electron/shared/model/context.ts'
import type { RateLimit } from '../../../electron/shared/model/rateLimits.ts'
import { CONTEXT } from '../../support/archive.ts'
import { failureOf } from '../../support/ksefClient.ts'
import { manualClock } from '../../support/manualClock.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const signal = new AbortController().signal
const WINDOWS = [
  [1_000, 'perSecond'],
  [60_000, 'perMinute'],
  [3_600_000, 'perHour'],
] as const

/** KSeF's own side of the rule: no window that ends at a counted call holds more than its limit. */
function broken(countedAt: readonly number[], limit: RateLimit): readonly string[] {
  return WINDOWS.flatMap(([lengthMs, name]) =>
    countedAt
      .filter((end) => countedAt.filter((other) => other > end - lengthMs && other <= end).length > limit[name])
      .map((end) => `${name} at ${end}`),
  )
}

const limits = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 10 }))
  .map(([perSecond, more, evenMore]): RateLimit => ({ perSecond, perMinute: perSecond + more, perHour: perSecond + more + evenMore }))

const step = fc.record({
  gapMs: fc.oneof(fc.integer({ min: 0, max: 1_500 }), fc.integer({ min: 0, max: 90_000 }), fc.integer({ min: 0, max: 2_000_000 })),
  latencyMs: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: CALL_DEADLINE_MS })),
  /** When, between sending and answering, KSeF counts the call. */
  countedAfter: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
  restart: fc.nat({ max: 9 }).map((number) => number === 0),
  givesUp: fc.nat({ max: 9 }).map((number) => number === 0),
  waitsForTurn: fc.boolean(),
})

describe('the budget', () => {
  test('never exceeds any window, for any history of calls, delays, crashes and restarts', async () => {
    await fc.assert(
      fc.asyncProperty(limits, fc.array(step, { maxLength: 60 }), async (limit, steps) => {
        const clock = manualClock()
        const store = inMemoryBudgetStore()
        store.saveLimits({ ...PRODUCTION_LIMITS, sessionList: limit })
        let budget = new RateBudget({ store, clock })
        let flying: { readonly lands: number; readonly land: () => void }[] = []
        const counted: number[] = []
        const moveTo = (time: number): void => {
          for (const call of flying.filter(({ lands }) => lands <= time).toSorted((left, right) => left.lands - right.lands)) {
            clock.set(call.lands)
            call.land()
          }
          flying = flying.filter(({ lands }) => lands > time)
          clock.set(time)
        }
        for (const { gapMs, latencyMs, countedAfter, restart, givesUp, waitsForTurn } of steps) {
          const from = clock.now() + gapMs
          moveTo(from)
          if (restart) {
            // Whatever was on its way is never heard of again; KSeF counts it all the same.
            flying = []
            budget = new RateBudget({ store, clock })
          }
          if (waitsForTurn) moveTo(budget.nextFreeAt('sessionList'))
          const now = clock.now()
          const reservation = await budget.acquire('sessionList', 'GET /sessions', signal, 0).catch(() => null)
          if (reservation === null) continue
          counted.push(now + Math.floor(latencyMs * countedAfter))
          // A call given up is counted at the latest a little later; here: at the moment of giving up.
          flying.push({ lands: now + latencyMs, land: givesUp ? reservation.gaveUp : reservation.answered })
        }
        expect(broken(counted, limit)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  test('of two processes on one folder never exceeds any window, whoever calls, and lets both have their turn', async () => {
    await fc.assert(
      fc.asyncProperty(limits, fc.array(fc.record({ gapMs: fc.integer({ min: 0, max: 2_000 }), latencyMs: fc.integer({ min: 0, max: 900 }), who: fc.nat({ max: 1 }) }), { maxLength: 40 }), async (limit, steps) => {
        const clock = manualClock()
        const files = join(temporaryFolder(), 'catalogue.sqlite')
        const stores = [openCatalogue(files), openCatalogue(files)]
        const budgets = stores.map((db) => new RateBudget({ store: spentBudgetOf(db, CONTEXT), clock }))
        budgets[0]!.useLimits({ ...PRODUCTION_LIMITS, sessionList: limit })
        const counted: number[] = []
        for (const { gapMs, latencyMs, who } of steps) {
          clock.set(clock.now() + gapMs)
          const budget = budgets[who]!
          expect(budget.nextFreeAt('sessionList')).toBe(budgets[1 - who]!.nextFreeAt('sessionList'))
          clock.set(Math.max(clock.now(), budget.nextFreeAt('sessionList')))
          const reservation = await budget.acquire('sessionList', 'GET /sessions', signal, 0)
          clock.set(clock.now() + latencyMs)
          counted.push(clock.now())
          reservation.answered()
        }
        for (const db of stores) db.close()
        expect(counted).toHaveLength(steps.length)
        expect(broken(counted, limit)).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  test('a call of another process that is under way is waited for, and no longer than it can live', async () => {
    const clock = manualClock()
    const file = join(temporaryFolder(), 'catalogue.sqlite')
    const [one, other] = [openCatalogue(file), openCatalogue(file)].map((db) => new RateBudget({ store: spentBudgetOf(db, CONTEXT), clock }))
    const start = clock.now()
    for (let call = 0; call < 5; call += 1) await one!.acquire('sessionList', 'GET /sessions', signal)
    expect(other!.nextFreeAt('sessionList')).toBe(start + 1_050)
    clock.set(start + CALL_DEADLINE_MS + 2_000)
    expect(other!.nextFreeAt('sessionList')).toBe(clock.now())
  })

  test('lets no sign-in through before its pause is over, of no context of the environment, in no process', async () => {
    const file = join(temporaryFolder(), 'catalogue.sqlite')
    const clock = manualClock()
    const other: KsefContext = { ...CONTEXT, identifier: { type: 'Nip', value: '5265877635' } }
    const production: KsefContext = { ...CONTEXT, environment: 'production' }
    const budgets = [CONTEXT, CONTEXT, other, production].map((context) => new RateBudget({ store: spentBudgetOf(openCatalogue(file), context), clock }))
    const signIn = (budget: RateBudget | undefined): Promise<void> => budget!.acquireSignIn('POST /auth/challenge', signal)
    await signIn(budgets[0])
    const resumesAt = new Date(budgets[0]!.pause(null, 'POST /auth/challenge', 3600)).toISOString()

    for (const budget of budgets.slice(0, 3)) expect(await failureOf(signIn(budget))).toEqual(expect.objectContaining({ code: 'api-rate-limited', details: { group: null, route: 'POST /auth/challenge', resumesAt } }))
    await expect(signIn(budgets[3])).resolves.toBeUndefined()
    await expect(budgets[1]!.acquire('sessionList', 'GET /sessions', signal)).resolves.toBeDefined()
    clock.set(Date.parse(resumesAt))
    await expect(signIn(budgets[1])).resolves.toBeUndefined()
  })

  test('obeys a pause and limits that another process was told of', async () => {
    const clock = manualClock()
    const file = join(temporaryFolder(), 'catalogue.sqlite')
    const [one, other] = [openCatalogue(file), openCatalogue(file)].map((db) => new RateBudget({ store: spentBudgetOf(db, CONTEXT), clock }))
    one!.pause('sessionMisc', 'GET /x', 600)
    one!.useLimits({ ...PRODUCTION_LIMITS, invoiceStatus: { perSecond: 1, perMinute: 1, perHour: 1 } })
    expect(other!.nextFreeAt('sessionMisc')).toBe(clock.now() + 600_050)
    expect(other!.limits.invoiceStatus.perHour).toBe(1)
    ;(await one!.acquire('invoiceStatus', 'GET /y', signal)).answered()
    expect(other!.nextFreeAt('invoiceStatus')).toBe(clock.now() + 3_600_050)
  })

  test('lets a call go exactly when it said it would, and a restart changes nothing about that', async () => {
    await fc.assert(
      fc.asyncProperty(limits, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 500 }), async (limit, calls, latencyMs) => {
        const clock = manualClock()
        const store = inMemoryBudgetStore()
        store.saveLimits({ ...PRODUCTION_LIMITS, sessionMisc: limit })
        const budget = new RateBudget({ store, clock })
        for (let call = 0; call < calls; call += 1) {
          const free = budget.nextFreeAt('sessionMisc')
          if (free > clock.now()) {
            clock.set(free - 1)
            expect(await failureOf(budget.acquire('sessionMisc', 'GET /x', signal, 0))).toMatchObject({ details: { resumesAt: new Date(free).toISOString() } })
          }
          clock.set(free)
          const reservation = await budget.acquire('sessionMisc', 'GET /x', signal, 0)
          clock.set(free + latencyMs)
          reservation.answered()
          expect(new RateBudget({ store, clock }).nextFreeAt('sessionMisc')).toBe(budget.nextFreeAt('sessionMisc'))
        }
      }),
      { numRuns: 100 },
    )
  })

  test('obeys Retry-After in its group alone, also after a restart', async () => {
    const clock = manualClock()
    const store = inMemoryBudgetStore()
    const budget = new RateBudget({ store, clock })
    budget.pause('invoiceStatus', 'GET /a', 50 * 60)
    const restarted = new RateBudget({ store, clock })

    expect(await failureOf(restarted.acquire('invoiceStatus', 'GET /a', signal))).toEqual({
      code: 'api-rate-limited',
      details: { group: 'invoiceStatus', route: 'GET /a', resumesAt: '2026-02-02T09:50:00.050Z' },
    })
    expect(restarted.nextFreeAt('sessionList')).toBe(clock.now())
    clock.set(clock.now() + 50 * 60_000 + 50)
    await expect(restarted.acquire('invoiceStatus', 'GET /a', signal)).resolves.toBeDefined()
  })

  test('counts the group "other" per route', async () => {
    const clock = manualClock()
    const budget = new RateBudget({ store: inMemoryBudgetStore(), clock })
    for (let call = 0; call < 10; call += 1) (await budget.acquire('other', 'GET /tokens', signal)).answered()

    expect(budget.nextFreeAt('other', 'GET /tokens')).toBeGreaterThan(clock.now())
    expect(budget.nextFreeAt('other', 'GET /rate-limits')).toBe(clock.now())
  })

  test('waits for a short wait, tells about it once, and goes on as soon as the window allows', async () => {
    const clock = manualClock()
    const waits: unknown[] = []
    const budget = new RateBudget({ store: inMemoryBudgetStore(), clock, onWait: (wait) => waits.push(wait) })
    const start = clock.now()
    for (let call = 0; call < 5; call += 1) (await budget.acquire('sessionList', 'GET /sessions', signal)).answered()
    const sixth = budget.acquire('sessionList', 'GET /sessions', signal).then(() => clock.now())
    await clock.advance(5_000)

    expect(await sixth).toBe(start + 1_050)
    expect(waits).toEqual([{ group: 'sessionList', route: 'GET /sessions', untilMs: start + 1_050 }])
  })

  test('never gives one place to two callers who wait for it', async () => {
    const clock = manualClock()
    const budget = new RateBudget({ store: inMemoryBudgetStore(), clock })
    const wentAt: number[] = []
    const start = clock.now()
    for (let call = 0; call < 16; call += 1) {
      void budget.acquire('invoiceMetadata', 'POST /x', signal).then((reservation: Reservation) => {
        wentAt.push(clock.now() - start)
        reservation.answered()
      })
    }
    await clock.advance(10_000)

    expect(wentAt).toEqual([...Array<number>(8).fill(0), ...Array<number>(8).fill(1_050)])
  })

  test('stops waiting when it is cancelled', async () => {
    const clock = manualClock()
    const budget = new RateBudget({ store: inMemoryBudgetStore(), clock })
    const controller = new AbortController()
    for (let call = 0; call < 5; call += 1) (await budget.acquire('sessionList', 'GET /sessions', signal)).answered()
    const sixth = budget.acquire('sessionList', 'GET /sessions', controller.signal)
    controller.abort()

    expect(await failureOf(sixth)).toMatchObject({ code: 'cancelled' })
    expect(clock.sleepers()).toBe(0)
  })

  test('spends nothing on a call that never left this computer', async () => {
    const clock = manualClock()
    const store = inMemoryBudgetStore()
    const budget = new RateBudget({ store, clock })
    for (let call = 0; call < 100; call += 1) (await budget.acquire('sessionList', 'GET /sessions', signal, 0)).neverSent()

    expect(store.loadCalls()).toEqual([])
    expect(budget.nextFreeAt('sessionList')).toBe(clock.now())
  })

  test('is not blocked for ever by a computer whose clock was set back', async () => {
    const clock = manualClock()
    const store = inMemoryBudgetStore()
    const budget = new RateBudget({ store, clock })
    for (let call = 0; call < 5; call += 1) (await budget.acquire('sessionList', 'GET /sessions', signal)).answered()
    clock.set(clock.now() - 30 * 24 * 3_600_000)
    const free = new RateBudget({ store, clock }).nextFreeAt('sessionList')

    expect(free - clock.now()).toBeLessThanOrEqual(CALL_DEADLINE_MS + 1_050)
  })

  test('forgets in the store what no window remembers', async () => {
    const clock = manualClock()
    const store = inMemoryBudgetStore()
    const budget = new RateBudget({ store, clock })
    ;(await budget.acquire('sessionMisc', 'GET /x', signal)).answered()
    clock.set(clock.now() + 2 * 3_600_000)
    ;(await budget.acquire('sessionMisc', 'GET /x', signal)).answered()

    expect(store.loadCalls()).toHaveLength(1)
  })
})
