import { afterEach, describe, expect, it } from 'vitest'
import { countByCause, listMissing } from '../../../../electron/core/diagnose/listMissing.ts'
import type { MissingUpo } from '../../../../electron/core/diagnose/listMissing.ts'
import type { Archive } from '../../../../electron/core/archiveOperations.ts'
import { hasReadAccount } from '../../../../electron/core/synchronise/runResult.ts'
import { refreshBench, type RefreshBench } from '../../../support/refreshBench.ts'

let bench: RefreshBench

afterEach(async () => {
  await bench.close()
})

async function missingOf(archive: Archive): Promise<readonly MissingUpo[]> {
  const missing: MissingUpo[] = []
  for await (const one of listMissing(archive, 'pl', new Date().toISOString())) missing.push(one)
  return missing
}

/** Accepted invoices of listed sessions without a UPO; those that only metadata knows were sent from elsewhere. */
async function acceptedWithoutUpo(archive: Archive): Promise<number> {
  return (await missingOf(archive)).filter(({ facts }) => facts.statusCode === 200).length
}

describe('a refresh', () => {
  it('brings every session, invoice, UPO, name and file, and a cause for each missing UPO', async () => {
    bench = await refreshBench({ invoices: 150 })
    const result = await bench.refresh({ fetchInvoiceXml: true })
    expect(result).toMatchObject({ outcome: 'done', error: null, waitingFor: [] })

    const figures = await bench.archive.archiveFigures()
    const accepted = figures.byStatus['200'] ?? 0
    expect(accepted).toBeGreaterThan(100)
    expect(figures.uposStored).toBeGreaterThanOrEqual(accepted)
    expect(figures.hashesMatched).toBeGreaterThanOrEqual(accepted)
    expect(figures.withoutXml).toBe(0)

    const missing = await missingOf(bench.archive)
    expect(missing.filter(({ facts }) => facts.statusCode === 200)).toEqual([])
    // One invoice is on no list: the session UPO brings and proves it.
    const { 'complete-session-upo': bySessionUpo } = await bench.archive.countStates()
    expect(bySessionUpo).toBe(1)
    expect(missing.length).toBe(figures.invoices - figures.uposStored - bySessionUpo)
    expect(Object.values(countByCause(missing)).reduce((sum, count) => sum + count, 0)).toBe(missing.length)
    for (const { explanation } of missing) expect(explanation.why.length).toBeGreaterThan(10)
    expect(await bench.control('GET', '/calls')).toMatchObject({ leaks: 0 })
  })

  it('costs two calls when nothing is new', async () => {
    bench = await refreshBench()
    await bench.refresh()
    const second = await bench.refresh()
    expect(second.outcome).toBe('done')
    expect(second.limitedCalls).toEqual({ sessionList: 2 })
  })

  it('ends, and asks no more often, where KSeF’s clock is ahead of this computer’s', async () => {
    bench = await refreshBench()
    bench.simulator.clock.advance(15 * 60_000)
    const windows = Math.ceil(331 / 88)
    expect((await bench.refresh()).limitedCalls.invoiceMetadata).toBeLessThanOrEqual(windows + 1)
  })

  it('sees new sessions and the end of open ones', async () => {
    bench = await refreshBench()
    await bench.refresh()
    const before = await bench.archive.archiveFigures()
    await bench.control('POST', '/sessions', { invoices: 3 })
    const result = await bench.refresh()
    expect(result.outcome).toBe('done')
    const after = await bench.archive.archiveFigures()
    expect(result.progress.sessionsRead).toBeGreaterThanOrEqual(1)
    expect(after.invoices).toBe(before.invoices + 3)
    expect(after.sessions).toBe(before.sessions + 1)
  })

  it('goes on where it was cancelled and fetches nothing twice', async () => {
    bench = await refreshBench({ invoices: 120 })
    const stop = new AbortController()
    const cancelled = await bench.refresh({
      signal: stop.signal,
      onProgress: ({ uposStored }) => {
        if (uposStored > 0) stop.abort()
      },
    })
    expect(cancelled.outcome).toBe('cancelled')
    const midway = await bench.archive.archiveFigures()
    expect(midway.uposStored).toBeGreaterThan(0)

    await bench.control('DELETE', '/calls')
    const result = await bench.refresh()
    expect(result.outcome).toBe('done')
    expect(await acceptedWithoutUpo(bench.archive)).toBe(0)
    expect((await bench.archive.archiveFigures()).uposStored).toBeGreaterThan(midway.uposStored)
  })

  it('asks for the first day only once', async () => {
    bench = await refreshBench()
    expect(await bench.refresh({ from: null })).toMatchObject({ outcome: 'failed', error: { code: 'invalid-request' } })
    await bench.refresh()
    expect((await bench.refresh({ from: null })).outcome).toBe('done')
  })
})

describe('a refresh in trouble', () => {
  it('keeps a bot wall apart and takes the API route', async () => {
    bench = await refreshBench()
    await bench.fault('links.*', { kind: 'bot-wall' })
    const result = await bench.refresh()
    expect(result.outcome).toBe('done')
    expect(result.quarantined).toBeGreaterThan(0)
    expect(await acceptedWithoutUpo(bench.archive)).toBe(0)
  })

  it('never counts a UPO with a broken signature, says so, and fetches it again next time', async () => {
    bench = await refreshBench()
    await bench.fault('sessions.upo*', { kind: 'broken-signature' })
    await bench.fault('links.*', { kind: 'broken-signature' })
    await bench.refresh()
    expect((await bench.archive.archiveFigures()).uposStored).toBe(0)
    expect(countByCause(await missingOf(bench.archive))['damaged-on-the-way']).toBe(await acceptedWithoutUpo(bench.archive))
    const apart = await bench.archive.quarantinedDocuments({ offset: 0, limit: 3 })
    expect(apart.total).toBeGreaterThan(3)
    expect(apart.rows).toHaveLength(3)
    for (const { document } of apart.rows) {
      expect(document).toMatchObject({ standing: 'quarantined', quarantineReason: 'signature-invalid' })
      expect(document.byteLength).toBeGreaterThan(0)
      expect(document.contentType).not.toBeNull()
    }
    expect(apart.rows.some(({ invoice }) => invoice?.ksefNumber !== undefined)).toBe(true)

    await bench.control('DELETE', '/faults')
    await bench.refresh()
    expect(await acceptedWithoutUpo(bench.archive)).toBe(0)
    // What was set apart stays for explanations, and counts as nothing.
    expect(await bench.archive.quarantinedDocuments({ offset: 0, limit: 3 })).toEqual(apart)
  })

  it('stops at an outage instead of asking ten thousand times', async () => {
    bench = await refreshBench({ invoices: 300 })
    await bench.fault('links.*', { kind: 'outage' })
    const result = await bench.refresh()
    expect(result).toMatchObject({ outcome: 'failed', error: { code: 'api-unavailable' } })
    const { byRoute } = (await bench.control('GET', '/calls')) as { byRoute: Record<string, number> }
    const asked = Object.entries(byRoute).reduce((sum, [route, count]) => sum + (route.startsWith('links') ? count : 0), 0)
    expect(asked).toBeLessThan(60)
    await bench.control('DELETE', '/faults')
    await bench.refresh()
    expect(await acceptedWithoutUpo(bench.archive)).toBe(0)
  })

  it('pauses at a 429 of an hour, says until when, keeps what it has, and does not ask again early', async () => {
    bench = await refreshBench()
    await bench.refresh()
    await bench.control('POST', '/sessions', { invoices: 2 })
    await bench.fault('sessions.invoices', { kind: 'rate-limited', retryAfterSeconds: 3600 })
    const paused = await bench.refresh()
    expect(paused).toMatchObject({ outcome: 'paused', waitingFor: ['invoices'] })
    expect(Date.parse(paused.resumesAt ?? '')).toBeGreaterThan(Date.now() + 3_500_000)

    await bench.control('DELETE', '/faults')
    const early = await bench.refresh()
    // Nothing is missing by now: the session UPO proved both invoices, and their list can wait.
    expect(early).toMatchObject({ outcome: 'done', limitedCalls: { sessionList: 2 }, progress: { forecast: null } })
    expect(await acceptedWithoutUpo(bench.archive)).toBe(0)
  })

  it.each(['sessions.list', 'auth.challenge'])('goes on with the day that was chosen, or an earlier one asked for, when a 429 of %s stopped it', async (route) => {
    bench = await refreshBench()
    const day = (daysAgo: number): string => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10)
    const goOn = async (from: string): Promise<void> => {
      await bench.fault(route, { kind: 'rate-limited', retryAfterSeconds: 1 }, { times: 1 })
      expect(await bench.refresh({ from })).toMatchObject({ outcome: 'paused', waitingFor: expect.arrayContaining(['sessions']) as unknown })
      expect(await bench.refresh({ from: null })).toMatchObject({ outcome: 'done', error: null })
    }
    await goOn(day(20))
    const { sessions } = await bench.archive.archiveFigures()
    await goOn(day(330))
    const whole = await refreshBench()
    await whole.refresh()
    expect((await bench.archive.archiveFigures()).sessions).toBe((await whole.archive.archiveFigures()).sessions)
    expect((await bench.archive.archiveFigures()).sessions).toBeGreaterThan(sessions)
    await whole.close()
  })

  it('pauses when KSeF wants no sign-in for an hour, and asks for none before', async () => {
    bench = await refreshBench()
    await bench.fault('auth.challenge', { kind: 'rate-limited', retryAfterSeconds: 3600 })
    const paused = await bench.refresh()
    expect(paused).toMatchObject({ outcome: 'paused', error: null, waitingFor: ['sessions'], limitedCalls: {} })
    expect(hasReadAccount(paused)).toBe(false)
    expect(Date.parse(paused.resumesAt ?? '')).toBeGreaterThan(Date.now() + 3_500_000)

    await bench.control('DELETE', '/faults')
    expect(await bench.refresh()).toMatchObject({ outcome: 'paused', resumesAt: paused.resumesAt })
    expect(await bench.repair()).toMatchObject({ outcome: 'paused', waitingFor: ['upos'], resumesAt: paused.resumesAt })
    expect(await bench.control('GET', '/calls')).toMatchObject({ byRoute: { 'auth.challenge': 1, publicKeys: 1 } })
  })

  it('brings the invoices where the submissions may not be seen, tells the missing permission, and the UPO come once it is there', async () => {
    bench = await refreshBench()
    const readOnly = { kind: 'token', token: bench.simulator.credentials.tokens['read-only'] } as const
    const result = await bench.refresh({ credential: readOnly, fetchInvoiceXml: true })
    expect(result).toMatchObject({ outcome: 'failed', error: { code: 'api-forbidden' } })
    const { invoices, sessions, withoutXml } = await bench.archive.archiveFigures()
    expect(invoices).toBeGreaterThan(20)
    expect({ sessions, withoutXml }).toEqual({ sessions: 0, withoutXml: 0 })
    const without = (await missingOf(bench.archive)).filter(({ facts }) => facts.state === 'no-upo')
    expect(countByCause(without)).toEqual({ 'wrong-context-or-permission': without.length })
    expect(without.length).toBeGreaterThan(20)

    expect(await bench.refresh({ fetchInvoiceXml: true })).toMatchObject({ outcome: 'done' })
    expect(await acceptedWithoutUpo(bench.archive)).toBe(0)
  })

  it.each([[['totalInvoiceCount']], [['successfulInvoiceCount']], [['totalInvoiceCount', 'successfulInvoiceCount', 'failedInvoiceCount', 'dateUpdated']]])('reads every submission all the same when KSeF tells no %j of it', async (fields) => {
    bench = await refreshBench()
    const whole = await refreshBench()
    await whole.refresh()
    await bench.fault('sessions.list', { kind: 'vanished-fields', fields })
    expect(await bench.refresh()).toMatchObject({ outcome: 'done', warnings: [], progress: { forecast: null } })
    expect(await bench.archive.countStates()).toEqual(await whole.archive.countStates())
    const { accepted, proven } = await bench.archive.proofCounts()
    expect(accepted).toBe((await bench.archive.archiveFigures()).byStatus['200'])
    expect(proven).toBeGreaterThanOrEqual(accepted)

    await Promise.all([bench, whole].map((one) => one.control('POST', '/sessions', { invoices: 3 })))
    await Promise.all([bench, whole].map((one) => one.refresh()))
    expect(await bench.archive.countStates()).toEqual(await whole.archive.countStates())
    await whole.close()
  })

  it('keeps an earlier day that was asked for while the submissions may not be seen', async () => {
    bench = await refreshBench()
    const dayBefore = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
    await bench.refresh({ from: dayBefore(20) })
    const { sessions: recent } = await bench.archive.archiveFigures()
    const refused = await bench.refresh({ from: dayBefore(330), credential: { kind: 'token', token: bench.simulator.credentials.tokens['read-only'] } })
    expect(refused).toMatchObject({ outcome: 'failed', error: { code: 'api-forbidden' } })
    expect(await bench.refresh({ from: null })).toMatchObject({ outcome: 'done' })
    expect((await bench.archive.archiveFigures()).sessions).toBeGreaterThan(recent)
    expect(await acceptedWithoutUpo(bench.archive)).toBe(0)
  })

  it('reads on when KSeF adds fields and takes others away', async () => {
    bench = await refreshBench()
    await bench.fault('*', { kind: 'unknown-fields' })
    await bench.fault('sessions.invoices', { kind: 'vanished-fields', fields: ['ordinalNumber', 'invoicingMode', 'invoiceFileName'] })
    const result = await bench.refresh()
    expect(result.outcome).toBe('done')
    expect(await acceptedWithoutUpo(bench.archive)).toBe(0)
  })
})
