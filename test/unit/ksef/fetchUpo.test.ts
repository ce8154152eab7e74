import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { KsefClient } from '../../../electron/ksef/client.ts'
import { fetchUpo } from '../../../electron/ksef/fetchUpo.ts'
import type { FetchUpoResult, UpoTarget } from '../../../electron/ksef/fetchUpo.ts'
import { failureOf, testClient } from '../../support/ksefClient.ts'
import { startScriptedKsef } from '../../support/scriptedKsef.ts'
import type { ScriptedAnswer, ScriptedKsef } from '../../support/scriptedKsef.ts'

const signal = new AbortController().signal
const UPO = '<Potwierdzenie xmlns="http://upo.schematy.mf.gov.pl/KSeF/v4-3"/>'
const GOOD = upoAnswer(UPO)
const ROUTE = '/sessions/S/invoices/I/upo'
const target: UpoTarget = { kind: 'invoice', sessionReference: 'S', invoiceReference: 'I', ksefNumber: 'K', link: { url: '/link?sig=1', expiresAt: null } }

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

function upoAnswer(body: string): ScriptedAnswer {
  return { body, headers: { 'content-type': 'application/xml', 'x-ms-meta-hash': createHash('sha256').update(body).digest('base64') } }
}

/** Scripts the link and every API route of a UPO. */
function answer(link: ScriptedAnswer, route: ScriptedAnswer = GOOD): void {
  ksef.script = ({ path }) => (path === '/link?sig=1' || path === '/v2/link?sig=1' ? link : path.includes('/upo') ? route : undefined)
}

function summary({ document, attempts }: FetchUpoResult): unknown {
  return { got: document === null ? null : document.route, attempts: attempts.map(({ route, outcome, damage, error }) => [route, outcome, damage ?? error?.code ?? null]) }
}

function routeCalls(): string[] {
  return ksef.requests.filter(({ path }) => path.includes('/upo')).map(({ path }) => path)
}

describe('a UPO', () => {
  test('comes by its link, and then nothing else is asked', async () => {
    answer(GOOD)

    expect(summary(await fetchUpo(client, target, signal))).toEqual({ got: 'link', attempts: [['link', 'fetched', null]] })
    expect(ksef.requests).toHaveLength(1)
  })

  test.each<[string, ScriptedAnswer, readonly unknown[]]>([
    ['is a page of HTML with status 200', { body: '<!DOCTYPE html><html>…</html>' }, ['link', 'damaged', 'not-xml']],
    ['is XML of another kind', upoAnswer('<Faktura/>'), ['link', 'damaged', 'other-root']],
    ['has other bytes than KSeF hashed', { ...GOOD, headers: { 'x-ms-meta-hash': 'AAAA' } }, ['link', 'damaged', 'header-hash']],
    ['is empty', { body: '' }, ['link', 'damaged', 'not-xml']],
    ['is refused', { status: 403, body: 'expired' }, ['link', 'failed', 'link-refused']],
    ['is gone', { status: 404, body: '' }, ['link', 'failed', 'link-refused']],
    ['leads elsewhere', { status: 302, headers: { location: 'https://evil.example/' } }, ['link', 'failed', 'link-refused']],
  ])('comes by the API route when what the link gives %s', async (_, link, attempt) => {
    answer(link)

    expect(summary(await fetchUpo(client, target, signal))).toEqual({ got: 'invoice-reference', attempts: [attempt, ['invoice-reference', 'fetched', null]] })
    expect(routeCalls()).toEqual([ROUTE])
  })

  test('keeps the wrong bytes as evidence', async () => {
    answer({ body: '<html>wall</html>' }, { body: '<html>wall again</html>' })
    const { document, attempts } = await fetchUpo(client, target, signal)

    expect(document).toBeNull()
    expect(attempts.map((attempt) => Buffer.from(attempt.document?.bytes ?? []).toString())).toEqual(['<html>wall</html>', '<html>wall again</html>'])
  })

  test('with a link whose time is over is not asked for by it', async () => {
    answer({ status: 500 })
    const expired = { ...target, link: { url: '/link?sig=1', expiresAt: '2020-01-01T00:00:00.0000000+01:00' } }

    expect(summary(await fetchUpo(client, expired, signal))).toEqual({
      got: 'invoice-reference',
      attempts: [
        ['link', 'link-expired', null],
        ['invoice-reference', 'fetched', null],
      ],
    })
    expect(ksef.requests.every(({ path }) => !path.includes('sig='))).toBe(true)
  })

  test('without a link comes by its reference, else by its KSeF number, else by the page of its session', async () => {
    answer(GOOD)
    await fetchUpo(client, { ...target, link: null }, signal)
    await fetchUpo(client, { ...target, link: null, invoiceReference: null }, signal)
    await fetchUpo(client, { kind: 'session', sessionReference: 'S', upoReference: 'U', link: null }, signal)

    expect(routeCalls()).toEqual([ROUTE, '/sessions/S/invoices/ksef/K/upo', '/sessions/S/upo/U'])
    expect(summary(await fetchUpo(client, { ...target, link: null, invoiceReference: null, ksefNumber: null }, signal))).toEqual({ got: null, attempts: [] })
  })

  test('that KSeF does not have yet is told from a failure', async () => {
    answer({ status: 404 }, { status: 400, json: { errors: [{ code: 21178, description: 'Nie znaleziono UPO dla podanych kryteriów.' }] } })

    expect(summary(await fetchUpo(client, target, signal))).toMatchObject({ got: null, attempts: [['link', 'failed', 'link-refused'], ['invoice-reference', 'not-available-yet', 'api-rejected']] })
  })

  test('is not asked for twice while KSeF is down', async () => {
    answer({ status: 503, body: 'maintenance' })

    expect(summary(await fetchUpo(client, target, signal))).toEqual({ got: null, attempts: [['link', 'failed', 'api-unavailable']] })
    expect(routeCalls()).toEqual([])
  })

  test('is not waited for long when the route is spent', async () => {
    answer({ status: 404 })
    client.budget.pause('sessionMisc', 'GET /x', 600)
    const result = await fetchUpo(client, target, signal)

    expect(summary(result)).toEqual({ got: null, attempts: [['link', 'failed', 'link-refused'], ['invoice-reference', 'failed', 'api-rate-limited']] })
    expect(result.attempts[1]?.error?.details.resumesAt).toEqual(new Date(client.budget.nextFreeAt('sessionMisc')).toISOString())
    expect(routeCalls()).toEqual([])
  })

  test('stops when cancelled', async () => {
    const controller = new AbortController()
    ksef.script = () => {
      controller.abort()
      return { silent: true }
    }

    expect(await failureOf(fetchUpo(client, target, controller.signal))).toMatchObject({ code: 'cancelled' })
  })
})
