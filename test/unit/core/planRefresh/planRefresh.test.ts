import fc from 'fast-check'
import { expect, test } from 'vitest'
import { callTimes } from '../../../../electron/core/planRefresh/callTimes.ts'
import { planRefresh } from '../../../../electron/core/planRefresh/planRefresh.ts'
import type { SessionToProve } from '../../../../electron/core/planRefresh/planRefresh.ts'
import { nextFreeAt } from '../../../../electron/ksef/slidingWindow.ts'
import { PRODUCTION_LIMITS } from '../../../../electron/shared/model/rateLimits.ts'

const NOW = Date.parse('2026-06-01T08:00:00Z')

const limit = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 10 }))
  .map(([perSecond, more, evenMore]) => ({ perSecond, perMinute: perSecond + more, perHour: perSecond + more + evenMore }))
const history = fc.array(fc.integer({ min: NOW - 4_000_000, max: NOW }), { maxLength: 40 })
const session = fc
  .record({ invoiceCount: fc.integer({ min: 1, max: 3_000 }), closed: fc.boolean(), referencesKnown: fc.boolean(), share: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ share, ...rest }) => ({ ...rest, unproven: Math.floor(rest.invoiceCount * share) }))
const sessions = fc.array(session, { maxLength: 40 }).map((all) => all.map((one, index): SessionToProve => ({ ...one, sessionReference: `session-${index}` })))

test('each call goes out exactly when the rate budget would let it, after any history', () => {
  fc.assert(
    fc.property(limit, history, fc.integer({ min: 1, max: 40 }), (limits, spentAt, count) => {
      const times = callTimes(limits, spentAt, NOW)
      const answered = [...spentAt]
      let clock = NOW
      for (let call = 0; call < count; call += 1) {
        clock = nextFreeAt(answered, limits, clock)
        answered.push(clock)
        expect(times.lastOf(1)).toBe(clock)
        expect(times.take(1)).toBe(clock)
      }
    }),
  )
})

test('every session with something to prove is planned once, at a time that comes, by a route that it has', () => {
  fc.assert(
    fc.property(sessions, history, (all, sessionMisc) => {
      const steps = planRefresh({ sessions: all, limits: PRODUCTION_LIMITS, spentAt: { sessionMisc }, now: NOW })
      const wanted = all.filter(({ unproven }) => unproven > 0)
      expect(new Set(steps.map(({ sessionReference }) => sessionReference))).toEqual(new Set(wanted.map(({ sessionReference }) => sessionReference)))
      expect(steps).toHaveLength(wanted.length)
      for (const { sessionReference, route, doneAt } of steps) {
        const planned = all.find((one) => one.sessionReference === sessionReference)
        expect(doneAt).toBeLessThan(Infinity)
        expect(route === 'session-upo' && planned?.closed === false).toBe(false)
        expect(route === 'single-status' && planned?.referencesKnown === false).toBe(false)
      }
    }),
  )
})

test('one batch of ten thousand takes one call; two thousand sessions of one invoice use two groups side by side', () => {
  const of = (count: number, invoiceCount: number) =>
    Array.from({ length: count }, (_, index): SessionToProve => ({ sessionReference: `${index}`, invoiceCount, closed: true, unproven: invoiceCount, referencesKnown: false }))
  const plan = (all: readonly SessionToProve[]) => planRefresh({ sessions: all, limits: PRODUCTION_LIMITS, spentAt: {}, now: NOW })
  expect(plan(of(1, 10_000))).toMatchObject([{ route: 'session-upo', calls: 1, doneAt: NOW }])
  const many = plan(of(2_000, 1))
  expect(many.filter(({ route }) => route === 'list').length).toBeGreaterThan(200)
  expect((many.at(-1)?.doneAt ?? Infinity) - NOW).toBeLessThan(3_600_000 + 300_000)
})
