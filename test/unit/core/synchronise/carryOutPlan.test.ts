import { afterEach, describe, expect, it } from 'vitest'
import { inLanes } from '../../../../electron/core/synchronise/inLanes.ts'
import type { RefreshRun } from '../../../../electron/core/synchronise/refreshRun.ts'
import { systemClock } from '../../../../electron/platform/clock.ts'
import type { PRODUCTION_LIMITS } from '../../../../electron/shared/model/rateLimits.ts'
import { refreshBench, type RefreshBench } from '../../../support/refreshBench.ts'

let bench: RefreshBench

afterEach(async () => {
  await bench.close()
})

/** A simulator that holds one invoice, so that what a test adds is all there is. */
async function quietBench(): Promise<RefreshBench> {
  return refreshBench({ shape: 'one-batch', invoices: 1 })
}

async function closedSessions(count: number, invoices: number): Promise<void> {
  for (let made = 0; made < count; made += 1) await bench.control('POST', '/sessions', { type: 'Batch', invoices })
}

async function allow(group: keyof typeof PRODUCTION_LIMITS, perHour: number): Promise<void> {
  await bench.control('POST', '/limits', { mode: 'off', groups: { [group]: { perSecond: perHour, perMinute: perHour, perHour } } })
}

describe('a refresh by plan', () => {
  it('proves by session UPO what the budget of lists leaves, and lacks nothing then', async () => {
    bench = await quietBench()
    await closedSessions(12, 2)
    await allow('sessionInvoiceList', 3)
    const result = await bench.refresh()
    expect(result).toMatchObject({ outcome: 'done', waitingFor: [], progress: { forecast: null } })
    expect(await bench.archive.proofCounts()).toEqual({ accepted: 25, proven: 25 })
    expect(result.limitedCalls).toMatchObject({ sessionInvoiceList: 3, sessionMisc: 13 })
    const { complete, 'complete-session-upo': bySession } = await bench.archive.countStates()
    expect(complete + bySession).toBe(25)
    expect(bySession).toBeGreaterThan(15)
  })

  it('lists the rest when calls are left, and merges nothing away', async () => {
    bench = await quietBench()
    await closedSessions(5, 2)
    await allow('sessionInvoiceList', 2)
    for (let hour = 0; hour < 3; hour += 1) {
      const result = await bench.refresh({ clock: { ...systemClock, now: () => bench.simulator.clock.now() } })
      bench.simulator.clock.advance(3_700_000)
      expect(result).toMatchObject({ outcome: 'done', limitedCalls: { sessionInvoiceList: 2 } })
    }
    expect(await bench.archive.sessionsToPlan()).toEqual([])
    expect(await bench.archive.countStates()).toMatchObject({ complete: 11, 'complete-session-upo': 0 })
    expect((await bench.archive.archiveFigures()).invoices).toBe(11)
  })

  it('says how many are done and when the rest is, when both groups are spent', async () => {
    bench = await quietBench()
    await closedSessions(8, 1)
    await bench.control('POST', '/limits', {
      mode: 'off',
      groups: { sessionInvoiceList: { perSecond: 2, perMinute: 2, perHour: 2 }, sessionMisc: { perSecond: 3, perMinute: 3, perHour: 3 } },
    })
    const result = await bench.refresh()
    expect(result).toMatchObject({ outcome: 'paused', progress: { forecast: { accepted: 9, proven: 5 } } })
    expect(result.waitingFor).toContain('session-upos')
    expect(result.progress).toMatchObject({ sessionsRead: 2, sessionsToRead: 9 })
    const { forecast } = result.progress
    expect(Date.parse(forecast?.doneAt ?? '')).toBeGreaterThan(Date.now() + 3_500_000)
    expect(Date.parse(forecast?.doneAt ?? '')).toBeLessThan(Date.now() + 3_700_000)
  })

  it('asks singly for what moved in a session whose invoices are all known', async () => {
    bench = await quietBench()
    const { referenceNumber } = (await bench.control('POST', '/sessions', { type: 'Online', invoices: 1_002, open: true })) as { referenceNumber: string }
    await bench.refresh()
    await bench.control('POST', `/sessions/${referenceNumber}/finish`)
    const result = await bench.refresh()
    expect(result).toMatchObject({ outcome: 'done', limitedCalls: { invoiceStatus: 1 } })
    expect(result.limitedCalls.sessionInvoiceList).toBeUndefined()
    expect(await bench.archive.countStates()).toMatchObject({ complete: 1_003, waiting: 0 })
    const { sessionInvoiceList, invoiceStatus, sessionMisc } = (await bench.refresh()).limitedCalls
    expect([sessionInvoiceList, invoiceStatus, sessionMisc]).toEqual([undefined, undefined, undefined])
  })

  it('tells once what KSeF announces, and logs it', async () => {
    bench = await quietBench()
    await bench.control('POST', '/outage', { warning: '[PRACE]: Przerwa w niedzielę' })
    const logged: string[] = []
    const result = await bench.refresh({ log: (event) => void logged.push(event) })
    expect(result.warnings).toEqual(['ksef:[PRACE]: Przerwa w niedzielę'])
    expect(logged.filter((event) => event === 'system-warning')).toHaveLength(1)
  })
})

describe('lanes', () => {
  const run = (signal: AbortSignal): RefreshRun => ({ signal }) as RefreshRun

  it('stop each other, and the first failure rises after all have ended', async () => {
    bench = await quietBench()
    const ended: string[] = []
    const failing = inLanes(run(new AbortController().signal), [
      () => Promise.reject(new Error('first')),
      async ({ signal }) => {
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        ended.push('second')
        throw new Error('second')
      },
    ])
    await expect(failing).rejects.toThrow('first')
    expect(ended).toEqual(['second'])
  })
})
