import { createHash } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { inMemoryBudgetStore } from '../../../electron/ksef/budgetStore.ts'
import type { KsefClient } from '../../../electron/ksef/client.ts'
import type { SessionInvoice } from '../../../electron/ksef/endpoints/sessionAnswers.ts'
import { fetchUpo } from '../../../electron/ksef/fetchUpo.ts'
import { seesAllSessions, whatMayThisCredentialDo } from '../../../electron/ksef/permissions.ts'
import { systemClock } from '../../../electron/platform/clock.ts'
import type { Clock } from '../../../electron/platform/clock.ts'
import { AppError } from '../../../electron/shared/errors.ts'
import type { TokenName } from '../../../electron/simulator/auth/credentials.ts'
import type { CallCounts } from '../../../electron/simulator/callLog.ts'
import { startSimulator } from '../../../electron/simulator/startSimulator.ts'
import type { RunningSimulator, SimulatorOptions } from '../../../electron/simulator/startSimulator.ts'
import { failureOf, testClient } from '../../support/ksefClient.ts'
import type { TestClientOptions } from '../../support/ksefClient.ts'

const signal = new AbortController().signal
const closing: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function simulate(options: Partial<SimulatorOptions> = {}): Promise<RunningSimulator> {
  const simulator = await startSimulator({ seed: 7, invoices: 300, limits: 'production', ...options })
  closing.push(simulator.close)
  return simulator
}

function clientOf(simulator: RunningSimulator, token: TokenName = 'archive', options: TestClientOptions = {}): KsefClient {
  const nip = simulator.taxpayers.find(({ role }) => role === 'main')?.nip ?? ''
  const client = testClient(simulator.apiBase, {
    context: { environment: 'simulator', identifier: { type: 'Nip', value: nip } },
    credential: { kind: 'token', token: simulator.credentials.tokens[token] },
    ...options,
  })
  closing.push(() => client.close())
  return client
}

/** The simulator's clock for both sides: waiting moves it, so that hours pass in milliseconds. */
function sharedClock({ clock }: RunningSimulator): Clock {
  return {
    now: () => clock.now(),
    sleep: (ms) => {
      clock.advance(ms)
      return Promise.resolve()
    },
  }
}

async function control(simulator: RunningSimulator, path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<unknown> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const answer = await fetch(`${simulator.controlUrl}${path}`, init)
  return answer.status === 204 ? undefined : answer.json()
}

async function calls(simulator: RunningSimulator): Promise<CallCounts> {
  return (await control(simulator, '/calls')) as CallCounts
}

async function everyInvoice(client: KsefClient): Promise<readonly { readonly session: string; readonly invoice: SessionInvoice }[]> {
  const found: { readonly session: string; readonly invoice: SessionInvoice }[] = []
  for (const sessionType of ['Online', 'Batch'] as const) {
    for (let continuationToken: string | null | undefined; continuationToken !== null; ) {
      const sessions = await client.listSessions({ sessionType, pageSize: 1000, ...(continuationToken === undefined ? {} : { continuationToken }) }, signal)
      for (const { referenceNumber } of sessions.items) {
        for (let next: string | null | undefined; next !== null; ) {
          const page = await client.sessionInvoices(referenceNumber, { pageSize: 1000, ...(next === undefined ? {} : { continuationToken: next }) }, signal)
          found.push(...page.items.map((invoice) => ({ session: referenceNumber, invoice })))
          next = page.continuationToken
        }
      }
      continuationToken = sessions.continuationToken
    }
  }
  return found
}

/** When a spent budget goes on; any other failure is thrown. */
function resumptionOf(error: unknown): number {
  if (error instanceof AppError && error.code === 'api-rate-limited') return Date.parse(String(error.details.resumesAt))
  throw error
}

async function inParallel<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values()
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const item of queue) await work(item)
    }),
  )
}

describe('with a KSeF on loopback', () => {
  test('every accepted invoice is found and its UPO fetched by link, without a 429 and without a leaked token', async () => {
    const simulator = await simulate()
    const client = clientOf(simulator, 'archive', { clock: sharedClock(simulator) })
    const invoices = await everyInvoice(client)
    const accepted = invoices.filter(({ invoice }) => invoice.status.code === 200)
    const verdicts = new Set<string>()
    await inParallel(accepted, 16, async ({ invoice }) => {
      const document = await client.fetchUpoByLink(invoice.upoDownloadUrl ?? '', signal)
      verdicts.add(`${document.looksLike} ${document.rootElement} ${document.headerHashVerdict}`)
    })
    const counts = await calls(simulator)

    expect(accepted.length).toBeGreaterThan(100)
    expect([...verdicts]).toEqual(['xml Potwierdzenie matches'])
    expect(invoices.filter(({ invoice }) => invoice.status.code !== 200).map(({ invoice }) => invoice.upoDownloadUrl)).not.toContainEqual(expect.any(String))
    expect({ limited: counts.limitedByGroup, leaks: counts.leaks, links: counts.byGroup.none }).toEqual({ limited: {}, leaks: 0, links: accepted.length })
  })

  test('hours of calls at production limits never provoke a 429, also across restarts', async () => {
    const simulator = await simulate()
    const clock = sharedClock(simulator)
    const store = inMemoryBudgetStore()
    const session = (await clientOf(simulator, 'archive', { clock }).listSessions({ sessionType: 'Online', pageSize: 10 }, signal)).items[0]?.referenceNumber ?? ''
    simulator.clock.advance(3_600_000)
    const started = simulator.clock.now()
    for (let run = 0; run < 5; run += 1) {
      const client = clientOf(simulator, 'archive', { clock, store })
      await inParallel(Array.from({ length: 50 }), 8, async () => {
        for (;;) {
          const resumesAt = await client.sessionInvoices(session, { pageSize: 10 }, signal).then(() => null, resumptionOf)
          if (resumesAt === null) return
          simulator.clock.set(Math.max(resumesAt, simulator.clock.now()))
        }
      })
    }
    const counts = await calls(simulator)

    // 250 calls at 200 an hour need more than one hour and no more than a little over it.
    expect(counts.limitedByGroup).toEqual({})
    expect(counts.byGroup.sessionInvoiceList).toBe(250)
    expect((simulator.clock.now() - started) / 3_600_000).toBeLessThan(1.2)
  })

  test('a bot wall on links leads to the API route', async () => {
    const simulator = await simulate()
    const client = clientOf(simulator)
    await control(simulator, '/faults', { route: 'links.*', effect: { kind: 'bot-wall' } })
    const found = (await everyInvoice(clientOf(simulator, 'archive', { clock: sharedClock(simulator) }))).find(({ invoice }) => invoice.status.code === 200)
    const { invoice, session } = found ?? expect.fail('an accepted invoice')
    const { document, attempts } = await fetchUpo(
      client,
      {
        kind: 'invoice',
        sessionReference: session,
        invoiceReference: invoice.referenceNumber,
        ksefNumber: invoice.ksefNumber,
        link: { url: invoice.upoDownloadUrl ?? '', expiresAt: null },
      },
      signal,
    )

    expect(attempts.map(({ route, outcome, damage }) => [route, outcome, damage])).toEqual([
      ['link', 'damaged', 'not-xml'],
      ['invoice-reference', 'fetched', null],
    ])
    expect(document).toMatchObject({ rootElement: 'Potwierdzenie', headerHashVerdict: 'matches' })
  })

  test('an access token that ends meanwhile is renewed without anybody noticing', async () => {
    const simulator = await simulate()
    // The client's clock stands still, so that only the 401 tells.
    const start = Date.now()
    const client = clientOf(simulator, 'archive', { clock: { ...systemClock, now: () => start } })
    await client.rateLimits(signal)
    simulator.clock.advance(20 * 60_000)
    await client.rateLimits(signal)
    const counts = await calls(simulator)

    expect(counts.byStatus['401']).toBe(1)
    expect(Object.entries(counts.byRoute).filter(([route]) => /refresh|challenge/.test(route)).map(([, times]) => times)).toEqual([1, 1])
  })

  test.each<[TokenName, string, readonly string[], string]>([
    ['archive', 'all', ['InvoiceRead', 'Introspection'], 'ksef-token'],
    ['write-only', 'own-sessions', ['InvoiceWrite'], 'ksef-token'],
    ['read-only', 'none', ['InvoiceRead'], 'ksef-token'],
  ])('what the token "%s" may do is known', async (token, upo, permissions, source) => {
    for (const tokensAreSilent of [true, false]) {
      const client = clientOf(await simulate({ tokensAreSilent }), token)
      const signedIn = await client.signIn(signal)
      // Without a call nothing more is known than the access token says.
      expect(seesAllSessions(client, signedIn)).toBe(!tokensAreSilent && upo === 'all')
      expect(await whatMayThisCredentialDo(client, signedIn, signal)).toEqual({ upo, permissions, source: tokensAreSilent ? source : 'access-token', invoices: permissions.includes('InvoiceRead') })
    }
  })

  test('a token that may not see sessions is told what is missing', async () => {
    const client = clientOf(await simulate(), 'read-only')

    expect(await failureOf(client.listSessions({ sessionType: 'Online', pageSize: 10 }, signal))).toMatchObject({
      code: 'api-forbidden',
      details: {
        reasonCode: 'missing-permissions',
        requiredAnyOfPermissions: expect.arrayContaining(['Introspection', 'EnforcementOperations']) as unknown,
        presentPermissions: ['InvoiceRead'],
        route: 'GET /sessions',
      },
    })
  })

  test.each<[TokenName, string]>([
    ['revoked', 'sign-in-token-revoked'],
    ['other-context', 'sign-in-token-invalid'],
  ])('the token "%s" does not sign in', async (token, code) => {
    expect(await failureOf(clientOf(await simulate(), token).signIn(signal))).toMatchObject({ code, details: { statusCode: 450 } })
  })

  test('rate limits of KSeF are taken over', async () => {
    const simulator = await simulate()
    await control(simulator, '/limits', { groups: { sessionMisc: { perSecond: 1, perMinute: 2, perHour: 3 } } })
    const client = clientOf(simulator)
    await client.rateLimits(signal)

    expect(client.budget.limits.sessionMisc).toEqual({ perSecond: 1, perMinute: 2, perHour: 3 })
    expect(client.budget.limits.sessionList).toEqual({ perSecond: 5, perMinute: 10, perHour: 60 })
  })

  test('unknown and vanished fields change nothing that is needed', async () => {
    const simulator = await simulate()
    const fields = ['authenticationMethod', 'authenticationMethodInfo', 'dateCreated', 'description', 'invoiceHash', 'ordinalNumber', 'invoicingDate', 'validUntil', 'details']
    await control(simulator, '/faults', { route: '*', effect: { kind: 'vanished-fields', fields } })
    await control(simulator, '/faults', { route: '*', effect: { kind: 'unknown-fields' } })
    const client = clientOf(simulator, 'archive', { clock: sharedClock(simulator) })
    const invoices = await everyInvoice(client)

    expect(invoices.length).toBeGreaterThan(100)
    expect(invoices[0]?.invoice).toMatchObject({ invoiceHash: null, ordinalNumber: null, status: { description: '' } })
  })

  test('an invoice comes by its KSeF number, names and amounts from the metadata', async () => {
    const simulator = await simulate()
    const client = clientOf(simulator)
    const from = new Date(simulator.clock.now() - 80 * 86_400_000).toISOString()
    const filters = { subjectType: 'Subject1', dateRange: { dateType: 'PermanentStorage', from } } as const
    const page = await client.queryMetadata(filters, { pageOffset: 0, pageSize: 250, sortOrder: 'Asc' }, signal)
    const first = page.items[0] ?? expect.fail('metadata')
    const document = await client.fetchInvoice(first.ksefNumber, signal)

    expect(page.unreadable).toEqual([])
    expect(first).toMatchObject({ seller: { identifierType: 'Nip', identifier: expect.stringMatching(/^\d{10}$/) as unknown }, grossAmount: expect.any(Number) as unknown })
    expect(document).toMatchObject({ route: 'invoice', headerHashVerdict: 'matches', sha256: first.invoiceHash })
    expect(createHash('sha256').update(document.bytes).digest('base64')).toBe(first.invoiceHash)
  })

  test('over TLS with a certificate that nobody knows is refused, and says so', async () => {
    const simulator = await simulate({ tls: true })

    expect(await failureOf(clientOf(simulator).signIn(signal))).toMatchObject({ code: 'network-tls', details: { reason: 'untrusted' } })
  })

  test('an outage is told from a missing network', async () => {
    const simulator = await simulate()
    const client = clientOf(simulator)
    await client.signIn(signal)
    await control(simulator, '/faults', { route: '*', effect: { kind: 'outage' } })

    expect((await failureOf(client.sessionStatus('20260201-SO-1234567890-ABCDEF0123-0A', signal))).code).toBe('api-unavailable')
  })
})
