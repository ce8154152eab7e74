import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { callTimes } from '../../../../electron/core/planRefresh/callTimes.ts'
import { planRefresh, provenAt } from '../../../../electron/core/planRefresh/planRefresh.ts'
import type { PlannedGroup, PlannedStep, SessionToRefresh } from '../../../../electron/core/planRefresh/planRefresh.ts'
import type { GroupOutlook } from '../../../../electron/ksef/rateBudget.ts'
import { nextFreeAt } from '../../../../electron/ksef/slidingWindow.ts'
import { PRODUCTION_LIMITS } from '../../../../electron/shared/model/rateLimits.ts'

const NOW = Date.parse('2026-06-01T08:00:00Z')

const limit = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 10 }))
  .map(([perSecond, more, evenMore]) => ({ perSecond, perMinute: perSecond + more, perHour: perSecond + more + evenMore }))
const history = fc.array(fc.integer({ min: NOW - 4_000_000, max: NOW }), { maxLength: 40 })
const outlook: fc.Arbitrary<GroupOutlook> = fc
  .record({ limit, spentAt: history, pause: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 4_000_000 })) })
  .map(({ pause, ...rest }) => ({ ...rest, freeFrom: NOW + pause }))
const budget = fc.record({ sessionMisc: outlook, sessionInvoiceList: outlook, invoiceStatus: outlook })

function sessionsOf(largest: number): fc.Arbitrary<readonly SessionToRefresh[]> {
  const session = fc
    .record({ accepted: fc.nat(largest), more: fc.nat(largest), share: fc.double({ min: 0, max: 1, noNaN: true }), wantsSessionUpo: fc.boolean(), isMoved: fc.boolean(), isKnown: fc.boolean() })
    .map(({ accepted, more, share, wantsSessionUpo, isMoved, isKnown }) => {
      const unproven = Math.floor(accepted * share)
      const notAccepted = isMoved ? Math.min(more, largest - accepted) : 0
      return { invoiceCount: accepted + notAccepted, unproven, notAccepted, wantsSessionUpo, isMoved, pending: isKnown ? unproven + notAccepted : null }
    })
  return fc.array(session, { maxLength: 30 }).map((all) => all.map((one, index) => ({ ...one, sessionReference: `session-${index}` })))
}

const FRESH: Readonly<Record<PlannedGroup, GroupOutlook>> = {
  sessionMisc: { limit: PRODUCTION_LIMITS.sessionMisc, spentAt: [], freeFrom: NOW },
  sessionInvoiceList: { limit: PRODUCTION_LIMITS.sessionInvoiceList, spentAt: [], freeFrom: NOW },
  invoiceStatus: { limit: PRODUCTION_LIMITS.invoiceStatus, spentAt: [], freeFrom: NOW },
}

const GROUP_OF = { 'session-upo': 'sessionMisc', list: 'sessionInvoiceList', 'single-status': 'invoiceStatus' } as const

function closed(count: number, invoiceCount: number): readonly SessionToRefresh[] {
  return Array.from({ length: count }, (_, index) => ({ sessionReference: `${index}`, invoiceCount, unproven: invoiceCount, notAccepted: 0, wantsSessionUpo: true, isMoved: true, pending: null }))
}

test('each call goes out exactly when the rate budget would let it, after any history', () => {
  fc.assert(
    fc.property(limit, history, fc.integer({ min: 1, max: 40 }), (limits, spentAt, count) => {
      const times = callTimes({ limit: limits, spentAt, freeFrom: NOW })
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

describe('a plan', () => {
  test('proves every session once, at a time that comes, by a route that it has; and reads what is to be read', () => {
    fc.assert(
      fc.property(sessionsOf(3_000), budget, (sessions, groups) => {
        const steps = planRefresh(sessions, groups)
        for (const session of sessions) {
          const own = steps.filter(({ sessionReference }) => sessionReference === session.sessionReference)
          expect(own.reduce((sum, { proves }) => sum + proves, 0)).toBe(session.unproven)
          expect(own.filter(({ proves }) => proves > 0)).toHaveLength(session.unproven > 0 ? 1 : 0)
          expect(own.some(({ route }) => route !== 'session-upo')).toBe(session.isMoved || (session.unproven > 0 && own[0]?.route !== 'session-upo'))
          for (const { route, doneAt, isOptional } of own) {
            expect(doneAt).toBeLessThan(Infinity)
            if (route === 'session-upo') expect(session.wantsSessionUpo).toBe(true)
            if (route === 'single-status') expect(session.pending).not.toBeNull()
            if (isOptional) expect(session.notAccepted).toBe(0)
          }
        }
        expect(provenAt(steps)).toBe(sessions.some(({ unproven }) => unproven > 0) ? Math.max(...steps.filter(({ proves }) => proves > 0).map(({ doneAt }) => doneAt)) : null)
      }),
    )
  })

  test('never has more calls in a window than its limit, whatever was spent before', () => {
    fc.assert(
      fc.property(sessionsOf(1_000), budget, (sessions, groups) => {
        // One call a step: the times of the calls are those of the steps.
        const single = sessions.map((session) => ({ ...session, pending: session.pending === null ? null : Math.min(1, session.pending) }))
        const steps = planRefresh(single, groups).filter(({ calls }) => calls > 0)
        for (const group of ['sessionMisc', 'sessionInvoiceList', 'invoiceStatus'] as const) {
          const { limit: allowed, spentAt, freeFrom } = groups[group]
          const planned = steps.filter(({ route }) => GROUP_OF[route] === group).map(({ doneAt }) => doneAt)
          for (const at of planned) {
            expect(at).toBeGreaterThanOrEqual(freeFrom)
            const all = [...spentAt, ...planned]
            const inWindow = (lengthMs: number): number => all.filter((other) => other > at - lengthMs && other <= at).length
            // Calls of the history may have been too many; a planned one never adds to too many.
            expect(inWindow(1_000)).toBeLessThanOrEqual(allowed.perSecond)
            expect(inWindow(60_000)).toBeLessThanOrEqual(allowed.perMinute)
            expect(inWindow(3_600_000)).toBeLessThanOrEqual(allowed.perHour)
          }
        }
      }),
    )
  })

  test('is the same after a restart, wherever it was cut off', () => {
    fc.assert(
      fc.property(sessionsOf(1_000), budget, fc.nat(30), (sessions, groups, cut) => {
        const single = sessions.map((session) => ({ ...session, pending: session.pending === null ? null : Math.min(1, session.pending) }))
        const proofs = planRefresh(single, groups).filter(({ proves }) => proves > 0)
        const done = proofs.slice(0, cut)
        const now = Math.max(NOW, ...done.map(({ doneAt }) => doneAt))
        const spentBy = (group: PlannedGroup): GroupOutlook => ({
          limit: groups[group].limit,
          spentAt: [...groups[group].spentAt, ...done.filter(({ route, calls }) => GROUP_OF[route] === group && calls > 0).map(({ doneAt }) => doneAt)],
          freeFrom: Math.max(now, groups[group].freeFrom),
        })
        const isDone = new Set(done.map(({ sessionReference }) => sessionReference))
        const rest = planRefresh(single.filter(({ sessionReference }) => !isDone.has(sessionReference)), {
          sessionMisc: spentBy('sessionMisc'),
          sessionInvoiceList: spentBy('sessionInvoiceList'),
          invoiceStatus: spentBy('invoiceStatus'),
        })
        const byReference = (steps: readonly PlannedStep[]) => Object.fromEntries(steps.map(({ sessionReference, route, doneAt }) => [sessionReference, [route, doneAt]]))
        expect(byReference(rest.filter(({ proves }) => proves > 0))).toEqual(byReference(proofs.slice(cut)))
      }),
    )
  })

  test('starves no session: the tightest budget lets one call an hour through', () => {
    fc.assert(
      fc.property(sessionsOf(3_000), budget, (sessions, groups) => {
        const steps = planRefresh(sessions, groups)
        const proofs = steps.filter(({ proves }) => proves > 0)
        const calls = proofs.reduce((sum, step) => sum + step.calls, 0)
        const latestPause = Math.max(...Object.values(groups).map(({ freeFrom }) => freeFrom))
        expect(provenAt(steps) ?? 0).toBeLessThanOrEqual(latestPause + (calls + 1) * 3_600_050)
      }),
    )
  })

  test('one batch of ten thousand is listed at once; two thousand sessions of one invoice use two groups side by side', () => {
    expect(planRefresh(closed(1, 10_000), FRESH)).toMatchObject([{ route: 'list', calls: 10, doneAt: NOW, proves: 10_000 }])
    const many = planRefresh(closed(2_000, 1), FRESH)
    const proofs = many.filter(({ proves }) => proves > 0)
    expect(proofs.filter(({ route }) => route === 'list').length).toBeGreaterThan(200)
    expect((provenAt(many) ?? Infinity) - NOW).toBeLessThan(3_600_000 + 300_000)
    expect(many.filter(({ proves }) => proves === 0).every(({ isOptional }) => isOptional)).toBe(true)
  })

  test('asks singly where little moved in a large session, and nothing where all that it holds is final', () => {
    const open: SessionToRefresh = { sessionReference: 'open', invoiceCount: 9_000, unproven: 1, notAccepted: 1, wantsSessionUpo: false, isMoved: true, pending: 2 }
    expect(planRefresh([open], FRESH)).toMatchObject([{ route: 'single-status', calls: 2, proves: 1 }])
    expect(planRefresh([{ ...open, unproven: 0, notAccepted: 0, pending: 0 }], FRESH)).toMatchObject([{ route: 'single-status', calls: 0, proves: 0 }])
  })

  test('reads the session with something rejected before the one that is all proven', () => {
    const [first, second] = closed(2, 1)
    const steps = planRefresh([{ ...first!, unproven: 0 }, { ...second!, unproven: 0, notAccepted: 1 }], { ...FRESH, sessionInvoiceList: { ...FRESH.sessionInvoiceList, limit: { perSecond: 1, perMinute: 1, perHour: 1 } } })
    expect(steps.map(({ sessionReference, isOptional }) => [sessionReference, isOptional])).toEqual([['1', false], ['0', true]])
  })
})
