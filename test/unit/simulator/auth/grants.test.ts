import { afterAll, beforeAll, expect, it } from 'vitest'
import { startSimulator, type RunningSimulator } from '../../../../electron/simulator/startSimulator.ts'
import { allInvoices, allSessions, beginCertificateSignIn, beginTokenSignIn, callerOf, outcomeOf, pick, pickText, redeem, type ApiCaller } from '../../../support/simulatorCaller.ts'

let simulator: RunningSimulator
let clients: readonly string[]
beforeAll(async () => {
  simulator = await startSimulator({ seed: 8, invoices: 60, limits: 'off', today: '2026-09-15', clients: 40 })
  clients = simulator.taxpayers.filter(({ token }) => token !== null).map(({ nip }) => nip)
})
afterAll(() => simulator.close())

/** What one certificate finds in a context: the sign-in's code, then the statuses of the session list and of metadata. */
async function accessTo(nip: string): Promise<string> {
  const started = await beginCertificateSignIn(simulator, 'bookkeeper-person', nip)
  const code = pick(await outcomeOf(simulator, started), 'status', 'code')
  if (code !== 200) return `sign-in ${JSON.stringify(code)}`
  const { api } = await redeem(simulator, started)
  const sessions = await api.get('/sessions?sessionType=Online')
  const body = { subjectType: 'Subject1', dateRange: { dateType: 'Invoicing', from: '2026-08-01T00:00:00Z' } }
  return `sessions ${sessions.status}, metadata ${(await api.post('/invoices/query/metadata', body)).status}`
}

async function contentOf(api: ApiCaller): Promise<readonly string[]> {
  const sessions = [...(await allSessions(api, 'Online')), ...(await allSessions(api, 'Batch'))]
  const invoices = await Promise.all(sessions.map((session) => allInvoices(api, pickText(session, 'referenceNumber'))))
  return invoices.flat().map((invoice) => pickText(invoice, 'referenceNumber'))
}

it('forty clients are entered with one certificate, each as far as was granted', async () => {
  const found = new Map<string, number>()
  for (const nip of clients) {
    const access = await accessTo(nip)
    found.set(access, (found.get(access) ?? 0) + 1)
  }
  expect(Object.fromEntries(found)).toEqual({
    'sessions 200, metadata 200': 30,
    'sessions 403, metadata 200': 5,
    'sign-in 415': 5,
  })
})

it('each has sessions of its own, also with a token of its own', async () => {
  const seen = new Set<string>()
  let total = 0
  for (const { nip, token } of simulator.taxpayers.slice(-5)) {
    const invoices = await contentOf((await redeem(simulator, await beginTokenSignIn(simulator, token ?? '', nip))).api)
    expect(invoices.length).toBeGreaterThan(2)
    total += invoices.length
    for (const reference of invoices) seen.add(reference)
  }
  expect(seen.size).toBe(total)
})

it('what was granted can be changed while it runs', async () => {
  const [nip = ''] = clients
  const change = (access: object): Promise<unknown> => callerOf(simulator.controlUrl).post('/grants', { subject: '9991001010', context: nip, ...access })
  await change({ permissions: ['Introspection'] })
  expect(await accessTo(nip)).toBe('sessions 200, metadata 403')
  await change({ refusal: 480 })
  expect(await accessTo(nip)).toBe('sign-in 480')
  await change({})
  expect(await accessTo(nip)).toBe('sign-in 415')
})
