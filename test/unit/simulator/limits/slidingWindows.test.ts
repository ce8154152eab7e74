import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLimits } from '../../../../electron/simulator/limits/limitsInForce.ts'
import { createSlidingWindows } from '../../../../electron/simulator/limits/slidingWindows.ts'

const LIMIT = { perSecond: 3, perMinute: 6, perHour: 10 }

describe('sliding windows', () => {
  it('never let more calls through in any second, minute or hour than allowed, however they come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400_000 }), { minLength: 30, maxLength: 200 }), (gaps) => {
        const windows = createSlidingWindows()
        const passed: number[] = []
        let now = 1_000_000
        for (const gap of gaps) {
          now += gap % 7 === 0 ? gap : gap % 900
          if (windows.take('key', LIMIT, now) === null) passed.push(now)
        }
        for (const [allowed, ms] of [[3, 1000], [6, 60_000], [10, 3_600_000]] as const) {
          for (const start of passed) expect(passed.filter((time) => time >= start && time < start + ms).length).toBeLessThanOrEqual(allowed)
        }
      }),
    )
  })

  it('let a call through again once the time they told has passed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), (calls) => {
        const windows = createSlidingWindows()
        let now = 5_000_000
        for (let call = 0; call < calls; call += 1) {
          const limited = windows.take('key', LIMIT, now)
          if (limited === null) continue
          now += limited.retryAfterSeconds * 1000
          expect(windows.take('key', LIMIT, now)).toBeNull()
        }
      }),
    )
  })

  it('make the wait longer for whoever pushes on', () => {
    const windows = createSlidingWindows()
    for (let call = 0; call < 3; call += 1) windows.take('key', LIMIT, 0)
    const waits = Array.from({ length: 10 }, () => windows.take('key', LIMIT, 0)?.retryAfterSeconds ?? 0)
    expect(waits.at(-1)).toBeGreaterThan(waits[0]!)
  })
})

describe('limits in force', () => {
  it('hold for each context and address by itself, and for each route of the group other', () => {
    const limits = createLimits('production')
    const times = (count: number, ...call: Parameters<typeof limits.take>): number => Array.from({ length: count }, () => limits.take(...call)).filter((refused) => refused !== null).length
    expect(times(6, 'sessionList', 'sessions.list', 'A', '127.0.0.1', 0)).toBe(1)
    expect(times(5, 'sessionList', 'sessions.list', 'B', '127.0.0.1', 0)).toBe(0)
    expect(times(5, 'sessionList', 'sessions.list', 'A', '127.0.0.2', 0)).toBe(0)
    expect(times(10, 'other', 'tokens.list', 'A', '127.0.0.1', 0)).toBe(0)
    expect(times(11, 'other', 'rateLimits', 'A', '127.0.0.1', 0)).toBe(1)
  })

  it('share a group among its routes, and leave links alone', () => {
    const limits = createLimits('production')
    for (let call = 0; call < 10; call += 1) limits.take('sessionMisc', 'sessions.status', 'A', 'ip', 0)
    expect(limits.take('sessionMisc', 'sessions.upoPage', 'A', 'ip', 0)).not.toBeNull()
    expect(Array.from({ length: 5000 }, () => limits.take('none', 'links.invoiceUpo', '', 'ip', 0)).every((refused) => refused === null)).toBe(true)
  })

  it('can be loosened, changed for one group, and set back', () => {
    const limits = createLimits('off')
    expect(Array.from({ length: 500 }, () => limits.take('sessionList', 'sessions.list', 'A', 'ip', 0)).every((refused) => refused === null)).toBe(true)
    limits.set('production', { invoiceDownload: { perSecond: 1, perMinute: 1, perHour: 1 } })
    expect(limits.values()).toMatchObject({ invoiceDownload: { perHour: 1 }, sessionList: { perHour: 60 } })
  })
})
