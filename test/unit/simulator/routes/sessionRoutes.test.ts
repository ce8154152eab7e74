import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSimulator, type RunningSimulator } from '../../../../electron/simulator/startSimulator.ts'
import { allInvoices, allSessions, callerOf, pick, pickList, pickText, signIn, type ApiCaller, type Json } from '../../../support/simulatorCaller.ts'

let simulator: RunningSimulator
let control: ApiCaller
let api: ApiCaller

beforeAll(async () => {
  simulator = await startSimulator({ seed: 8, invoices: 400, limits: 'off', today: '2026-09-15' })
  control = callerOf(simulator.controlUrl)
  api = (await signIn(simulator)).api
})
afterAll(() => simulator.close())

const referencesOf = (sessions: readonly Json[]): readonly string[] => sessions.map((session) => pickText(session, 'referenceNumber'))

describe('the session list', () => {
  it('comes newest first, in pages that touch and never overlap, also when a session is opened meanwhile', async () => {
    const all = await allSessions(api, 'Online')
    const created = all.map((session) => pickText(session, 'dateCreated'))
    expect(created).toEqual([...created].sort().reverse())

    const paged: Json[] = []
    let token: Json | undefined
    do {
      const { json } = await api.get('/sessions?sessionType=Online&pageSize=10', typeof token === 'string' ? { 'x-continuation-token': token } : {})
      paged.push(...pickList(json, 'sessions'))
      token = pick(json, 'continuationToken')
      await control.post('/sessions', { invoices: 1 })
    } while (typeof token === 'string')
    expect(referencesOf(paged)).toEqual(referencesOf(all))
  })

  it('finds what changed since a moment, and only that', async () => {
    simulator.clock.advance(60_000)
    const since = new Date(simulator.clock.now() - 30_000).toISOString()
    expect(await allSessions(api, 'Batch', `&dateModifiedFrom=${since}`)).toEqual([])
    simulator.clock.advance(3_600_000)
    const { json: added } = await control.post('/sessions', { type: 'Batch', invoices: 4 })
    api = (await signIn(simulator)).api
    expect(referencesOf(await allSessions(api, 'Batch', `&dateModifiedFrom=${since}`))).toEqual([pickText(added, 'referenceNumber')])
  })

  it('shows an open session as changed once it is finished', async () => {
    const { json: opened } = await control.post('/sessions', { invoices: 2, open: true })
    const reference = pickText(opened, 'referenceNumber')
    simulator.clock.advance(60_000)
    const since = new Date(simulator.clock.now()).toISOString()
    expect(referencesOf(await allSessions(api, 'Online', `&dateModifiedFrom=${since}`))).not.toContain(reference)
    expect((await control.post(`/sessions/${reference}/finish`)).status).toBe(200)
    const changed = await allSessions(api, 'Online', `&dateModifiedFrom=${since}`)
    expect(changed.map((session) => [pick(session, 'referenceNumber'), pick(session, 'status', 'code'), pick(session, 'successfulInvoiceCount')])).toEqual([[reference, 200, 2]])
  })

  it('filters by coarse status, creation and reference', async () => {
    const cancelled = await allSessions(api, 'Online', '&statuses=Cancelled')
    expect(cancelled.map((session) => pick(session, 'status', 'code'))).toEqual([440])
    const failed = await allSessions(api, 'Batch', '&statuses=Failed&statuses=Cancelled')
    expect(new Set(failed.map((session) => pick(session, 'status', 'code')))).toEqual(new Set([405, 435, 440]))
    const early = await allSessions(api, 'Batch', '&dateCreatedTo=2026-03-01T00:00:00Z')
    expect(early.every((session) => pickText(session, 'dateCreated') < '2026-03-01')).toBe(true)
    const one = referencesOf(early)[0] ?? ''
    expect(referencesOf(await allSessions(api, 'Batch', `&referenceNumber=${one}`))).toEqual([one])
  })
})

describe('the invoices of a session', () => {
  it('come in pages that touch, and the failed ones apart', async () => {
    const sessions = [...(await allSessions(api, 'Batch'))].sort((left, right) => Number(pick(right, 'totalInvoiceCount')) - Number(pick(left, 'totalInvoiceCount')))
    const reference = pickText(sessions[0], 'referenceNumber')
    const all = await allInvoices(api, reference)
    const paged: Json[] = []
    let token: Json | undefined
    do {
      const { json } = await api.get(`/sessions/${reference}/invoices?pageSize=10`, typeof token === 'string' ? { 'x-continuation-token': token } : {})
      paged.push(...pickList(json, 'invoices'))
      token = pick(json, 'continuationToken')
    } while (typeof token === 'string')
    expect(paged.map((invoice) => pick(invoice, 'ordinalNumber'))).toEqual(all.map((_, position) => position + 1))
    const { json: failed } = await api.get(`/sessions/${reference}/invoices/failed?pageSize=1000`)
    expect(pickList(failed, 'invoices').map((invoice) => pick(invoice, 'referenceNumber'))).toEqual(
      all.filter((invoice) => Number(pick(invoice, 'status', 'code')) > 200).map((invoice) => pick(invoice, 'referenceNumber')),
    )
  })

  it('do not take a continuation token of another list', async () => {
    const { json } = await api.get('/sessions?sessionType=Online&pageSize=10')
    const token = pickText(json, 'continuationToken')
    const reference = pickText(json, 'sessions', 0, 'referenceNumber')
    const answered = await api.get(`/sessions/${reference}/invoices`, { 'x-continuation-token': token })
    expect(pick(answered.json, 'errors', 0, 'code')).toBe(21418)
  })

  it('of a duplicate whose original another firm sent lead to a session that may not be seen', async () => {
    const sessions = await allSessions(api, 'Online')
    const invoices = (await Promise.all(sessions.map((session) => allInvoices(api, pickText(session, 'referenceNumber'))))).flat()
    const named = invoices.filter((invoice) => pick(invoice, 'status', 'code') === 440).map((invoice) => pick(invoice, 'status', 'extensions', 'originalSessionReferenceNumber'))
    const originals = named.filter((reference) => typeof reference === 'string')
    const reasons = await Promise.all(originals.map(async (reference) => pick((await api.get(`/sessions/${reference}`)).json, 'reasonCode')))
    expect(reasons.filter((reason) => reason === 'insufficient-resource-access')).toHaveLength(1)
  })
})

describe('metadata', () => {
  async function numbersOf(body: Readonly<Record<string, unknown>>, query = ''): Promise<readonly string[]> {
    const numbers: string[] = []
    for (let page = 0; ; page += 1) {
      const { json } = await api.post(`/invoices/query/metadata?pageSize=50&pageOffset=${page}${query}`, body)
      numbers.push(...pickList(json, 'invoices').map((invoice) => pickText(invoice, 'ksefNumber')))
      if (pick(json, 'hasMore') !== true) return numbers
    }
  }

  it('names every listed accepted invoice of a period once, in either order', async () => {
    const range = { dateType: 'PermanentStorage', from: '2026-06-16T00:00:00Z', to: '2026-09-15T00:00:00Z' }
    const ascending = await numbersOf({ subjectType: 'Subject1', dateRange: range })
    expect(new Set(ascending).size).toBe(ascending.length)
    expect(await numbersOf({ subjectType: 'Subject1', dateRange: range }, '&sortOrder=Desc')).toEqual([...ascending].reverse())

    const listed = new Set<string>()
    for (const type of ['Online', 'Batch'] as const) {
      for (const session of await allSessions(api, type)) {
        for (const invoice of await allInvoices(api, pickText(session, 'referenceNumber'))) {
          const stored = pick(invoice, 'permanentStorageDate')
          const isOfPeriod = typeof stored === 'string' && stored >= range.from && stored < range.to
          if (isOfPeriod && pickText(invoice, 'ksefNumber').startsWith('9991000105')) listed.add(pickText(invoice, 'ksefNumber'))
        }
      }
    }
    expect([...listed].filter((ksefNumber) => !ascending.includes(ksefNumber))).toEqual([])
    // What is more was sent by the buyer, who self-invoices: not in any session of ours.
    expect(ascending.length - listed.size).toBeLessThanOrEqual(3)
  })

  it('of purchases names the bookkeeper as seller, and filters by what is asked', async () => {
    const range = { dateType: 'Invoicing', from: '2026-01-01T00:00:00Z', to: '2026-03-31T00:00:00Z' }
    const purchases = [
      ...(await numbersOf({ subjectType: 'Subject2', dateRange: range })),
      ...(await numbersOf({ subjectType: 'Subject2', dateRange: { ...range, from: '2026-04-01T00:00:00Z', to: '2026-06-30T00:00:00Z' } })),
      ...(await numbersOf({ subjectType: 'Subject2', dateRange: { ...range, from: '2026-07-01T00:00:00Z', to: '2026-09-15T00:00:00Z' } })),
    ]
    expect(purchases.length).toBeGreaterThan(0)
    const { json } = await api.post('/invoices/query/metadata', { subjectType: 'Subject1', currencyCodes: ['EUR'], dateRange: range })
    expect(pickList(json, 'invoices').every((invoice) => pick(invoice, 'currency') === 'EUR')).toBe(true)
  })
})
