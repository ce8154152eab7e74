import { afterAll, beforeAll, expect, it } from 'vitest'
import { startSimulator, type RunningSimulator } from '../../../electron/simulator/startSimulator.ts'
import { callerOf, signIn, type ApiCaller } from '../../support/simulatorCaller.ts'

let simulator: RunningSimulator
let api: ApiCaller
let control: ApiCaller
beforeAll(async () => {
  simulator = await startSimulator({ seed: 2, invoices: 10, limits: 'off' })
  api = (await signIn(simulator)).api
  control = callerOf(simulator.controlUrl)
})
afterAll(() => simulator.close())

/** The system's word for a failed fetch. */
function codeOf(error: unknown): unknown {
  return error instanceof Error && typeof error.cause === 'object' && error.cause !== null && 'code' in error.cause ? error.cause.code : error
}

it('answers 503 to everything, without a word or with a page, until it is up again', async () => {
  for (const mode of ['unavailable', 'maintenance']) {
    await control.post('/outage', { mode })
    for (const path of ['/rate-limits', '/sessions?sessionType=Online', '/security/public-key-certificates']) {
      const { status, json } = await api.get(path)
      expect([status, JSON.stringify(json).includes('Przerwa techniczna')]).toEqual([503, mode === 'maintenance'])
    }
    expect((await fetch(`${simulator.apiBase.replace('/v2', '')}/storage/page/x/y`)).status).toBe(503)
  }
  await control.post('/outage', { mode: 'up' })
  expect((await api.get('/rate-limits')).status).toBe(200)
  expect((await control.post('/outage', { mode: 'asleep' })).status).toBe(400)
})

it('warns in a header of every answer until that is taken back', async () => {
  await control.post('/outage', { warning: 'Prace serwisowe' })
  for (const path of ['/rate-limits', '/tokens/x']) expect((await api.get(path)).headers.get('x-system-warning')).toBe('Prace serwisowe')
  await control.post('/outage', { warning: 'Przerwa w niedzielę' })
  // Letters beyond ASCII go as the bytes of UTF-8.
  expect(Buffer.from((await api.get('/rate-limits')).headers.get('x-system-warning') ?? '', 'latin1').toString('utf8')).toBe('Przerwa w niedzielę')
  await control.post('/outage', { warning: null })
  expect((await api.get('/rate-limits')).headers.get('x-system-warning')).toBeNull()
})

it('refuses connections and takes them again at the same address', async () => {
  await simulator.doors.shut()
  // The first call may still meet a connection that was cut.
  await expect.poll(() => api.get('/rate-limits').then(() => 'answered', codeOf)).toBe('ECONNREFUSED')
  await simulator.doors.open()
  expect((await api.get('/rate-limits')).status).toBe(200)
})

it('refuses connections for a while when asked from outside', async () => {
  await control.post('/outage', { refuseForMs: 300 })
  await expect.poll(() => api.get('/rate-limits').then(() => 'answered', codeOf)).toBe('ECONNREFUSED')
  await expect.poll(() => api.get('/rate-limits').then(() => 'answered', codeOf)).toBe('answered')
})
