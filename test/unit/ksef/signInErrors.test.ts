import { describe, expect, test } from 'vitest'
import { WINDOW_MARGIN_MS } from '../../../electron/ksef/slidingWindow.ts'
import { failureOf, testClient } from '../../support/ksefClient.ts'
import { manualClock } from '../../support/manualClock.ts'
import { startScriptedKsef } from '../../support/scriptedKsef.ts'
import type { Script } from '../../support/scriptedKsef.ts'

const signal = new AbortController().signal

async function signInAgainst(script: Script): Promise<{ readonly failure: Awaited<ReturnType<typeof failureOf>>; readonly paths: readonly string[] }> {
  const ksef = await startScriptedKsef(script)
  const client = testClient(ksef.apiBase)
  const failure = await failureOf(client.signIn(signal))
  await client.close()
  await ksef.close()
  return { failure, paths: ksef.requests.map(({ path }) => path) }
}

describe('a sign-in that KSeF refuses', () => {
  test.each([
    [415, 'Uwierzytelnianie zakończone niepowodzeniem', 'Brak przypisanych uprawnień', 'sign-in-no-permission'],
    [425, 'Uwierzytelnienie unieważnione', '', 'sign-in-token-revoked'],
    [450, 'Uwierzytelnianie zakończone niepowodzeniem z powodu błędnego tokenu', 'Nieprawidłowy token', 'sign-in-token-invalid'],
    [450, 'Uwierzytelnianie zakończone niepowodzeniem z powodu błędnego tokenu', 'Token unieważniony', 'sign-in-token-revoked'],
    [450, 'Uwierzytelnianie zakończone niepowodzeniem z powodu błędnego tokenu', 'Token nieaktywny', 'sign-in-token-revoked'],
    [450, 'Uwierzytelnianie zakończone niepowodzeniem z powodu błędnego tokenu', 'Nieprawidłowe wyzwanie autoryzacyjne', 'sign-in-failed'],
    [450, 'Uwierzytelnianie zakończone niepowodzeniem z powodu błędnego tokenu', 'Nieprawidłowy czas tokena', 'sign-in-failed'],
    [460, 'Uwierzytelnianie zakończone niepowodzeniem z powodu błędu certyfikatu', 'Certyfikat odwołany', 'sign-in-certificate-refused'],
    [470, 'Uwierzytelnianie zakończone niepowodzeniem', 'Próba wykorzystania metod autoryzacyjnych osoby zmarłej', 'sign-in-failed'],
    [480, 'Uwierzytelnienie zablokowane', 'Podejrzenie incydentu bezpieczeństwa.', 'sign-in-failed'],
    [500, 'Nieznany błąd', '', 'sign-in-failed'],
    [550, 'Operacja została anulowana przez system', '', 'sign-in-failed'],
  ])('with %i %s: %s keeps its words', async (statusCode, description, message, code) => {
    const messages = message === '' ? [] : [message]
    const { failure } = await signInAgainst(({ path }) => (path === '/auth/AUTH-1' ? { json: { status: { code: statusCode, description, details: messages } } } : undefined))

    expect(failure).toEqual({ code, details: { statusCode, description, messages, referenceNumber: 'AUTH-1' } })
  })

  test('at the door keeps the code of the answer', async () => {
    const refused = { status: 400, json: { errors: [{ code: 21111, description: 'Nieprawidłowe wyzwanie autoryzacyjne.' }] } }
    const { failure } = await signInAgainst(({ path }) => (path === '/auth/ksef-token' ? refused : undefined))

    expect(failure).toMatchObject({ code: 'sign-in-failed', details: { code: 21111, description: 'Nieprawidłowe wyzwanie autoryzacyjne.' } })
  })

  test('because the token was revoked meanwhile says so', async () => {
    const refused = { status: 400, json: { errors: [{ code: 21301, description: 'Brak autoryzacji.', details: ['Token KSeF został unieważniony.'] }] } }
    const { failure } = await signInAgainst(({ path }) => (path === '/auth/token/redeem' ? refused : undefined))

    expect(failure.code).toBe('sign-in-token-revoked')
  })

  test('because it is down is not blamed on the credential', async () => {
    const { failure } = await signInAgainst(({ path }) => (path === '/auth/challenge' ? { status: 502, body: '<html>' } : undefined))

    expect(failure).toMatchObject({ code: 'api-unavailable', details: { httpStatus: 502, route: 'POST /auth/challenge' } })
  })

  test('because too many came from this address says when to come again', async () => {
    const { failure } = await signInAgainst(({ path }) => (path === '/auth/challenge' ? { status: 429, json: {}, headers: { 'retry-after': '30' } } : undefined))
    const waitMs = Date.parse(String(failure.details.resumesAt)) - Date.now()

    expect(failure).toMatchObject({ code: 'api-rate-limited', details: { group: null, retryAfterSeconds: 30 } })
    expect(waitMs).toBeGreaterThan(20_000)
    expect(waitMs).toBeLessThanOrEqual(30_000 + WINDOW_MARGIN_MS)
  })

  test('because of its own key is tried once more with a fresh one', async () => {
    const refused = { status: 400, json: { errors: [{ code: 21470, description: 'Przesłany identyfikator klucza jest nieznany.' }] } }
    const { failure, paths } = await signInAgainst(({ path }) => (path === '/auth/ksef-token' ? refused : undefined))

    expect(failure).toMatchObject({ code: 'sign-in-failed', details: { code: 21470 } })
    expect(paths.filter((path) => path === '/security/public-key-certificates')).toHaveLength(2)
    expect(paths.filter((path) => path === '/auth/ksef-token')).toHaveLength(2)
  })
})

test('a sign-in that never ends is given up after a minute, asking ever more rarely', async () => {
  const ksef = await startScriptedKsef(({ path }) => (path === '/auth/AUTH-1' ? { json: { status: { code: 100 } } } : undefined))
  const clock = manualClock()
  const sleepingClock = {
    now: () => clock.now(),
    sleep: (ms: number) => {
      clock.set(clock.now() + ms)
      return Promise.resolve()
    },
  }
  const client = testClient(ksef.apiBase, { clock: sleepingClock })
  const failure = await failureOf(client.signIn(signal))
  await client.close()
  await ksef.close()

  expect(failure).toEqual({ code: 'sign-in-timeout', details: { referenceNumber: 'AUTH-1' } })
  expect(ksef.requests.filter(({ path }) => path === '/auth/AUTH-1').length).toBeLessThan(40)
})
