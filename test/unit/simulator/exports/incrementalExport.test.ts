import { incrementalExportAndDownload, KSeFClient, unzip, type ContinuationPoints } from 'ksef-client-ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startSimulator, type RunningSimulator } from '../../../../electron/simulator/startSimulator.ts'
import { callerOf, pickList, pickText, signIn, type Json } from '../../../support/simulatorCaller.ts'

const NIP = '9991000105'
const WINDOW_DAYS = 80
const DAY_MS = 86_400_000

let simulator: RunningSimulator
beforeAll(async () => {
  simulator = await startSimulator({ seed: 11, invoices: 150, limits: 'off', exports: { invoicesPerPackage: 15, partBytes: 9000, processingMs: 0, highWaterLagMs: 0 } })
})
afterAll(() => simulator.close())

/** What the world holds of a seller, by another route: every file of every page of metadata. */
async function worldFiles(from: string): Promise<ReadonlyMap<string, Buffer>> {
  const { api, accessToken } = await signIn(simulator)
  const files = new Map<string, Buffer>()
  for (let page: readonly Json[] = [], pageOffset = 0; pageOffset === 0 || page.length === 250; pageOffset += 1) {
    const body = { subjectType: 'Subject1', dateRange: { dateType: 'PermanentStorage', from } }
    page = pickList((await api.post(`/invoices/query/metadata?pageSize=250&pageOffset=${pageOffset}`, body)).json, 'invoices')
    for (const invoice of page) {
      const ksefNumber = pickText(invoice, 'ksefNumber')
      const response = await fetch(`${simulator.apiBase}/invoices/ksef/${ksefNumber}`, { headers: { authorization: `Bearer ${accessToken}` } })
      files.set(`${ksefNumber}.xml`, Buffer.from(await response.arrayBuffer()))
    }
  }
  return files
}

it('a client that others wrote exports two windows, the mark moved on between them, and has every byte of the world', async () => {
  const client = new KSeFClient({ baseUrl: simulator.apiBase.replace(/\/v2$/, ''), apiVersion: 'v2' })
  await client.crypto.init()
  await client.loginWithToken(simulator.credentials.tokens.archive, NIP)

  const continuationPoints: ContinuationPoints = {}
  const files = new Map<string, Buffer>()
  let repeated = 0
  const begunAt = simulator.clock.now() - WINDOW_DAYS * DAY_MS
  const exportWindow = async (): Promise<number> => {
    const packages: Buffer[][] = []
    let taken = 0
    const result = await incrementalExportAndDownload(client, {
      subjectType: 'Subject1',
      windowFrom: new Date(begunAt).toISOString(),
      windowTo: new Date(simulator.clock.now()).toISOString(),
      continuationPoints,
      pollOptions: { intervalMs: 20, maxAttempts: 100 },
      onIterationComplete: (_, { parts }) => packages.push(Array.from({ length: parts.length }, () => Buffer.alloc(0))),
    })
    for (const parts of packages) {
      const archive = Buffer.concat(result.decryptedParts.slice(taken, taken + parts.length))
      taken += parts.length
      for (const [name, bytes] of await unzip(archive)) {
        if (name === '_metadata.json') continue
        if (files.has(name)) repeated += 1
        files.set(name, Buffer.from(bytes))
      }
    }
    return result.iterationCount
  }

  expect(await exportWindow()).toBeGreaterThan(2)
  const before = files.size
  const mark = continuationPoints.Subject1
  await callerOf(simulator.controlUrl).post('/sessions', { nip: NIP, type: 'Batch', invoices: 7 })
  simulator.clock.advance(1000)
  expect(await exportWindow()).toBe(1)

  expect(files.size).toBe(before + 7)
  expect(Date.parse(continuationPoints.Subject1 ?? '')).toBeGreaterThan(Date.parse(mark ?? ''))
  // Windows touch: the last invoice of a truncated package comes again, no other.
  expect(repeated).toBeGreaterThan(1)
  const world = await worldFiles(new Date(begunAt).toISOString())
  expect([...files.keys()].sort()).toEqual([...world.keys()].sort())
  expect([...world].filter(([name, bytes]) => files.get(name)?.equals(bytes) !== true)).toEqual([])
})
