import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { apiError, readRetryAfter } from '../../../electron/ksef/apiErrors.ts'
import type { HttpAnswer } from '../../../electron/ksef/http/transport.ts'
import { jwt } from '../../support/scriptedKsef.ts'
import { TOKEN } from '../../support/ksefClient.ts'

function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { status, header: (name) => headers[name] ?? null, bytes: Buffer.from(text) }
}

function read(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): { code: string; details: unknown } {
  const { code, details } = apiError(answer(status, body, headers), { route: 'GET /x', secrets: [] })
  return { code, details }
}

describe('an unwanted answer', () => {
  test('as problem details keeps the code, the description, the details and the trace', () => {
    const body = {
      title: 'Bad Request',
      status: 400,
      instance: '/v2/x',
      detail: 'Żądanie jest nieprawidłowe',
      errors: [{ code: 21178, description: 'Nie znaleziono UPO dla podanych kryteriów.', details: ['a', 'b'] }],
      timestamp: '2025-07-11T12:23:56.0154302+00:00',
      traceId: 'trace-1',
    }

    expect(read(400, body)).toEqual({
      code: 'api-rejected',
      details: { httpStatus: 400, route: 'GET /x', code: 21178, description: 'Nie znaleziono UPO dla podanych kryteriów.', messages: ['a', 'b'], traceId: 'trace-1' },
    })
  })

  test('in the old form says the same', () => {
    const body = {
      exception: {
        exceptionDetailList: [{ exceptionCode: 21173, exceptionDescription: 'Brak sesji o wskazanym numerze referencyjnym.', details: ['c'] }],
        referenceNumber: '20260201-SO-1',
        serviceCode: '00-c02cc3747020c605be02159bf3324f0e-eee7647dc67aa74a-00',
        serviceName: 'Undefined',
      },
    }

    expect(read(400, body)).toEqual({
      code: 'api-rejected',
      details: {
        httpStatus: 400,
        route: 'GET /x',
        code: 21173,
        description: 'Brak sesji o wskazanym numerze referencyjnym.',
        messages: ['c'],
        serviceCode: '00-c02cc3747020c605be02159bf3324f0e-eee7647dc67aa74a-00',
        referenceNumber: '20260201-SO-1',
      },
    })
  })

  test('about permissions names the reason, what is wanted and what is there', () => {
    const body = {
      title: 'Forbidden',
      status: 403,
      detail: 'Brak wymaganych uprawnień do wykonania operacji w bieżącym kontekście.',
      reasonCode: 'missing-permissions',
      security: { requiredAnyOfPermissions: ['InvoiceWrite', 'Introspection'], presentPermissions: ['InvoiceRead'] },
      traceId: 'trace-2',
    }

    expect(read(403, body)).toEqual({
      code: 'api-forbidden',
      details: {
        httpStatus: 403,
        route: 'GET /x',
        description: 'Brak wymaganych uprawnień do wykonania operacji w bieżącym kontekście.',
        reasonCode: 'missing-permissions',
        requiredAnyOfPermissions: ['InvoiceWrite', 'Introspection'],
        presentPermissions: ['InvoiceRead'],
        traceId: 'trace-2',
      },
    })
  })

  test('about a limit keeps the seconds, in both forms', () => {
    const oldForm = { status: { code: 429, description: 'Too Many Requests', details: ['Przekroczono limit 20 żądań na minutę.'] } }

    expect(read(429, oldForm, { 'retry-after': '30' })).toMatchObject({
      code: 'api-rate-limited',
      details: { retryAfterSeconds: 30, description: 'Too Many Requests', messages: ['Przekroczono limit 20 żądań na minutę.'] },
    })
    expect(read(429, { title: 'Too Many Requests', status: 429, detail: 'Spróbuj później', traceId: 't' })).toMatchObject({
      code: 'api-rate-limited',
      details: { description: 'Spróbuj później', traceId: 't' },
    })
  })

  test.each([
    [401, {}, 'api-unauthorized'],
    [404, {}, 'api-rejected'],
    [410, {}, 'api-gone'],
    [500, {}, 'api-unavailable'],
    [503, '<html>maintenance</html>', 'api-unavailable'],
    [302, '', 'api-answer-unreadable'],
    [403, '<!DOCTYPE html><html>Request blocked</html>', 'api-answer-unreadable'],
    [400, '\u0000\uffff not json', 'api-rejected'],
    [403, null, 'api-forbidden'],
    [400, [], 'api-rejected'],
    [400, { errors: 'no list', security: 7, exception: { exceptionDetailList: [null] } }, 'api-rejected'],
  ])('with status %i and body %j is %s', (status, body, code) => {
    expect(read(status, body).code).toBe(code)
  })

  test('never repeats a secret, whatever the server says and wherever it says it', () => {
    const secrets = [TOKEN, jwt({ sub: 'somebody' }), 'sig=MHnbjhHKLgA', 'p'.repeat(24)]
    const place = fc.constantFrom('description', 'detail', 'title', 'details', 'traceId', 'reasonCode', 'serviceCode', 'permissions')
    fc.assert(
      fc.property(fc.constantFrom(...secrets), place, fc.string(), fc.string(), (secret, where, before, after) => {
        const text = `${before}${secret}${after}`
        const body = {
          title: where === 'title' ? text : '',
          detail: where === 'detail' ? text : '',
          traceId: where === 'traceId' ? text : '',
          reasonCode: where === 'reasonCode' ? text : '',
          security: where === 'permissions' ? { presentPermissions: [text] } : {},
          errors: [{ code: 1, description: where === 'description' ? text : '', details: where === 'details' ? [text] : [] }],
          exception: { serviceCode: where === 'serviceCode' ? text : '' },
        }
        const error = apiError(answer(400, body), { route: 'GET /x', secrets })
        expect(JSON.stringify([error.message, error.details])).not.toContain(JSON.stringify(secret).slice(1, -1))
      }),
    )
  })

  test('of any length stays short', () => {
    const long = 'x '.repeat(50_000)
    const error = apiError(answer(400, { errors: [{ code: 1, description: long, details: Array(50).fill(long) }] }), { route: 'GET /x', secrets: [] })

    expect(JSON.stringify(error.details).length).toBeLessThan(12_000)
  })
})

describe('Retry-After', () => {
  test.each([
    ['17', 17],
    [' 17 ', 17],
    ['3600.0', 3600],
    ['1.5', 2],
    ['120, 60', 120],
    ['172800', 172_800],
    ['99999999999', 366 * 86_400],
    ['9'.repeat(400), 366 * 86_400],
    ['-1', 3_600],
    ['', 3_600],
    ['Mon, 02 Feb 2026 09:00:30 GMT', 30],
    ['Mon, 02 Feb 2026 08:00:00 GMT', 3_600],
    ['soon', 3_600],
    ['Sat 0', 3_600],
    ['0', 0],
    [null, null],
  ])('of %j is %j seconds', (header, seconds) => {
    expect(readRetryAfter(header, Date.UTC(2026, 1, 2, 9, 0, 0))).toBe(seconds)
  })
})
