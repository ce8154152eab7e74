import { afterEach, describe, expect, test } from 'vitest'
import type { RefreshResult } from '../../../../electron/shared/contract/jobs.ts'
import { refreshBench, type RefreshBench } from '../../../support/refreshBench.ts'

let bench: RefreshBench

afterEach(async () => {
  await bench.close()
})

/** A refresh in whose middle the network goes the way of `effect`. */
async function refreshInterrupted(effect: { readonly kind: string }): Promise<RefreshResult> {
  let isGone = false
  return bench.refresh({
    // Short only where it is waited for: a busy machine is silent, too.
    connection: effect.kind === 'slow' ? { silenceMs: 3_000 } : {},
    onProgress: ({ uposStored }) => {
      if (uposStored < 50 || isGone) return
      isGone = true
      void bench.fault('*', effect)
    },
  })
}

async function linksAsked(): Promise<number> {
  const { byRoute } = (await bench.control('GET', '/calls')) as { byRoute: Record<string, number> }
  return Object.entries(byRoute).reduce((sum, [route, count]) => sum + (route.startsWith('links') ? count : 0), 0)
}

describe('a refresh that the network leaves in its middle', () => {
  test.each([
    ['cut off, as by a cable or a sleeping laptop', { kind: 'reset' }, { code: 'network-unreachable', details: { reason: 'reset' } }],
    ['in the middle of an answer', { kind: 'cut-body' }, { code: 'network-unreachable', details: { reason: 'reset' } }],
    ['without a word', { kind: 'slow', ms: 60_000 }, { code: 'network-timeout', details: { reason: 'answering' } }],
    ['for a page of maintenance', { kind: 'outage' }, { code: 'api-unavailable' }],
  ])('%s: ends with its reason soon, keeps what it has, and goes on next time', async (_how, effect, error) => {
    bench = await refreshBench({ invoices: 200 })
    const broken = await refreshInterrupted(effect)
    expect(broken).toMatchObject({ outcome: 'failed', error })
    const kept = (await bench.archive.archiveFigures()).uposStored
    expect(kept).toBeGreaterThanOrEqual(50)

    await bench.control('DELETE', '/faults')
    await bench.control('DELETE', '/calls')
    expect(await bench.refresh({ from: null })).toMatchObject({ outcome: 'done', error: null })
    const { uposStored } = await bench.archive.archiveFigures()
    expect(uposStored).toBeGreaterThan(kept)
    // What was on disk is not asked for again; pages of session UPO come by links, too.
    expect(await linksAsked()).toBeLessThanOrEqual(uposStored - kept + 40)
  }, 60_000)
})
