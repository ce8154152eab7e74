import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { Agent } from 'undici'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inMemoryBudgetStore } from '../../../electron/ksef/budgetStore.ts'
import type { KsefClient } from '../../../electron/ksef/client.ts'
import { PRODUCTION_LIMITS } from '../../../electron/shared/model/rateLimits.ts'
import { failureOf, testClient, TOKEN } from '../../support/ksefClient.ts'
import { startScriptedKsef } from '../../support/scriptedKsef.ts'
import type { Script, ScriptedAnswer, ScriptedKsef } from '../../support/scriptedKsef.ts'

const signal = new AbortController().signal
let ksef: ScriptedKsef
let client: KsefClient

beforeEach(async () => {
  ksef = await startScriptedKsef()
  client = testClient(ksef.apiBase)
})

afterEach(async () => {
  await client.close()
  await ksef.close()
})

/** Answers calls to this path one after the other, the last one for ever. */
function inTurn(path: string, ...answers: readonly ScriptedAnswer[]): Script {
  let calls = 0
  return (request) => {
    if (request.path !== path) return undefined
    calls += 1
    return answers[Math.min(calls, answers.length) - 1]
  }
}

function callsTo(path: string): number {
  return ksef.requests.filter((request) => request.path === path).length
}

const SESSION = { json: { status: { code: 200, description: '' } } }

describe('a refused access token', () => {
  test('is renewed and the call goes once more', async () => {
    ksef.script = inTurn('/sessions/S', { status: 401, json: {} }, SESSION)

    expect((await client.sessionStatus('S', signal)).status.code).toBe(200)
    expect([callsTo('/sessions/S'), callsTo('/auth/token/refresh'), callsTo('/auth/challenge')]).toEqual([2, 1, 1])
  })

  test('refused again after renewal is the end', async () => {
    ksef.script = inTurn('/sessions/S', { status: 401, json: { title: 'Unauthorized', traceId: 't' } })

    expect(await failureOf(client.sessionStatus('S', signal))).toMatchObject({ code: 'api-unauthorized', details: { traceId: 't' } })
    expect([callsTo('/sessions/S'), callsTo('/auth/token/refresh')]).toEqual([2, 1])
  })

  test('leads to a fresh sign-in when it cannot be renewed', async () => {
    const status = inTurn('/sessions/S', { status: 401, json: {} }, SESSION)
    ksef.script = (request) => (request.path === '/auth/token/refresh' ? { status: 401, json: {} } : status(request))

    expect((await client.sessionStatus('S', signal)).status.code).toBe(200)
    expect([callsTo('/auth/token/refresh'), callsTo('/auth/challenge')]).toEqual([1, 2])
  })

  test('is renewed once for many calls that meet it together', async () => {
    const refused = new Set<string>()
    ksef.script = ({ path, headers }) => {
      if (!path.startsWith('/sessions/')) return undefined
      const bearer = headers.authorization ?? ''
      const isFirst = refused.size === 0 || refused.has(bearer)
      if (isFirst) refused.add(bearer)
      return isFirst ? { status: 401, json: {} } : SESSION
    }
    await Promise.all(['A', 'B', 'C', 'D'].map((session) => client.sessionStatus(session, signal)))

    expect(callsTo('/auth/token/refresh')).toBe(1)
  })
})

describe('an access token that ends soon', () => {
  test('is renewed before it is used', async () => {
    let now = Date.UTC(2026, 1, 2)
    const timed = testClient(ksef.apiBase, { clock: { now: () => now, sleep: () => Promise.resolve() } })
    ksef.script = ({ path }) => (path.startsWith('/sessions/') ? SESSION : undefined)
    await timed.sessionStatus('S', signal)
    now += 779_000
    await timed.sessionStatus('S', signal)
    const before = callsTo('/auth/token/refresh')
    now += 2_000
    await timed.sessionStatus('S', signal)
    await timed.close()

    // The token lives 900 seconds by its own claims; the last two minutes are not used.
    expect([before, callsTo('/auth/token/refresh'), callsTo('/auth/challenge')]).toEqual([0, 1, 1])
  })
})

describe('signing out', () => {
  test('ends the sign-in at KSeF, and the next call signs in anew', async () => {
    ksef.script = ({ method, path }) => (method === 'DELETE' && path === '/auth/sessions/current' ? { status: 204 } : path === '/sessions/S' ? SESSION : undefined)
    await client.signOut(signal)
    expect(ksef.requests).toEqual([])
    await client.sessionStatus('S', signal)
    await client.signOut(signal)
    await client.sessionStatus('S', signal)

    expect([callsTo('/auth/sessions/current'), callsTo('/auth/challenge')]).toEqual([1, 2])
  })
})

describe('a limit', () => {
  test('stops its group until KSeF allows more, and says until when', async () => {
    ksef.script = inTurn('/sessions/S', { status: 429, json: {}, headers: { 'retry-after': '300' } }, SESSION)
    const first = await failureOf(client.sessionStatus('S', signal))
    const second = await failureOf(client.sessionStatus('S', signal))

    expect(first).toMatchObject({ code: 'api-rate-limited', details: { group: 'sessionMisc', retryAfterSeconds: 300, route: 'GET /sessions/{referenceNumber}' } })
    expect(second.details.resumesAt).toBe(first.details.resumesAt)
    expect(callsTo('/sessions/S')).toBe(1)
  })
})

describe('the limits in force', () => {
  test('are taken over, except those that would let nothing through', async () => {
    const limits = { sessionList: { perSecond: 1, perMinute: 2, perHour: 3 }, sessionMisc: { perSecond: 0, perMinute: 0, perHour: 0 }, other: { perSecond: 1, perMinute: -1, perHour: 9 } }
    ksef.script = ({ path }) => (path === '/rate-limits' ? { json: limits } : undefined)
    expect(await client.rateLimits(signal)).toEqual({ ...PRODUCTION_LIMITS, sessionList: limits.sessionList })
  })
})

describe('a limit of the sign-in', () => {
  test('is obeyed by whoever shares the budget, with what is kept of it', async () => {
    const store = inMemoryBudgetStore()
    const [first, next] = [testClient(ksef.apiBase, { store }), testClient(ksef.apiBase, { store })]
    ksef.script = inTurn('/auth/challenge', { status: 429, json: {}, headers: { 'retry-after': '3600' } })
    const told = await failureOf(first.signIn(signal))
    const early = await failureOf(next.signIn(signal))

    expect(told).toMatchObject({ code: 'api-rate-limited', details: { group: null, retryAfterSeconds: 3600, route: 'POST /auth/challenge' } })
    expect(early).toMatchObject({ code: 'api-rate-limited', details: { group: null, resumesAt: told.details.resumesAt } })
    expect([callsTo('/auth/challenge'), ksef.requests.length]).toEqual([1, 2])
    await Promise.all([first.close(), next.close()])
  })
})

describe('a broken connection', () => {
  test('lets a GET go once more', async () => {
    ksef.script = inTurn('/sessions/S', { reset: true }, SESSION)

    expect((await client.sessionStatus('S', signal)).status.code).toBe(200)
    expect(callsTo('/sessions/S')).toBe(2)
  })

  test('is not tried a third time, and each try is spent', async () => {
    const store = inMemoryBudgetStore()
    const counting = testClient(ksef.apiBase, { store })
    ksef.script = inTurn('/sessions/S', { reset: true })

    expect(await failureOf(counting.sessionStatus('S', signal))).toMatchObject({ code: 'network-unreachable', details: { reason: 'reset' } })
    expect(callsTo('/sessions/S')).toBe(2)
    expect(store.loadCalls()).toHaveLength(2)
    await counting.close()
  })

  test('never repeats a POST', async () => {
    ksef.script = (request) => (request.path.startsWith('/invoices/query/metadata') ? { reset: true } : undefined)
    const filters = { subjectType: 'Subject1', dateRange: { dateType: 'PermanentStorage', from: '2026-02-01T00:00:00Z' } } as const

    expect(await failureOf(client.queryMetadata(filters, { pageOffset: 0, pageSize: 250, sortOrder: 'Asc' }, signal))).toMatchObject({ code: 'network-unreachable' })
    expect(ksef.requests.filter(({ path }) => path.startsWith('/invoices'))).toHaveLength(1)
  })

  test('in the middle of a document gives no half document', async () => {
    ksef.script = () => ({ body: '<Potwierdzenie', cut: true })

    expect(await failureOf(client.fetchUpoByLink('/upo', signal))).toMatchObject({ code: 'network-unreachable', details: { reason: 'reset' } })
  })
})

describe('the way to KSeF', () => {
  test('refused is told from a name that does not exist, and spends nothing', async () => {
    const free = await freePort()
    const store = inMemoryBudgetStore()
    const refused = testClient(`http://127.0.0.1:${free}/v2`, { store })
    const nowhere = testClient('https://api.ksef.invalid/v2')

    expect(await failureOf(refused.signIn(signal))).toMatchObject({ code: 'network-unreachable', details: { reason: 'refused' } })
    expect(await failureOf(nowhere.signIn(signal))).toMatchObject({ code: 'network-unreachable', details: { reason: 'dns', host: 'api.ksef.invalid' } })
    expect(store.loadCalls()).toEqual([])
    await refused.close()
    await nowhere.close()
  })

  test('that answers something else than TLS is a TLS error', async () => {
    const encrypted = testClient(ksef.apiBase.replace('http:', 'https:'))

    expect(await failureOf(encrypted.signIn(signal))).toMatchObject({ code: 'network-tls' })
    await encrypted.close()
  })

  test('that answers something else than HTTP is unreadable', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.end('220 smtp.example ESMTP\r\n')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const strange = testClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v2`)

    expect(await failureOf(strange.signIn(signal))).toMatchObject({ code: 'api-answer-unreadable', details: { reason: 'not-http' } })
    await strange.close()
    server.close()
  })

  test('that is silent ends in a time-out', async () => {
    const dispatcher = new Agent({ headersTimeout: 50 })
    const patient = testClient(ksef.apiBase, { dispatcher })
    ksef.script = () => ({ silent: true })

    expect(await failureOf(patient.signIn(signal))).toMatchObject({ code: 'network-timeout', details: { reason: 'answering' } })
    await dispatcher.destroy()
  })

  test('can be cancelled at any moment', async () => {
    const controller = new AbortController()
    ksef.script = ({ path }) => {
      if (!path.startsWith('/sessions')) return undefined
      setTimeout(() => controller.abort(), 10)
      return { silent: true }
    }

    expect(await failureOf(client.sessionStatus('S', controller.signal))).toEqual({ code: 'cancelled', details: {} })
    expect(await failureOf(client.sessionStatus('S', controller.signal))).toEqual({ code: 'cancelled', details: {} })
    expect(callsTo('/sessions/S')).toBe(1)
  })

  test('must be https, except on this computer', () => {
    expect(() => testClient('http://api.ksef.mf.gov.pl/v2')).toThrow(expect.objectContaining({ code: 'invalid-request' }))
  })
})

describe('an answer that is not what was promised', () => {
  test.each<[string, ScriptedAnswer, Readonly<Record<string, unknown>>]>([
    ['HTML', { body: '<html>wall</html>', headers: { 'content-type': 'text/html' } }, { reason: 'html', httpStatus: 200 }],
    ['cut JSON', { body: '{"status":', headers: { 'content-type': 'application/json' } }, { reason: 'json' }],
    ['JSON of another shape', { json: { status: 'ok' } }, { reason: 'shape', field: 'status' }],
    ['nothing', { body: '' }, { reason: 'json' }],
  ])('because it is %s is unreadable', async (_, answer, details) => {
    ksef.script = inTurn('/sessions/S', answer)

    expect(await failureOf(client.sessionStatus('S', signal))).toMatchObject({ code: 'api-answer-unreadable', details: { route: 'GET /sessions/{referenceNumber}', ...details } })
  })

  test('because it is endless is given up', async () => {
    ksef.script = inTurn('/sessions/S', { body: Buffer.alloc(17 * 1024 * 1024, 32) })

    expect(await failureOf(client.sessionStatus('S', signal))).toMatchObject({ code: 'api-answer-unreadable', details: { reason: 'too-long' } })
  })
})

describe('a system warning', () => {
  test('is passed on', async () => {
    const warnings: string[] = []
    const warned = testClient(ksef.apiBase, { onSystemWarning: (warning, route) => warnings.push(`${route}: ${warning}`) })
    ksef.script = inTurn('/sessions/S', { ...SESSION, headers: { 'x-system-warning': 'Deprecated' } })
    await warned.sessionStatus('S', signal)
    await warned.close()

    expect(warnings).toEqual(['GET /sessions/{referenceNumber}: Deprecated'])
  })
})

describe('what is logged', () => {
  test('holds no secret', async () => {
    const log: unknown[] = []
    const logged = testClient(ksef.apiBase, { log: (event, facts) => log.push({ event, facts }) })
    ksef.script = inTurn('/sessions/S', { status: 401, json: { detail: TOKEN } })
    await failureOf(logged.sessionStatus('S', signal))
    await logged.close()

    expect(log.length).toBeGreaterThan(5)
    expect(JSON.stringify(log)).not.toMatch(/eyJ|\|nip-|refresh-1|operation-token/)
  })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
