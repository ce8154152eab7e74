import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { KsefClient } from '../../../electron/ksef/client.ts'
import { failureOf, testClient, TOKEN } from '../../support/ksefClient.ts'
import { startScriptedKsef, TIMESTAMP_MS } from '../../support/scriptedKsef.ts'
import type { ScriptedKsef } from '../../support/scriptedKsef.ts'

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

function paths(): string[] {
  return ksef.requests.map(({ method, path }) => `${method} ${path}`)
}

describe('signing in', () => {
  test('sends the token encrypted with the timestamp of the challenge, and tells how it went', async () => {
    const result = await client.signIn(signal)

    expect(ksef.decrypted()).toBe(`${TOKEN}|${TIMESTAMP_MS}`)
    expect(result).toMatchObject({ referenceNumber: 'AUTH-1', method: 'Token KSeF', accessValidUntil: '2099-01-01T00:00:00Z' })
    expect(JSON.stringify(result)).not.toContain('eyJ')
  })

  test('is done once for callers who come together', async () => {
    ksef.script = ({ path }) => (path.startsWith('/sessions') ? { json: { sessions: [] } } : undefined)
    const query = { sessionType: 'Online', pageSize: 100 } as const
    await Promise.all([client.listSessions(query, signal), client.listSessions(query, signal), client.listSessions(query, signal)])

    expect(paths().filter((path) => path === 'POST /auth/ksef-token')).toHaveLength(1)
  })

  test('asks every call for problem details, and sends the bearer only where it belongs', async () => {
    await client.signIn(signal)

    expect(ksef.requests.map(({ headers }) => headers['x-error-format'])).toEqual(ksef.requests.map(() => 'problem-details'))
    expect(ksef.requests.map(({ headers }) => headers['user-agent'])).toEqual(ksef.requests.map(() => 'TeczkaUPO'))
    expect(ksef.requests.filter(({ headers }) => headers.authorization !== undefined).map(({ path }) => path)).toEqual(['/auth/AUTH-1', '/auth/token/redeem'])
  })
})

describe('reading', () => {
  test('gives a page of sessions and sends the continuation token back in the header', async () => {
    ksef.script = ({ path, headers }) => {
      if (!path.startsWith('/sessions?')) return undefined
      return headers['x-continuation-token'] === 'next'
        ? { json: { sessions: [], continuationToken: '' } }
        : { json: { continuationToken: 'next', sessions: [{ referenceNumber: 'S-1', status: { code: 200, description: 'ok' }, totalInvoiceCount: 2, new: 1 }, { status: {} }] } }
    }
    const first = await client.listSessions({ sessionType: 'Batch', pageSize: 1000, dateModifiedFrom: '2026-02-01T00:00:00Z' }, signal)
    const second = await client.listSessions({ sessionType: 'Batch', pageSize: 1000, continuationToken: 'next' }, signal)

    expect(first).toEqual({
      continuationToken: 'next',
      items: [
        {
          referenceNumber: 'S-1',
          status: { code: 200, description: 'ok', details: [] },
          dateCreated: null,
          dateUpdated: null,
          validUntil: null,
          totalInvoiceCount: 2,
          successfulInvoiceCount: null,
          failedInvoiceCount: null,
          raw: { referenceNumber: 'S-1', status: { code: 200, description: 'ok' }, totalInvoiceCount: 2, new: 1 },
        },
      ],
      unreadable: [{ status: {} }],
    })
    expect(second.continuationToken).toBeNull()
    expect(paths()).toContain('GET /sessions?sessionType=Batch&pageSize=1000&dateModifiedFrom=2026-02-01T00%3A00%3A00Z')
  })

  test('keeps no link in the raw data of invoices and sessions', async () => {
    ksef.script = ({ path }) => {
      if (path === '/sessions/S-1') {
        return { json: { status: { code: 200, description: '' }, upo: { pages: [{ referenceNumber: 'U-1', downloadUrl: 'https://x/?sig=1', downloadUrlExpirationDate: 'later' }] } } }
      }
      if (path.startsWith('/sessions/S-1/invoices')) {
        return { json: { invoices: [{ referenceNumber: 'I-1', upoDownloadUrl: 'https://x/?sig=2', status: { code: 440, description: 'd', extensions: { originalKsefNumber: 'K', odd: 1 } } }] } }
      }
      return undefined
    }
    const session = await client.sessionStatus('S-1', signal)
    const { items } = await client.sessionInvoices('S-1', { pageSize: 1000 }, signal)

    expect(session.upoPages).toEqual([{ referenceNumber: 'U-1', downloadUrl: 'https://x/?sig=1', downloadUrlExpirationDate: 'later' }])
    expect(items[0]).toMatchObject({ upoDownloadUrl: 'https://x/?sig=2', status: { extensions: { originalKsefNumber: 'K' } } })
    expect(JSON.stringify([session.raw, items[0]?.raw])).not.toContain('sig=')
  })

  test('encodes path parameters, and refuses those that would climb', async () => {
    expect(await failureOf(client.sessionStatus('..', signal))).toMatchObject({ code: 'invalid-request' })
    await failureOf(client.sessionStatus('a/../b', signal))
    expect(paths().at(-1)).toBe('GET /sessions/a%2F..%2Fb')
  })
})

describe('links', () => {
  const upo = '<?xml version="1.0"?><!-- x --><Potwierdzenie xmlns="http://upo.schematy.mf.gov.pl/KSeF/v4-3"/>'

  test('are fetched without a token and without signing in', async () => {
    const hash = createHash('sha256').update(upo).digest('base64')
    ksef.script = () => ({ body: upo, headers: { 'content-type': 'application/xml', 'x-ms-meta-hash': hash } })
    const document = await client.fetchUpoByLink('/storage/upo?sig=abc', signal)

    expect(document).toMatchObject({ sha256: hash, headerHash: hash, headerHashVerdict: 'matches', looksLike: 'xml', rootElement: 'Potwierdzenie', route: 'link', contentType: 'application/xml' })
    expect(Buffer.from(document.bytes).toString()).toBe(upo)
    expect(ksef.requests.map(({ headers }) => headers.authorization)).toEqual([undefined])
  })

  test('give back a wrong file too, and say what it looks like', async () => {
    ksef.script = () => ({ body: '<!DOCTYPE html><html>wall</html>', headers: { 'content-type': 'text/html', 'x-ms-meta-hash': 'AAAA' } })

    expect(await client.fetchUpoByLink('/storage/upo', signal)).toMatchObject({ looksLike: 'html', rootElement: null, headerHashVerdict: 'differs' })
  })

  test.each([
    ['https://evil.example/upo', 'host'],
    ['http://127.0.0.1:1/upo', 'host'],
    ['ftp://127.0.0.1/upo', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['http://user:secret@127.0.0.1/upo', 'credentials'],
    ['http://[', 'unreadable'],
  ])('to other places are refused before anything is sent: %s', async (link, reason) => {
    expect(await failureOf(client.fetchUpoByLink(link, signal))).toMatchObject({ code: 'link-refused', details: { reason } })
    expect(ksef.requests).toEqual([])
  })

  test('do not follow redirects', async () => {
    ksef.script = () => ({ status: 302, headers: { location: '/elsewhere' } })

    expect(await failureOf(client.fetchUpoByLink('/storage/upo', signal))).toMatchObject({ code: 'link-refused', details: { reason: 'redirect', httpStatus: 302 } })
    expect(ksef.requests).toHaveLength(1)
  })
})
