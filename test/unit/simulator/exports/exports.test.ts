import { existsSync, readdirSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { sha256Base64 } from '../../../../electron/crypto/hash.ts'
import { startSimulator, type RunningSimulator } from '../../../../electron/simulator/startSimulator.ts'
import { callerOf, pick, pickList, pickText, signIn, type ApiCaller } from '../../../support/simulatorCaller.ts'
import { beginExport, downloadPackage, exportKey, exportStatus, filesOf, type ExportKey } from '../../../support/simulatorExports.ts'

let simulator: RunningSimulator
let api: ApiCaller
let key: ExportKey
let control: ApiCaller
const FROM = '2026-07-01T00:00:00Z'

beforeAll(async () => {
  simulator = await startSimulator({ seed: 5, invoices: 300, limits: 'off', today: '2026-09-15', exports: { processingMs: 0 } })
  simulator.clock.freeze()
  api = (await signIn(simulator)).api
  key = await exportKey(api)
  control = callerOf(simulator.controlUrl)
})
afterAll(() => simulator.close())

async function metadataOf(subjectType: string): Promise<readonly unknown[]> {
  const { json } = await api.post('/invoices/query/metadata?pageSize=250', { subjectType, dateRange: { dateType: 'PermanentStorage', from: FROM } })
  return pickList(json, 'invoices')
}

describe('an export', () => {
  it.each(['Zip', 'TarGz'] as const)('is a %s of every invoice and of the metadata that the list gives', async (compressionType) => {
    await control.post('/exports', { partBytes: 5000 })
    const status = await exportStatus(api, key, { from: FROM, body: { compressionType } })
    await control.post('/exports', { partBytes: 50_000_000 })
    expect(pickList(status, 'package', 'parts').length).toBeGreaterThan(1)
    const files = await filesOf(await downloadPackage(status, key), compressionType)
    const metadata = JSON.parse(files.get('_metadata.json')?.toString('utf8') ?? '') as { invoices: readonly { ksefNumber: string }[] }
    expect(metadata.invoices).toEqual(await metadataOf('Subject1'))
    expect([...files.keys()].sort()).toEqual(['_metadata.json', ...metadata.invoices.map(({ ksefNumber }) => `${ksefNumber}.xml`)].sort())
    expect(pick(status, 'package', 'invoiceCount')).toBe(metadata.invoices.length)
  })

  it('of metadata alone has no invoice, and one of nobody has no part', async () => {
    const status = await exportStatus(api, key, { from: FROM, body: { onlyMetadata: true } })
    expect([...(await filesOf(await downloadPackage(status, key))).keys()]).toEqual(['_metadata.json'])
    const none = await exportStatus(api, key, { from: FROM, subjectType: 'Subject3' })
    expect(pick(none, 'package')).toMatchObject({ invoiceCount: 0, size: 0, parts: [], isTruncated: false })
  })

  it('as buyer brings what others sold, and each file is the one that the list names', async () => {
    const status = await exportStatus(api, key, { from: FROM, subjectType: 'Subject2' })
    const files = await filesOf(await downloadPackage(status, key))
    const { invoices } = JSON.parse(files.get('_metadata.json')?.toString('utf8') ?? '') as { invoices: readonly { ksefNumber: string; invoiceHash: string; seller: { nip: string } }[] }
    expect(invoices).toEqual(await metadataOf('Subject2'))
    expect(invoices.some(({ seller }) => simulator.taxpayers.some(({ nip, role }) => nip === seller.nip && role === 'supplier'))).toBe(true)
    expect(invoices.map(({ seller }) => seller.nip)).not.toContain(simulator.taxpayers[0]?.nip)
    for (const { ksefNumber, invoiceHash } of invoices) expect(sha256Base64(files.get(`${ksefNumber}.xml`) ?? Buffer.alloc(0))).toBe(invoiceHash)
  })

  it('takes the filters of the list', async () => {
    const status = await exportStatus(api, key, { from: FROM, filters: { invoiceTypes: ['Kor'] } })
    const files = await filesOf(await downloadPackage(status, key))
    const { invoices } = JSON.parse(files.get('_metadata.json')?.toString('utf8') ?? '') as { invoices: readonly { invoiceType: string }[] }
    expect(invoices.length).toBeGreaterThan(0)
    expect(new Set(invoices.map(({ invoiceType }) => invoiceType))).toEqual(new Set(['Kor']))
  })

  it.each([
    ['PermanentStorage', 'lastPermanentStorageDate', 'permanentStorageDate'],
    ['Invoicing', 'lastInvoicingDate', 'invoicingDate'],
    ['Issue', 'lastIssueDate', 'issueDate'],
  ])('by %s that is cut short tells the date to go on from', async (dateType, field, ofInvoice) => {
    await control.post('/exports', { invoicesPerPackage: 12 })
    const status = await exportStatus(api, key, { from: FROM, dateType })
    await control.post('/exports', { invoicesPerPackage: 10_000 })
    const files = await filesOf(await downloadPackage(status, key))
    const { invoices } = JSON.parse(files.get('_metadata.json')?.toString('utf8') ?? '') as { invoices: readonly Record<string, string>[] }
    expect(pick(status, 'package')).toMatchObject({ isTruncated: true, invoiceCount: 12, [field]: invoices.at(-1)?.[ofInvoice] })
    expect(['lastPermanentStorageDate', 'lastInvoicingDate', 'lastIssueDate'].filter((name) => pick(status, 'package', name) !== undefined)).toEqual([field])
    expect(pick(status, 'package', 'permanentStorageHwmDate') === null).toBe(dateType !== 'PermanentStorage')
  })

  it('is cut short by the size of its package too', async () => {
    await control.post('/exports', { packageBytes: 100_000 })
    const status = await exportStatus(api, key, { from: FROM })
    await control.post('/exports', { packageBytes: 1_000_000_000 })
    expect(pick(status, 'package', 'isTruncated')).toBe(true)
    expect(pick(status, 'package', 'size')).toBeLessThan(100_000)
    expect(pick(status, 'package', 'invoiceCount')).toBeGreaterThan(1)
  })

  it('ends at the high-water mark where that is asked for, and is a 420 when it begins after it', async () => {
    const now = simulator.clock.now()
    await control.post('/exports', { highWaterLagMs: 3_600_000 })
    const to = new Date(now).toISOString()
    const markOf = (status: Parameters<typeof pick>[0]): number => Date.parse(pickText(status, 'package', 'permanentStorageHwmDate'))
    expect(markOf(await exportStatus(api, key, { from: FROM, to }))).toBe(now - 3_600_000)
    const past = await exportStatus(api, key, { from: new Date(now - 1000).toISOString() })
    expect(past).toMatchObject({ status: { code: 420 } })
    const free = await exportStatus(api, key, { from: new Date(now - 1000).toISOString(), restrictToPermanentStorageHwmDate: false })
    expect(free).toMatchObject({ status: { code: 200 } })
    await control.post('/exports', { highWaterLagMs: 30_000 })
  })

  it('takes its time, expires, and its status ends after seven days', async () => {
    await control.post('/exports', { processingMs: 60_000, packageLifeMs: 86_400_000 })
    const { json } = await beginExport(api, key, { from: FROM, dateType: 'Invoicing' })
    await control.post('/exports', { processingMs: 0, packageLifeMs: 3 * 86_400_000 })
    const path = `/invoices/exports/${pickText(json, 'referenceNumber')}`
    expect((await api.get(path)).json).toMatchObject({ status: { code: 100 }, completedDate: null })
    simulator.clock.advance(60_000)
    const done = (await api.get(path)).json
    expect(done).toMatchObject({ status: { code: 200 } })
    await downloadPackage(done, key)
    simulator.clock.advance(3 * 3_600_000)
    expect((await fetch(pickText(done, 'package', 'parts', 0, 'url'))).status).toBe(403)
    simulator.clock.advance(86_400_000)
    api = (await signIn(simulator)).api
    expect((await api.get(path)).json).toMatchObject({ status: { code: 210 } })
    simulator.clock.advance(6 * 86_400_000)
    api = (await signIn(simulator)).api
    expect((await api.get(path)).status).toBe(410)
  })
})

describe('an export is refused', () => {
  it('over three months, with an unknown key, an iv of another length, a compression that is none', async () => {
    const refusals = [
      await beginExport(api, key, { from: '2026-01-01T00:00:00Z' }),
      await beginExport(api, { ...key, encryption: { ...key.encryption, publicKeyId: 'x'.repeat(44) } }, { from: FROM }),
      await beginExport(api, { ...key, encryption: { ...key.encryption, initializationVector: 'AAAA' } }, { from: FROM }),
      await beginExport(api, key, { from: FROM, body: { compressionType: 'Rar' } }),
      await api.get(`/invoices/exports/${'x'.repeat(36)}`),
    ]
    expect(refusals.map(({ status, json }) => [status, pick(json, 'errors', 0, 'code')])).toEqual([21405, 21470, 21405, 21405, 21175].map((code) => [400, code]))
  })

  it('by its status when the key cannot be opened', async () => {
    const encryption = { ...key.encryption, encryptedSymmetricKey: Buffer.alloc(256, 7).toString('base64') }
    expect(await exportStatus(api, { ...key, encryption }, { from: FROM, dateType: 'Invoicing', to: '2026-09-01T00:00:00Z' })).toMatchObject({ status: { code: 415 } })
  })

  it('to another context, and without InvoiceRead', async () => {
    const { json } = await beginExport(api, key, { from: '2026-09-01T00:00:00Z' })
    const path = `/invoices/exports/${pickText(json, 'referenceNumber')}`
    const writer = (await signIn(simulator, 'write-only')).api
    expect((await writer.get(path)).status).toBe(403)
    expect((await beginExport(writer, key, { from: FROM })).status).toBe(403)
    expect((await api.get(path)).status).toBe(200)
  })

  it('while ten are running, stuck ones among them', async () => {
    await control.post('/faults', { route: 'export-outcome', effect: { kind: 'export-stuck' }, times: 10 })
    for (let count = 0; count < 10; count += 1) expect((await beginExport(api, key, { from: '2026-09-01T00:00:00Z' })).status).toBe(201)
    const refused = await beginExport(api, key, { from: '2026-09-01T00:00:00Z' })
    expect([refused.status, pick(refused.json, 'errors', 0, 'code')]).toEqual([400, 21182])
    simulator.clock.advance(7 * 86_400_000)
    api = (await signIn(simulator)).api
    expect((await beginExport(api, key, { from: '2026-09-01T00:00:00Z' })).status).toBe(201)
  })
})

describe('what can go wrong with an export', () => {
  const order = (effect: object): Promise<unknown> => control.post('/faults', { route: 'export-outcome', effect, times: 1 })
  const wanted = { from: '2026-07-20T00:00:00Z', to: '2026-08-20T00:00:00Z' }

  it.each([
    ['export-stuck', 100],
    ['export-expired', 210],
  ])('%s: its status is %d', async (kind, code) => {
    await order({ kind })
    expect(await exportStatus(api, key, wanted)).toMatchObject({ status: { code } })
    expect(await exportStatus(api, key, wanted)).toMatchObject({ status: { code: 200 } })
  })

  it.each([415, 500, 550])('a status of %d', async (code) => {
    await order({ kind: 'export-status', code })
    expect(await exportStatus(api, key, wanted)).toMatchObject({ status: { code } })
  })

  it.each([
    ['wrong-part-hash', /^partHash/],
    ['wrong-encrypted-part-hash', /^encryptedPartHash/],
  ])('%s', async (kind, problem) => {
    await order({ kind })
    await expect(exportStatus(api, key, wanted).then((status) => downloadPackage(status, key))).rejects.toThrow(problem)
  })

  it('something that is no archive, and an archive that lacks an invoice or changed one', async () => {
    await order({ kind: 'not-an-archive' })
    expect((await downloadPackage(await exportStatus(api, key, wanted), key)).toString('utf8')).toContain('<!DOCTYPE html>')
    const right = await filesOf(await downloadPackage(await exportStatus(api, key, wanted), key))
    await order({ kind: 'package-lacks-invoice' })
    const lacking = await filesOf(await downloadPackage(await exportStatus(api, key, wanted), key))
    expect(lacking.size).toBe(right.size - 1)
    await order({ kind: 'package-changed-invoice' })
    const changed = await filesOf(await downloadPackage(await exportStatus(api, key, wanted), key))
    expect([...right].filter(([name, bytes]) => changed.get(name)?.equals(bytes) !== true)).toHaveLength(1)
  })

  it('a part that is a page, half of itself, or gone with its link', async () => {
    const url = pickText(await exportStatus(api, key, wanted), 'package', 'parts', 0, 'url')
    const whole = Buffer.from(await (await fetch(url)).arrayBuffer())
    const afterFault = async (effect: object): Promise<Response> => {
      await control.post('/faults', { route: 'links.exportPart', effect, times: 1 })
      return fetch(url)
    }
    expect((await afterFault({ kind: 'bot-wall' })).headers.get('content-type')).toContain('text/html')
    expect((await (await afterFault({ kind: 'short-body' })).arrayBuffer()).byteLength).toBe(whole.length >> 1)
    expect((await afterFault({ kind: 'expired-link' })).status).toBe(403)
    await control.delete('/links')
    expect((await fetch(url)).status).toBe(403)
    expect((await fetch(`${url}x`)).status).toBe(403)
    expect((await fetch(url, { headers: { authorization: 'Bearer x' } })).status).toBe(400)
  })
})

const OPEN_FILES = '/proc/self/fd'

it.skipIf(!existsSync(OPEN_FILES))('a simulator that ends while it builds a package leaves no file open', async () => {
  const other = await startSimulator({ seed: 5, invoices: 200, invoiceBytes: 200_000, shape: 'one-batch', limits: 'off', exports: { processingMs: 0, highWaterLagMs: 0 } })
  const { api: caller } = await signIn(other)
  const parts = (): readonly string[] => readdirSync(OPEN_FILES).flatMap((entry) => {
    try {
      return readlinkSync(join(OPEN_FILES, entry))
    } catch {
      // Closed since.
      return []
    }
  }).filter((path) => path.includes('ksef-simulator-'))
  const { status } = await beginExport(caller, await exportKey(caller), { from: new Date(Date.now() - 60 * 86_400_000).toISOString() })
  expect(status).toBe(201)
  await vi.waitUntil(() => parts().length > 0, { timeout: 20_000, interval: 1 })
  await other.close()
  expect(parts()).toEqual([])
})
