import { afterEach, describe, expect, it } from 'vitest'
import { describeSession } from '../../../../electron/core/sessions/coverage.ts'
import type { SessionDetail, SessionSummary } from '../../../../electron/shared/contract/sessions.ts'
import { refreshBench, type RefreshBench } from '../../../support/refreshBench.ts'

let bench: RefreshBench

afterEach(async () => {
  await bench.close()
})

async function sessionsOf(): Promise<readonly SessionSummary[]> {
  return (await bench.archive.listSessions({ text: '', which: 'all', createdSince: null, offset: 0, limit: 500 })).rows
}

async function detailOf(id: number): Promise<SessionDetail> {
  const facts = await bench.archive.sessionFacts({ id })
  if (facts === null) throw new Error(`no session ${id}`)
  return describeSession(facts)
}

/** A batch session of its own in a simulator that holds nothing else of interest; its detail after a refresh. */
async function batchOf(invoices: number): Promise<string> {
  const { referenceNumber } = (await bench.control('POST', '/sessions', { type: 'Batch', invoices })) as { referenceNumber: string }
  return referenceNumber
}

async function detailOfReference(reference: string): Promise<SessionDetail> {
  const id = await bench.archive.findSession({ referenceNumber: reference })
  return detailOf(id ?? 0)
}

describe('the session UPO in a refresh', () => {
  it('comes page by page for every finished session, each page a document of its own, and agrees with the list', async () => {
    bench = await refreshBench({ sessionUpoPageSize: 4 })
    const reference = await batchOf(10)
    const result = await bench.refresh()
    expect(result).toMatchObject({ outcome: 'done', quarantined: 0 })

    const detail = await detailOfReference(reference)
    expect(detail.pages.map(({ page, pages, entries }) => ({ page, pages, entries }))).toEqual([
      { page: 1, pages: 3, entries: 4 },
      { page: 2, pages: 3, entries: 4 },
      { page: 3, pages: 3, entries: 2 },
    ])
    expect(new Set(detail.pages.map(({ document }) => document?.sha256)).size).toBe(3)
    expect(detail).toMatchObject({ hasAllPages: true, isRead: true, entries: { counted: 10, stated: 10, verdict: 'confirmed' } })
    expect(detail.coverage).toMatchObject({ sent: 10, accepted: 10, provenByInvoiceUpo: 10, notProven: 0 })
    for (const { id, statusCode, acceptedCount } of await sessionsOf()) {
      const { gaps, contradictions, hasAllPages, entries } = await detailOf(id)
      expect({ gaps: gaps.total, contradictions: contradictions.total, hasAllPages }).toEqual({ gaps: 0, contradictions: 0, hasAllPages: statusCode === 200 && acceptedCount !== 0 })
      expect(entries.verdict).not.toBe('failed')
    }
  })

  it('costs one limited call a session, and nothing once its pages are here', async () => {
    bench = await refreshBench()
    await bench.refresh()
    await bench.control('DELETE', '/calls')
    await batchOf(3)
    const result = await bench.refresh()
    expect(result.limitedCalls.sessionMisc).toBe(1)
    expect((await bench.refresh()).limitedCalls).toEqual({ sessionList: 2 })
  })

  it('shows an invoice that only the session UPO proves as such, and keeps one that is on no list', async () => {
    bench = await refreshBench({ invoices: 150 })
    await bench.fault('sessions.upoBy*', { kind: 'no-upo-yet' })
    await bench.fault('links.invoiceUpo', { kind: 'expired-link' })
    await bench.refresh()
    const counts = await bench.archive.countStates()
    expect(counts.complete).toBe(0)
    expect(counts['complete-session-upo']).toBeGreaterThan(20)
    const filter = { text: '', states: ['complete-session-upo'], upo: 'any', xml: 'any', from: null, to: null, by: 'issuedOn', sessionId: null } as const
    expect((await bench.archive.searchInvoices({ filter, sort: { field: 'issuedOn', descending: true }, offset: 0, limit: 1 })).total).toBe(counts['complete-session-upo'])

    const details = await Promise.all((await sessionsOf()).map(({ id }) => detailOf(id)))
    const strangers = details.flatMap(({ strangers: { rows } }) => rows)
    expect(strangers).toHaveLength(1)
    expect(strangers[0]?.invoiceId).not.toBeNull()
    expect(details.some(({ coverage }) => coverage.provenBySessionUpoOnly > 0 && coverage.notProven === 0)).toBe(true)
  })

  it.each(['v4-3', 'v4-2'] as const)('reports a gap, a stranger and a contradiction of a UPO %s, and loses no other entry', async (upoVersion) => {
    bench = await refreshBench({ upoVersion })
    const reference = await batchOf(6)
    for (const kind of ['page-gap', 'page-stranger', 'page-other-hash']) await bench.fault('*', { kind, session: reference })
    await bench.fault('links.invoiceUpo', { kind: 'expired-link' })
    await bench.fault('sessions.upoBy*', { kind: 'no-upo-yet' })
    await bench.refresh()
    const { coverage, gaps, strangers, contradictions, entries } = await detailOfReference(reference)
    expect(coverage).toMatchObject({ accepted: 6, provenByInvoiceUpo: 0, provenBySessionUpoOnly: 4, quarantined: 1, notProven: 1 })
    expect({ gaps: gaps.total, strangers: strangers.total }).toEqual({ gaps: 1, strangers: 1 })
    expect(contradictions.rows.map(({ difference }) => difference)).toEqual(['hash'])
    expect(entries).toEqual({ counted: 6, stated: 6, verdict: 'confirmed' })
  })

  it('says that a page is missing, and calls nothing a gap before it is here', async () => {
    bench = await refreshBench({ sessionUpoPageSize: 2 })
    const reference = await batchOf(5)
    await bench.fault('*', { kind: 'page-missing', session: reference })
    await bench.refresh()
    expect(await detailOfReference(reference)).toMatchObject({ hasAllPages: false, gaps: { total: 0 }, entries: { counted: 4, stated: 5, verdict: 'not-checked' } })
  })

  it('keeps a damaged page apart, takes the API route, and asks again only for what is not here', async () => {
    bench = await refreshBench({ sessionUpoPageSize: 2 })
    const reference = await batchOf(5)
    await bench.fault('links.sessionUpo', { kind: 'bot-wall' })
    await bench.fault('sessions.upoPage', { kind: 'broken-signature' }, { times: 1 })
    const first = await bench.refresh()
    expect(first.quarantined).toBeGreaterThan(0)
    await bench.control('DELETE', '/faults')
    const second = await bench.refresh()
    expect(second.limitedCalls.sessionMisc).toBe(1)
    expect(await detailOfReference(reference)).toMatchObject({ hasAllPages: true, gaps: { total: 0 } })
    expect((await bench.refresh()).limitedCalls).toEqual({ sessionList: 2 })
  })

  it('leaves the rest for the next run when the budget is spent, and says until when', async () => {
    bench = await refreshBench()
    await bench.fault('sessions.status', { kind: 'rate-limited', retryAfterSeconds: 3600 })
    const paused = await bench.refresh()
    expect(paused).toMatchObject({ outcome: 'paused', waitingFor: ['session-upos'] })
    expect(paused.resumesAt).not.toBeNull()
    // The UPO of the invoices came all the same; those that others sent have none to fetch.
    const missing = await bench.archive.incompleteDiagnosisFacts({ afterId: 0, limit: 500 })
    expect(missing.filter(({ statusCode }) => statusCode === 200)).toEqual([])
    expect(paused.progress).toMatchObject({ uposStored: paused.progress.uposWanted })
  })
})
