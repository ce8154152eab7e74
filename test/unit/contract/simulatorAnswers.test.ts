import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PRODUCTION_LIMITS } from '../../../electron/shared/model/rateLimits.ts'
import { createRouter } from '../../../electron/simulator/http/route.ts'
import { ROUTES } from '../../../electron/simulator/routes/index.ts'
import { startSimulator, type RunningSimulator } from '../../../electron/simulator/startSimulator.ts'
import { allInvoices, allSessions, beginCertificateSignIn, beginTokenSignIn, callerOf, outcomeOf, pick, pickList, pickText, redeem, signIn, type Answered, type ApiCaller } from '../../support/simulatorCaller.ts'
import { openOnline, sampleInvoice, sendInvoice } from '../../support/simulatorSending.ts'
import { beginExport, exportKey, exportStatus } from '../../support/simulatorExports.ts'
import { contractMissing, readContract, type ContractCheck } from '../../support/openApi.ts'

const missing = contractMissing()
if (missing !== null) process.stderr.write(`skipped: ${missing}\n`)

const findRoute = createRouter(ROUTES)
const NOT_ANSWERED = ['sending.openBatch', 'sending.closeBatch']

describe.skipIf(missing !== null)('answers of the simulator', () => {
  let contract: ContractCheck
  let simulator: RunningSimulator
  /** Statuses seen per route. */
  const seen = new Map<string, Set<number>>()

  /** Wraps a caller so that every answer is held against the contract. */
  function checked(api: ApiCaller): ApiCaller {
    const check = (method: string, path: string, answered: Answered): Answered => {
      const match = findRoute(method, path.split('?')[0] ?? '')
      if (match === null) throw new Error(`no route for ${method} ${path}`)
      const { id, path: template } = match.route
      seen.set(id, (seen.get(id) ?? new Set()).add(answered.status))
      expect(contract.errorsOf(method, template, answered.status, answered.headers.get('content-type') ?? '', answered.json)).toEqual([])
      return answered
    }
    return {
      get: async (path, headers) => check('GET', path, await api.get(path, headers)),
      post: async (path, body, headers) => check('POST', path, await api.post(path, body, headers)),
      delete: async (path, headers) => check('DELETE', path, await api.delete(path, headers)),
    }
  }

  beforeAll(async () => {
    contract = readContract()
    simulator = await startSimulator({ seed: 5, invoices: 240, limits: 'off', today: '2026-09-15', processingMs: 0 })
  })
  afterAll(() => simulator.close())

  it('fit while signing in', async () => {
    const open = checked(callerOf(simulator.apiBase))
    await open.get('/security/public-key-certificates')
    await open.post('/auth/challenge')
    const nip = simulator.taxpayers[0]!.nip
    const started = await beginTokenSignIn(simulator, simulator.credentials.tokens.archive, nip)
    expect(contract.errorsOf('POST', '/auth/ksef-token', started.status, started.headers.get('content-type') ?? '', started.json)).toEqual([])
    seen.set('auth.token', new Set([started.status]))
    const withToken = checked(callerOf(simulator.apiBase, { authorization: `Bearer ${pickText(started.json, 'authenticationToken', 'token')}` }))
    const reference = pickText(started.json, 'referenceNumber')
    await withToken.get(`/auth/${reference}`)
    await withToken.get(`/auth/${reference}`)
    await withToken.get(`/auth/${'x'.repeat(36)}`)
    const redeemed = await withToken.post('/auth/token/redeem')
    await withToken.post('/auth/token/redeem')
    await withToken.get(`/auth/${reference}`)
    const refreshed = checked(callerOf(simulator.apiBase, { authorization: `Bearer ${pickText(redeemed.json, 'refreshToken', 'token')}` }))
    await refreshed.post('/auth/token/refresh')
    const { api } = await signIn(simulator)
    await checked(api).get('/auth/sessions')
    await checked(api).delete(`/auth/sessions/${reference}`)
    await refreshed.post('/auth/token/refresh')
    await checked(api).delete('/auth/sessions/current')
    const withCertificate = await beginCertificateSignIn(simulator, 'owner-ec', nip)
    expect(contract.errorsOf('POST', '/auth/xades-signature', withCertificate.status, withCertificate.headers.get('content-type') ?? '', withCertificate.json)).toEqual([])
    seen.set('auth.certificate', new Set([withCertificate.status]))
    const owner = checked((await redeem(simulator, withCertificate)).api)
    await owner.get('/auth/sessions')
    await owner.post('/permissions/query/personal/grants')
    for (const token of ['revoked', 'other-context'] as const) {
      expect(pick(await outcomeOf(simulator, await beginTokenSignIn(simulator, simulator.credentials.tokens[token], nip)), 'status', 'code')).toBe(450)
    }
  })

  it('fit for every session, invoice and receipt of the demo', async () => {
    const api = checked((await signIn(simulator)).api)
    const codes = new Set<unknown>()
    for (const type of ['Online', 'Batch'] as const) {
      for (const session of await allSessions(api, type)) {
        const reference = pickText(session, 'referenceNumber')
        const { json: status } = await api.get(`/sessions/${reference}`)
        codes.add(`${type} ${JSON.stringify(pick(status, 'status', 'code'))}`)
        await allInvoices(api, reference)
        await api.get(`/sessions/${reference}/invoices/failed?pageSize=1000`)
        const page = pick(status, 'upo', 'pages', 0, 'referenceNumber')
        if (typeof page === 'string') await api.get(`/sessions/${reference}/upo/${page}`)
      }
    }
    expect([...codes].sort()).toEqual(['Batch 200', 'Batch 405', 'Batch 435', 'Batch 440', 'Online 100', 'Online 170', 'Online 200', 'Online 440', 'Online 445'])
  })

  it('would not fit with a field too many or one too few', async () => {
    const control = callerOf(simulator.controlUrl)
    const { api } = await signIn(simulator)
    const errorsOf = async (effect: object): Promise<readonly string[]> => {
      await control.post('/faults', { route: 'sessions.list', effect, times: 1 })
      const { status, headers, json } = await api.get('/sessions?sessionType=Batch')
      return contract.errorsOf('GET', '/sessions', status, headers.get('content-type') ?? '', json)
    }
    expect(await errorsOf({ kind: 'unknown-fields' })).not.toEqual([])
    expect(await errorsOf({ kind: 'vanished-fields', fields: ['dateUpdated'] })).not.toEqual([])
    expect(await errorsOf({ kind: 'slow', ms: 1 })).toEqual([])
  })

  it('fit for single invoices, their receipts and files, found and not found', async () => {
    const api = checked((await signIn(simulator)).api)
    const session = (await allSessions(api, 'Online')).find((candidate) => Number(pick(candidate, 'successfulInvoiceCount')) > 0)
    const reference = pickText(session, 'referenceNumber')
    const invoice = (await allInvoices(api, reference)).find((candidate) => pick(candidate, 'status', 'code') === 200)
    const invoiceReference = pickText(invoice, 'referenceNumber')
    const ksefNumber = pickText(invoice, 'ksefNumber')
    const unknown = 'x'.repeat(36)
    await api.get(`/sessions/${reference}/invoices/${invoiceReference}`)
    await api.get(`/sessions/${reference}/invoices/${invoiceReference}/upo`)
    await api.get(`/sessions/${reference}/invoices/ksef/${ksefNumber}/upo`)
    await api.get(`/invoices/ksef/${ksefNumber}`)
    for (const path of [
      `/sessions/${unknown}`,
      `/sessions/${unknown}/invoices`,
      `/sessions/${reference}/invoices/${unknown}`,
      `/sessions/${reference}/invoices/${unknown}/upo`,
      `/sessions/${reference}/invoices/ksef/9991000105-20260101-000000000000-00/upo`,
      `/sessions/${reference}/upo/${unknown}`,
      '/invoices/ksef/9991000105-20260101-000000000000-00',
      '/sessions?sessionType=Neither',
      '/sessions?sessionType=Online&pageSize=5',
    ]) {
      expect((await api.get(path)).status, path).toBe(400)
      expect((await api.get(path, { 'x-error-format': '' })).status, path).toBe(400)
    }
    expect((await api.get('/sessions?sessionType=Online', { 'x-continuation-token': 'broken' })).status).toBe(400)
  })

  it('fit for metadata in every role', async () => {
    const api = checked((await signIn(simulator)).api)
    for (const subjectType of ['Subject1', 'Subject2', 'Subject3', 'SubjectAuthorized']) {
      for (const dateType of ['Issue', 'Invoicing', 'PermanentStorage']) {
        const { status } = await api.post('/invoices/query/metadata?pageSize=250', { subjectType, dateRange: { dateType, from: '2026-07-01T00:00:00Z' } })
        expect(status).toBe(200)
      }
    }
    expect((await api.post('/invoices/query/metadata', { subjectType: 'Subject1', dateRange: { dateType: 'Issue', from: '2026-01-01T00:00:00Z' } })).status).toBe(400)
  })

  it('fit for exports in every role, cut short or not, stuck, expired, refused', async () => {
    const api = checked((await signIn(simulator)).api)
    const control = callerOf(simulator.controlUrl)
    const key = await exportKey(api)
    for (const processingMs of [60_000, 0]) {
      await control.post('/exports', { processingMs, invoicesPerPackage: processingMs === 0 ? 10 : 10_000, partBytes: 5000 })
      for (const subjectType of ['Subject1', 'Subject2', 'Subject3', 'SubjectAuthorized']) {
        for (const dateType of ['Issue', 'Invoicing', 'PermanentStorage']) await exportStatus(api, key, { from: '2026-07-01T00:00:00Z', subjectType, dateType })
        simulator.clock.advance(60_000)
      }
    }
    for (const kind of ['export-stuck', 'export-expired']) {
      await control.post('/faults', { route: 'export-outcome', effect: { kind }, times: 1 })
      await exportStatus(api, key, { from: '2026-07-01T00:00:00Z' })
    }
    expect((await beginExport(api, key, { from: '2026-01-01T00:00:00Z' })).status).toBe(400)
    expect((await api.get(`/invoices/exports/${'x'.repeat(36)}`)).status).toBe(400)
  })

  it('fit for limits, tokens and grants', async () => {
    for (const token of ['owner', 'archive', 'write-only', 'read-only'] as const) {
      const api = checked((await signIn(simulator, token)).api)
      await api.get('/rate-limits')
      const { json } = await api.get('/tokens')
      await api.get(`/tokens/${pickText(json, 'tokens', 0, 'referenceNumber')}`)
      await api.post('/permissions/query/personal/grants')
    }
  })

  it('fit when refused for want of a permission or a token', async () => {
    const reader = checked((await signIn(simulator, 'read-only')).api)
    expect((await reader.get('/sessions?sessionType=Online')).status).toBe(403)
    const writer = checked((await signIn(simulator, 'write-only')).api)
    expect((await writer.get('/invoices/ksef/9991000105-20260101-000000000000-00')).status).toBe(403)
    expect((await checked(callerOf(simulator.apiBase)).get('/rate-limits')).status).toBe(401)
  })

  it('fit while sending', async () => {
    const api = checked((await signIn(simulator, 'owner')).api)
    const { session } = await openOnline(api)
    await sendInvoice(api, session, sampleInvoice('SIM/1'))
    await sendInvoice(api, session, sampleInvoice('SIM/1'))
    expect((await sendInvoice(api, session, sampleInvoice('SIM/2'), { encryptedInvoiceSize: 1 })).status).toBe(400)
    const listed = await allInvoices(api, session.reference)
    expect(listed.map((invoice) => pick(invoice, 'status', 'code'))).toEqual([200, 440])
    await api.post(`/sessions/online/${session.reference}/close`)
    expect((await api.post(`/sessions/online/${session.reference}/close`)).status).toBe(400)
    await api.get(`/sessions/${session.reference}`)
  })

  it('fit when a limit is reached, in both error forms', async () => {
    const limited = await startSimulator({ seed: 5, invoices: 20, limits: 'production', today: '2026-09-15' })
    try {
      const started = await redeem(limited, await beginTokenSignIn(limited, limited.credentials.tokens.archive, limited.taxpayers[0]!.nip))
      const api = checked(started.api)
      for (let call = 0; call < PRODUCTION_LIMITS.sessionList.perSecond; call += 1) await api.get('/sessions?sessionType=Batch')
      expect((await api.get('/sessions?sessionType=Batch')).status).toBe(429)
      expect((await api.get('/sessions?sessionType=Batch', { 'x-error-format': '' })).status).toBe(429)
      expect(pickList((await api.get('/tokens')).json, 'tokens')).toHaveLength(1)
    } finally {
      await limited.close()
    }
  })

  it('have been seen from every route', () => {
    const answered = ROUTES.map(({ id }) => id).filter((id) => !NOT_ANSWERED.includes(id))
    const succeeded = answered.filter((id) => [...(seen.get(id) ?? [])].some((status) => status < 300))
    expect(succeeded).toEqual(answered)
  })

  it('are limited as the contract says', () => {
    for (const route of ROUTES) {
      const limits = route.group === 'signIn' || route.group === 'none' ? { perSecond: 60 } : PRODUCTION_LIMITS[route.group]
      expect(contract.limitsOf(route.method, route.path), route.id).toEqual(limits)
    }
  })
})
