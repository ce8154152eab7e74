import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { verifyEnveloped } from '../../../electron/crypto/xmlSignature/verifyEnveloped.ts'
import { FORBIDDEN_REASONS } from '../../../electron/simulator/http/problemDetails.ts'
import { startSimulator, type RunningSimulator } from '../../../electron/simulator/startSimulator.ts'
import { allInvoices, allSessions, beginTokenSignIn, callerOf, pick, pickList, pickText, signIn, type ApiCaller, type Json } from '../../support/simulatorCaller.ts'
import { sha256Text } from '../../support/simulatorSending.ts'

let simulator: RunningSimulator
let control: ApiCaller
let api: ApiCaller
let session: string
let invoice: Json

beforeAll(async () => {
  simulator = await startSimulator({ seed: 6, invoices: 60, limits: 'off', today: '2026-09-15' })
  control = callerOf(simulator.controlUrl)
  api = (await signIn(simulator)).api
  session = pickText((await allSessions(api, 'Batch'))[0], 'referenceNumber')
  invoice = (await allInvoices(api, session)).find((candidate) => pick(candidate, 'status', 'code') === 200)!
})
afterAll(() => simulator.close())
beforeEach(async () => {
  await control.delete('/faults')
})

async function fault(route: string, effect: Readonly<Record<string, unknown>>, times = 1): Promise<void> {
  expect((await control.post('/faults', { route, effect, times })).status).toBe(201)
}

async function freshLink(): Promise<string> {
  return pickText((await api.get(`/sessions/${session}/invoices/${pickText(invoice, 'referenceNumber')}`)).json, 'upoDownloadUrl')
}

interface Fetched {
  readonly status: number
  readonly type: string
  readonly hash: string | null
  readonly body: Buffer
}

async function fetchLink(): Promise<Fetched> {
  const response = await fetch(await freshLink())
  return { status: response.status, type: response.headers.get('content-type') ?? '', hash: response.headers.get('x-ms-meta-hash'), body: Buffer.from(await response.arrayBuffer()) }
}

describe('faults', () => {
  it('last for as many answers as ordered, or for a time of the simulator’s clock', async () => {
    await fault('rateLimits', { kind: 'server-error' }, 2)
    const statuses = []
    for (let call = 0; call < 3; call += 1) statuses.push((await api.get('/rate-limits')).status)
    await control.post('/faults', { route: 'rateLimits', effect: { kind: 'outage' }, forMs: 5000 })
    statuses.push((await api.get('/rate-limits')).status)
    simulator.clock.advance(5000)
    statuses.push((await api.get('/rate-limits')).status)
    expect(statuses).toEqual([500, 500, 200, 503, 200])
  })

  it('hit the routes of their pattern and no other', async () => {
    await fault('sessions.*', { kind: 'unauthorized' }, 10)
    expect([(await api.get('/sessions?sessionType=Online')).status, (await api.get('/rate-limits')).status]).toEqual([401, 200])
  })

  it('for every route spoil a sign-in once, not twice', async () => {
    await fault('*', { kind: 'slow', ms: 1 }, 4)
    await beginTokenSignIn(simulator, simulator.credentials.tokens.archive, '9991000105')
    // Keys, challenge and token are three calls; the outcome of the sign-in is none.
    expect(pickList((await control.get('/faults')).json).map((left) => pick(left, 'timesLeft'))).toEqual([1])
  })

  it('put up a bot wall: HTML with status 200 where a UPO belongs', async () => {
    await fault('links.*', { kind: 'bot-wall' })
    const walled = await fetchLink()
    expect([walled.status, walled.type]).toEqual([200, 'text/html; charset=utf-8'])
    expect((await fetchLink()).type).toBe('application/xml')
  })

  it('change the hash header, drop it, or change the bytes under it', async () => {
    const whole = await fetchLink()
    await fault('links.invoiceUpo', { kind: 'wrong-hash-header' })
    const wrong = await fetchLink()
    expect([wrong.body.equals(whole.body), wrong.hash === whole.hash]).toEqual([true, false])
    await fault('links.invoiceUpo', { kind: 'no-hash-header' })
    expect((await fetchLink()).hash).toBeNull()
    await fault('links.invoiceUpo', { kind: 'changed-bytes' })
    const changed = await fetchLink()
    expect([changed.body.equals(whole.body), changed.hash]).toEqual([false, whole.hash])
  })

  it('break a signature, or serve another invoice’s UPO, under a hash that fits', async () => {
    await fault('links.invoiceUpo', { kind: 'broken-signature' })
    const broken = await fetchLink()
    expect([broken.hash, verifyEnveloped(broken.body).result]).toEqual([sha256Text(broken.body), 'invalid'])
    await fault('links.invoiceUpo', { kind: 'other-upo' })
    const other = await fetchLink()
    expect([other.hash, verifyEnveloped(other.body).result, other.body.includes(pickText(invoice, 'ksefNumber'))]).toEqual([sha256Text(other.body), 'valid', false])
  })

  it('cut a body in half, and reset a connection', async () => {
    await fault('links.invoiceUpo', { kind: 'cut-body' })
    await expect(fetchLink()).rejects.toThrow()
    await fault('links.invoiceUpo', { kind: 'reset' })
    await expect(fetchLink()).rejects.toThrow()
    expect((await fetchLink()).status).toBe(200)
  })

  it('let a status be gone', async () => {
    await fault('auth.status', { kind: 'gone' })
    expect((await callerOf(simulator.apiBase).get(`/auth/${'x'.repeat(36)}`)).status).toBe(410)
  })

  it('slow an answer down', async () => {
    await fault('rateLimits', { kind: 'slow', ms: 300 })
    const startedAt = performance.now()
    await api.get('/rate-limits')
    expect(performance.now() - startedAt).toBeGreaterThan(290)
  })

  it('withhold a UPO and a file for a while', async () => {
    await fault('sessions.upoByReference', { kind: 'no-upo-yet' })
    const path = `/sessions/${session}/invoices/${pickText(invoice, 'referenceNumber')}/upo`
    expect(pick((await api.get(path)).json, 'errors', 0, 'code')).toBe(21178)
    expect((await api.get(path)).status).toBe(200)
    await fault('invoices.byKsefNumber', { kind: 'not-available-yet' })
    expect(pick((await api.get(`/invoices/ksef/${pickText(invoice, 'ksefNumber')}`)).json, 'errors', 0, 'code')).toBe(21165)
  })

  it.each(FORBIDDEN_REASONS)('forbid with the reason %s', async (reason) => {
    await fault('sessions.list', { kind: 'forbidden', reason })
    const { status, json } = await api.get('/sessions?sessionType=Online')
    expect([status, pick(json, 'reasonCode')]).toEqual([403, reason])
  })

  it('limit with any Retry-After', async () => {
    await fault('sessions.list', { kind: 'rate-limited', retryAfterSeconds: 3000 })
    const { status, headers } = await api.get('/sessions?sessionType=Online')
    expect([status, headers.get('retry-after')]).toEqual([429, '3000'])
  })

  it('add fields of tomorrow and take away some of today', async () => {
    await fault('sessions.list', { kind: 'unknown-fields' })
    expect(pick((await api.get('/sessions?sessionType=Batch')).json, 'sessions', 0, 'fieldOfTomorrow')).toBeDefined()
    await fault('sessions.list', { kind: 'vanished-fields', fields: ['validUntil'] })
    const item = pick((await api.get('/sessions?sessionType=Batch')).json, 'sessions', 0)
    expect([pick(item, 'validUntil'), typeof pick(item, 'dateCreated')]).toEqual([undefined, 'string'])
  })

  it('make the file of an invoice invalid UTF-8', async () => {
    const path = `${simulator.apiBase}/invoices/ksef/${pickText(invoice, 'ksefNumber')}`
    const { accessToken } = await signIn(simulator)
    await fault('invoices.byKsefNumber', { kind: 'broken-utf-8' })
    const response = await fetch(path, { headers: { authorization: `Bearer ${accessToken}` } })
    const body = Buffer.from(await response.arrayBuffer())
    expect(body.equals(Buffer.from(body.toString('utf8')))).toBe(false)
    expect(response.headers.get('x-ms-meta-hash')).toBe(sha256Text(body))
  })

  it('take an invoice off all lists while its session still knows it', async () => {
    const ksefNumber = pickText(invoice, 'ksefNumber')
    await fault('*', { kind: 'hidden-from-lists', ksefNumber })
    const listed = (await allInvoices(api, session)).map((candidate) => pick(candidate, 'ksefNumber'))
    expect(listed).not.toContain(ksefNumber)
    const { json: status } = await api.get(`/sessions/${session}`)
    const page = (await api.get(`/sessions/${session}/upo/${pickText(status, 'upo', 'pages', 0, 'referenceNumber')}`)).json
    expect(page).toContain(ksefNumber)
    expect((await api.get(`/sessions/${session}/invoices/ksef/${ksefNumber}/upo`)).status).toBe(200)
  })

  it('put a warning of the system on an answer, also when the caller asks for one', async () => {
    await fault('rateLimits', { kind: 'system-warning', text: '[W1]: Przerwa w niedziele' })
    expect((await api.get('/rate-limits')).headers.get('x-system-warning')).toBe('[W1]: Przerwa w niedziele')
    expect((await api.get('/rate-limits', { 'x-test-system-warning': '[T]: test' })).headers.get('x-system-warning')).toBe('[T]: test')
  })

  it('make KSeF forget its keys', async () => {
    await fault('auth.token', { kind: 'unknown-key' })
    const { json } = await callerOf(simulator.apiBase).post('/auth/ksef-token', {})
    expect(pick(json, 'errors', 0, 'code')).toBe(21470)
  })

  it('are refused when nobody knows them, listed and cleared', async () => {
    expect((await control.post('/faults', { effect: { kind: 'earthquake' } })).status).toBe(400)
    await fault('links.*', { kind: 'reset' }, 5)
    expect(pickList((await control.get('/faults')).json)).toHaveLength(1)
    await control.delete('/faults')
    expect(pickList((await control.get('/faults')).json)).toEqual([])
  })
})

describe('the clock', () => {
  it('stands still when frozen, moves when told, and goes on from there', async () => {
    await control.post('/clock', { freeze: true, set: '2026-09-15T12:00:00Z' })
    await control.post('/clock', { advanceMs: 1500 })
    expect(pick((await control.get('/clock')).json, 'now')).toBe('2026-09-15T12:00:01.500Z')
    await control.post('/clock', { freeze: false })
    const resumed = pickText((await control.get('/clock')).json, 'now')
    expect(resumed >= '2026-09-15T12:00:01.500Z' && resumed < '2026-09-15T12:00:10Z').toBe(true)
    api = (await signIn(simulator)).api
  })
})

describe('links', () => {
  it('expire after their time, and at once when all are expired', async () => {
    const link = await freshLink()
    expect((await fetch(link)).status).toBe(200)
    await control.delete('/links')
    expect((await fetch(link)).status).toBe(403)
    simulator.clock.advance(10)
    const next = await freshLink()
    expect((await fetch(next)).status).toBe(200)
    simulator.clock.advance(3 * 3_600_000)
    expect((await fetch(next)).status).toBe(403)
    api = (await signIn(simulator)).api
  })

  it('serve nothing when a part of them is changed', async () => {
    const link = await freshLink()
    const other = link.replace(/se=(\d+)/, (_, expiry: string) => `se=${Number(expiry) + 1}`)
    expect((await fetch(other)).status).toBe(403)
  })

  it('refuse a token and count the leak', async () => {
    const before = Number(pick((await control.get('/calls')).json, 'leaks'))
    const response = await fetch(await freshLink(), { headers: { authorization: 'Bearer secret' } })
    expect(response.status).toBe(400)
    expect(Number(pick((await control.get('/calls')).json, 'leaks'))).toBe(before + 1)
  })

  it('are made anew at each status call and serve the same bytes', async () => {
    const first = await freshLink()
    simulator.clock.advance(1000)
    const second = await freshLink()
    expect(first).not.toBe(second)
    const [one, two] = await Promise.all([first, second].map(async (link) => Buffer.from(await (await fetch(link)).arrayBuffer())))
    expect(one!.equals(two!)).toBe(true)
  })
})
