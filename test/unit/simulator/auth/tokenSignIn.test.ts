import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSimulator, type RunningSimulator } from '../../../../electron/simulator/startSimulator.ts'
import { beginTokenSignIn, callerOf, challengeOf, outcomeOf, pick, pickText, redeem, signIn, type Answered } from '../../../support/simulatorCaller.ts'

let simulator: RunningSimulator
const NIP = '9991000105'

beforeAll(async () => {
  simulator = await startSimulator({ seed: 2, invoices: 30, limits: 'off', today: '2026-09-15', pollsBeforeOutcome: 2 })
})
afterAll(() => simulator.close())

function withBearer(token: string): ReturnType<typeof callerOf> {
  return callerOf(simulator.apiBase, { authorization: `Bearer ${token}` })
}

async function statusOf(started: Answered): Promise<readonly unknown[]> {
  const outcome = await outcomeOf(simulator, started)
  return [pick(outcome, 'status', 'code'), pick(outcome, 'status', 'details', 0)]
}

describe('a sign-in with a token', () => {
  it('is going on for a few polls, then done', async () => {
    const started = await beginTokenSignIn(simulator, simulator.credentials.tokens.archive, NIP)
    const api = withBearer(pickText(started.json, 'authenticationToken', 'token'))
    const codes = []
    for (let poll = 0; poll < 3; poll += 1) codes.push(pick((await api.get(`/auth/${pickText(started.json, 'referenceNumber')}`)).json, 'status', 'code'))
    expect(codes).toEqual([100, 100, 200])
  })

  it('fails with 450 and its reason for a wrong, a revoked, a foreign and a badly timed token', async () => {
    const { tokens } = simulator.credentials
    expect(await statusOf(await beginTokenSignIn(simulator, 'no such token', NIP))).toEqual([450, 'Nieprawidłowy token'])
    expect(await statusOf(await beginTokenSignIn(simulator, tokens.revoked, NIP))).toEqual([450, 'Token unieważniony'])
    expect(await statusOf(await beginTokenSignIn(simulator, tokens['other-context'], NIP))).toEqual([450, 'Nieprawidłowy token'])
    expect(await statusOf(await beginTokenSignIn(simulator, tokens.archive, NIP, { timestamp: '1' }))).toEqual([450, 'Nieprawidłowy czas tokena'])
  })

  it('is refused for a challenge that was used, never given or is older than ten minutes', async () => {
    const { archive } = simulator.credentials.tokens
    const codeOf = (answered: Answered): unknown => pick(answered.json, 'errors', 0, 'code')
    const challenge = await challengeOf(simulator)
    expect((await beginTokenSignIn(simulator, archive, NIP, { challenge })).status).toBe(202)
    expect(codeOf(await beginTokenSignIn(simulator, archive, NIP, { challenge }))).toBe(21111)
    expect(codeOf(await beginTokenSignIn(simulator, archive, NIP, { challenge: '20260915-CR-0000000000-0000000000-00' }))).toBe(21111)
    const old = await challengeOf(simulator)
    simulator.clock.advance(10 * 60_000 + 1)
    expect(codeOf(await beginTokenSignIn(simulator, archive, NIP, { challenge: old }))).toBe(21111)
  })

  it('is refused with 21470 for a key that KSeF does not know', async () => {
    const answered = await beginTokenSignIn(simulator, simulator.credentials.tokens.archive, NIP, { publicKeyId: `${'A'.repeat(43)}=` })
    expect([answered.status, pick(answered.json, 'errors', 0, 'code')]).toEqual([400, 21470])
  })

  it('gives its tokens once, and not before it is done', async () => {
    const started = await beginTokenSignIn(simulator, simulator.credentials.tokens.archive, NIP)
    const api = withBearer(pickText(started.json, 'authenticationToken', 'token'))
    expect(pick((await api.post('/auth/token/redeem')).json, 'errors', 0, 'code')).toBe(21301)
    await outcomeOf(simulator, started)
    expect((await api.post('/auth/token/redeem')).status).toBe(200)
    expect(pick((await api.post('/auth/token/redeem')).json, 'errors', 0, 'code')).toBe(21301)
  })

  it('can be ordered to end in any status', async () => {
    for (const code of [415, 425, 450, 460, 470, 480, 500, 550]) {
      await callerOf(simulator.controlUrl).post('/faults', { route: 'sign-in-outcome', effect: { kind: 'sign-in-status', code }, times: 1 })
      expect((await statusOf(await beginTokenSignIn(simulator, simulator.credentials.tokens.archive, NIP)))[0]).toBe(code)
    }
  })
})

describe('access tokens', () => {
  it('end after their minutes by the simulator’s clock; the refresh token gives new ones for days', async () => {
    const { accessToken, refreshToken } = await signIn(simulator)
    expect((await withBearer(accessToken).get('/rate-limits')).status).toBe(200)
    simulator.clock.advance(16 * 60_000)
    expect((await withBearer(accessToken).get('/rate-limits')).status).toBe(401)
    const { json } = await withBearer(refreshToken).post('/auth/token/refresh')
    expect((await withBearer(pickText(json, 'accessToken', 'token')).get('/rate-limits')).status).toBe(200)
    simulator.clock.advance(8 * 86_400_000)
    expect((await withBearer(refreshToken).post('/auth/token/refresh')).status).toBe(401)
  })

  it('cannot be forged, nor can a token of another use stand for them', async () => {
    const { accessToken, refreshToken } = await signIn(simulator)
    const [header = '', payload = '', signature = ''] = accessToken.split('.')
    const claims = { ...(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as object), exp: 9_999_999_999 }
    for (const token of ['nonsense', `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`, refreshToken]) {
      expect((await withBearer(token).get('/rate-limits')).status).toBe(401)
    }
    expect((await withBearer(accessToken).post('/auth/token/refresh')).status).toBe(401)
  })

  it('go on until they expire after the sign-in was ended, but are not refreshed any more', async () => {
    const { api, accessToken, refreshToken } = await signIn(simulator)
    expect((await api.delete('/auth/sessions/current')).status).toBe(204)
    expect((await withBearer(accessToken).get('/rate-limits')).status).toBe(200)
    expect(pick((await withBearer(refreshToken).post('/auth/token/refresh')).json, 'errors', 0, 'code')).toBe(21301)
  })

  it('tell who lacks which permission', async () => {
    const { api } = await redeem(simulator, await beginTokenSignIn(simulator, simulator.credentials.tokens['read-only'], NIP))
    const { status, json } = await api.get('/sessions?sessionType=Online')
    expect([status, pick(json, 'reasonCode'), pick(json, 'security')]).toEqual([
      403,
      'missing-permissions',
      { requiredAnyOfPermissions: ['InvoiceWrite', 'Introspection', 'EnforcementOperations'], presentPermissions: ['InvoiceRead'] },
    ])
  })
})
