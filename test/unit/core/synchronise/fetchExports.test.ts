import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { diagnoseAccount } from '../../../../electron/core/diagnose/diagnoseAccount.ts'
import { makeExportKey } from '../../../../electron/crypto/exportKey.ts'
import { ownPackages, packageFolderOf } from '../../../../electron/core/synchronise/packageFolder.ts'
import { toListedMetadata } from '../../../../electron/core/synchronise/toListed.ts'
import { setKeptReceived } from '../../../../electron/core/taxpayers/keptReceived.ts'
import { PACKAGE_FAULT_ROWS } from '../../../support/faultTable.ts'
import { hastyClock } from '../../../support/hastyClock.ts'
import { testClient } from '../../../support/ksefClient.ts'
import { refreshBench, type RefreshBench } from '../../../support/refreshBench.ts'

const DAY_MS = 86_400_000
const QUICK = { processingMs: 0, highWaterLagMs: 0 } as const

/** A first window that is not empty. */
const RECENT = new Date(Date.now() - 80 * DAY_MS).toISOString().slice(0, 10)

let bench: RefreshBench

afterEach(async () => {
  await bench.close()
})

function rows(sql: string): readonly Record<string, unknown>[] {
  const db = new Database(bench.file, { readonly: true })
  try {
    return db.prepare(sql).all() as Record<string, unknown>[]
  } finally {
    db.close()
  }
}

const outcomes = (): readonly unknown[] => rows('SELECT outcome FROM invoiceExports ORDER BY id').map(({ outcome }) => outcome)

async function calls(route: string): Promise<number> {
  const { byRoute } = (await bench.control('GET', '/calls')) as { byRoute: Record<string, number> }
  return byRoute[route] ?? 0
}

/** All files are here, each the very bytes whose hash KSeF's list names. */
async function expectWhole(): Promise<void> {
  expect((await bench.archive.archiveFigures()).withoutXml).toBe(0)
  const files = rows('SELECT d.sha256, i.invoiceHash FROM invoices i JOIN documents d ON d.id = i.xmlDocumentId WHERE i.invoiceHash IS NOT NULL')
  expect(files.length).toBeGreaterThan(20)
  for (const { sha256, invoiceHash } of files) expect(sha256).toBe(Buffer.from(String(invoiceHash), 'base64').toString('hex'))
}

/** Whatever was begun is over, and was ordered once. */
function expectOneOrderAWindow(): void {
  expect(new Set(outcomes())).toEqual(new Set(['taken']))
  expect(rows('SELECT windowFrom FROM invoiceExports GROUP BY role, mode, windowFrom HAVING count(*) > 1')).toEqual([])
}

/** Reasons of what was set apart, as the window lists it. */
const setApart = (): readonly unknown[] => rows("SELECT quarantineReason FROM documents WHERE standing = 'quarantined' ORDER BY id").map(({ quarantineReason }) => quarantineReason)

describe('a fault of a package', () => {
  test.each(PACKAGE_FAULT_ROWS.map((row) => [`${JSON.stringify(row.effect)} ${row.times === undefined ? 'for ever' : 'once'}`, row] as const))('%s', async (_, { on, effect, times, orders, end, filesLeft, setApart: apart, warns }) => {
    bench = await refreshBench({ invoices: 150, exports: QUICK })
    await bench.fault(on, effect, times === undefined ? {} : { times })
    const result = await bench.refresh({ fetchInvoiceXml: true, from: RECENT, clock: hastyClock() })
    expect(result).toMatchObject({ outcome: end, error: null, waitingFor: end === 'paused' ? ['exports'] : [], quarantined: apart.length, warnings: warns })
    expect(result.resumesAt !== null).toBe(end === 'paused')
    expect(outcomes()).toEqual(orders)
    expect(setApart()).toEqual(apart)
    expect((await bench.archive.quarantinedDocuments({ offset: 0, limit: 9 })).total).toBe(apart.length)
    expect((await bench.archive.archiveFigures()).withoutXml > 0).toBe(filesLeft === 'some')
    expect(await calls('links.exportPart')).toBeLessThanOrEqual(4)
    // No receipt is missing for it.
    expect(diagnoseAccount(bench.context.identifier, await bench.archive.lastRun(), new Date().toISOString())).toBeNull()
  })
})

test.each([['size'], ['invoiceCount'], ['lastPermanentStorageDate'], ['permanentStorageHwmDate']])('a package of which KSeF does not tell %s brings its files all the same', async (field) => {
  bench = await refreshBench({ invoices: 150, exports: QUICK })
  await bench.fault('invoices.exportStatus', { kind: 'vanished-fields', fields: [field] })
  const result = await bench.refresh({ fetchInvoiceXml: true, from: RECENT, clock: hastyClock() })
  expect(result).toMatchObject({ outcome: 'done', error: null, warnings: [] })
  expect(await calls('links.exportPart')).toBeGreaterThan(0)
  await expectWhole()
})

test.each([
  [{ kind: 'forbidden', reason: 'missing-permissions' }, 'missing-permissions'],
  [{ kind: 'vanished-fields', fields: ['isTruncated'] }, 'api-answer-unreadable'],
  [{ kind: 'server-error' }, 'api-unavailable'],
])('where KSeF tells nothing of its packages (%j) names and amounts come from the list and files one by one', async (effect, told) => {
  bench = await refreshBench({ invoices: 150, exports: QUICK })
  await bench.fault('invoices.exportStatus', effect)
  const result = await bench.refresh({ fetchInvoiceXml: true, from: RECENT, clock: hastyClock() })
  expect(result).toMatchObject({ outcome: 'done', error: null, warnings: [`export-unanswered:${told}`] })
  expect(await calls('links.exportPart')).toBe(0)
  await expectWhole()
})

test('a year of one seller costs no metadata page and no single file', async () => {
  bench = await refreshBench({ invoices: 60, shape: 'one-batch', exports: QUICK })
  await bench.refresh({ fetchInvoiceXml: true })
  await expectWhole()
  expect(await calls('invoices.metadata')).toBe(0)
  expect(await calls('invoices.byKsefNumber')).toBe(0)
})

test('packages bring the files, names and amounts of a year; what is new then costs no export', async () => {
  bench = await refreshBench({ invoices: 150, exports: { ...QUICK, invoicesPerPackage: 40, partBytes: 9_000 } })
  const result = await bench.refresh({ fetchInvoiceXml: true })
  expect(result).toMatchObject({ outcome: 'done', error: null, waitingFor: [] })
  await expectWhole()
  expect(await calls('invoices.export')).toBeLessThanOrEqual(9)
  expect(await calls('invoices.export')).toBeGreaterThanOrEqual(4)
  // The first invoices of duplicates are asked for one by one.
  expect(await calls('invoices.metadata')).toBeLessThanOrEqual(2)
  expect(await calls('invoices.byKsefNumber')).toBeLessThan(10)
  expect(new Set(outcomes())).toEqual(new Set(['taken']))
  expect(rows('SELECT 1 FROM invoiceExports WHERE isTruncated = 1').length).toBeGreaterThan(0)
  expect(existsSync(packageFolderOf(bench.file))).toBe(false)
  expect(await bench.control('GET', '/calls')).toMatchObject({ leaks: 0 })

  await bench.control('DELETE', '/calls')
  await bench.refresh({ fetchInvoiceXml: true })
  expect(await calls('invoices.export')).toBe(0)
})

test.each(['wrong-encrypted-part-hash', 'not-an-archive', 'export-expired'])('%s for ever costs two orders a day, moves no mark, and what is wrong is kept once', async (kind) => {
  bench = await refreshBench({ invoices: 150, exports: QUICK })
  await bench.fault('export-outcome', { kind })
  const result = await bench.refresh({ fetchInvoiceXml: true, from: RECENT })
  expect(result.outcome).toBe('done')
  expect(outcomes()).toHaveLength(2)
  expect(rows("SELECT value FROM syncState WHERE key LIKE 'exported%'")).toEqual([])
  await expectWhole()
  await bench.refresh({ fetchInvoiceXml: true, from: RECENT })
  expect(outcomes()).toHaveLength(2)

  // More files are wanted the day after.
  await bench.control('POST', '/sessions', { invoices: 20 })
  await bench.refresh({ fetchInvoiceXml: true, from: RECENT, clock: hastyClock(DAY_MS + 3_600_000) })
  expect(outcomes()).toHaveLength(4)
  expect(setApart()).toHaveLength(kind === 'export-expired' ? 0 : 1)
})

test('an export that hangs is waited for, kept for the next refresh, and given up after a day', async () => {
  bench = await refreshBench({ invoices: 150, exports: QUICK })
  await bench.fault('export-outcome', { kind: 'export-stuck' }, { times: 1 })
  const first = await bench.refresh({ fetchInvoiceXml: true, from: RECENT, clock: hastyClock() })
  expect(first).toMatchObject({ outcome: 'paused', waitingFor: ['exports'] })
  await bench.refresh({ fetchInvoiceXml: true, from: RECENT, clock: hastyClock() })
  expect(outcomes()).toEqual([null])
  await bench.refresh({ fetchInvoiceXml: true, from: RECENT, clock: hastyClock(DAY_MS + 3_600_000) })
  expect(outcomes().slice(0, 2)).toEqual(['stuck', 'taken'])
  await expectWhole()
})

test('KSeF prepares the windows of a year side by side; they are taken in one after another', async () => {
  bench = await refreshBench({ invoices: 150, exports: { ...QUICK, invoicesPerPackage: 20 } })
  await bench.refresh({ fetchInvoiceXml: true })
  const taken = rows('SELECT windowFrom, windowTo, askedAt, settledAt, isTruncated FROM invoiceExports ORDER BY windowFrom') as readonly { windowFrom: string; windowTo: string; askedAt: string; settledAt: string; isTruncated: number }[]
  const ends = [...new Set(taken.map(({ windowTo }) => windowTo))]
  expect(ends.length).toBeGreaterThan(2)
  const [first] = taken
  for (const end of ends.slice(1)) expect(taken.find(({ windowTo }) => windowTo === end)!.askedAt <= first!.settledAt).toBe(true)
  for (const [index, { windowFrom, settledAt }] of taken.entries()) if (index > 0) expect([taken[index - 1]!.settledAt <= settledAt, taken[index - 1]!.windowTo >= windowFrom]).toEqual([true, true])
  expect(taken.filter(({ isTruncated }) => isTruncated === 1).length).toBeGreaterThan(0)
  expectOneOrderAWindow()
  await expectWhole()
})

test('an order ahead that KSeF does not take is placed in its turn', async () => {
  bench = await refreshBench({ invoices: 150, exports: QUICK })
  const client = testClient(bench.simulator.apiBase, { context: bench.context, credential: { kind: 'token', token: bench.simulator.credentials.tokens.archive } })
  const dateRange = { dateType: 'PermanentStorage', from: `${RECENT}T00:00:00Z` } as const
  // Nothing is ready before the refresh waits for it.
  const { clock } = bench.simulator
  clock.freeze()
  await bench.control('POST', '/exports', { processingMs: 1_500 })
  for (let index = 0; index < 9; index += 1) await client.askForExport({ filters: { subjectType: 'Subject1', dateRange }, key: makeExportKey() }, new AbortController().signal)
  await client.close()
  const sleep = (ms: number): Promise<void> => {
    clock.advance(ms)
    return Promise.resolve()
  }
  const result = await bench.refresh({ fetchInvoiceXml: true, clock: { now: () => Date.now(), sleep } })
  expect(result).toMatchObject({ outcome: 'done', error: null, waitingFor: [], warnings: [] })
  expect(outcomes()).toContain('refused')
  expect(rows("SELECT windowFrom FROM invoiceExports WHERE outcome = 'taken' GROUP BY windowFrom HAVING count(*) > 1")).toEqual([])
  await expectWhole()
})

test('where too many exports are running, the refresh comes back later and asks for nothing one by one meanwhile', async () => {
  bench = await refreshBench({ invoices: 150, exports: { ...QUICK, processingMs: DAY_MS } })
  const client = testClient(bench.simulator.apiBase, { context: bench.context, credential: { kind: 'token', token: bench.simulator.credentials.tokens.archive } })
  const dateRange = { dateType: 'PermanentStorage', from: `${RECENT}T00:00:00Z` } as const
  for (let index = 0; index < 10; index += 1) await client.askForExport({ filters: { subjectType: 'Subject1', dateRange }, key: makeExportKey() }, new AbortController().signal)
  await client.close()
  const result = await bench.refresh({ fetchInvoiceXml: true, from: RECENT })
  expect(result).toMatchObject({ outcome: 'paused', waitingFor: ['exports'] })
  expect(outcomes()).toEqual(['refused'])
  expect(await calls('invoices.byKsefNumber')).toBe(0)
})

test('a file that was changed on its way is set apart, and fetched by its number at the next refresh', async () => {
  bench = await refreshBench({ invoices: 150, exports: QUICK })
  await bench.fault('export-outcome', { kind: 'package-changed-invoice' }, { times: 1 })
  const result = await bench.refresh({ fetchInvoiceXml: true, from: RECENT })
  expect(result.quarantined).toBe(1)
  expect((await bench.archive.archiveFigures()).withoutXml).toBe(1)
  await bench.refresh({ fetchInvoiceXml: true, from: RECENT })
  expect(outcomes()).toEqual(['taken'])
  await expectWhole()
})

test('an earlier day reads what lies between as a range, and moves no mark', async () => {
  bench = await refreshBench({ invoices: 150, exports: QUICK })
  const later = new Date(Date.now() - 60 * DAY_MS).toISOString().slice(0, 10)
  await bench.refresh({ fetchInvoiceXml: true, from: later, clock: hastyClock() })
  const mark = (): string | undefined => rows("SELECT value FROM syncState WHERE key = 'exportedUntil:Subject1'")[0]?.value as string | undefined
  const before = mark()
  await bench.refresh({ fetchInvoiceXml: true })
  expect(rows("SELECT outcome FROM invoiceExports WHERE mode = 'range'").length).toBeGreaterThan(0)
  expect(before).toBeDefined()
  expect((mark() ?? '') >= (before ?? '')).toBe(true)
  await expectWhole()
})

test('a range that was interrupted goes on with the next refresh, without a second order', async () => {
  bench = await refreshBench({ invoices: 150, exports: { ...QUICK, invoicesPerPackage: 20, partBytes: 9_000 } })
  const later = new Date(Date.now() - 30 * DAY_MS).toISOString().slice(0, 10)
  await bench.refresh({ fetchInvoiceXml: true, from: later })
  const stop = new AbortController()
  const { xmlStored: before } = (await bench.refresh({ fetchInvoiceXml: true, signal: stop.signal, onProgress: ({ step, xmlStored }) => { if (step === 'exports' && xmlStored > 0) stop.abort() } })).progress
  expect(before).toBeGreaterThan(0)
  expect(rows("SELECT 1 FROM invoiceExports WHERE mode = 'range' AND settledAt IS NULL").length).toBeGreaterThan(0)
  expect(rows("SELECT value FROM syncState WHERE key = 'exportRange:Subject1'")).toHaveLength(1)

  // Nobody asks for the range again.
  const result = await bench.refresh({ fetchInvoiceXml: true, from: null })
  expect(result).toMatchObject({ outcome: 'done', error: null })
  expectOneOrderAWindow()
  await expectWhole()
})

test('`_metadata.json` is kept as it came, once, and is not what the window lists', async () => {
  bench = await refreshBench({ invoices: 150, exports: { ...QUICK, invoicesPerPackage: 40 } })
  await bench.refresh({ fetchInvoiceXml: true })
  const kept = rows('SELECT e.invoiceCount, d.id, d.sha256, d.kind, d.standing, d.route FROM invoiceExports e LEFT JOIN documents d ON d.id = e.metadataDocumentId')
  expect(kept.length).toBeGreaterThan(3)
  for (const { invoiceCount, id, sha256, ...document } of kept) {
    if (invoiceCount === 0) continue
    expect(document).toEqual({ kind: 'unrecognised', standing: 'kept', route: 'export' })
    const { bytes } = (await bench.archive.documentBytes({ documentId: Number(id) }))!
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
    const { invoices } = JSON.parse(Buffer.from(bytes).toString()) as { invoices: unknown[] }
    expect(invoices).toHaveLength(Number(invoiceCount))
  }
  expect(await bench.archive.archiveFigures()).toMatchObject({ quarantined: 0 })
  expect(await bench.archive.verifyJournal({ after: null, limit: 10_000, heads: [] })).toMatchObject({ faults: [] })
})

test('received invoices come in packages of their own, by a mark of their own', async () => {
  bench = await refreshBench({ invoices: 800, exports: QUICK })
  await setKeptReceived(bench.archive, 'bought')
  expect(await bench.refresh({ fetchInvoiceXml: true })).toMatchObject({ outcome: 'done', error: null, warnings: [] })
  expect(rows("SELECT DISTINCT outcome FROM invoiceExports WHERE role = 'Subject2'")).toEqual([{ outcome: 'taken' }])
  expect(rows("SELECT key FROM syncState WHERE key LIKE 'exportedUntil:%' ORDER BY key")).toEqual([{ key: 'exportedUntil:Subject1' }, { key: 'exportedUntil:Subject2' }])
  const received = rows("SELECT d.route, d.sha256, i.invoiceHash, i.state FROM invoices i JOIN documents d ON d.id = i.xmlDocumentId WHERE i.isPurchase = 1 AND d.route = 'export'")
  expect(received.length).toBeGreaterThan(16)
  for (const { sha256, invoiceHash, state } of received) expect([Buffer.from(String(invoiceHash), 'base64').toString('hex'), state]).toEqual([sha256, 'received'])
  await expectWhole()
})

test('a package that is asked for to have what was issued for others brings nothing of what others issued', async () => {
  bench = await refreshBench({ invoices: 60, exports: QUICK })
  await bench.control('POST', '/sessions', { nip: '9991000737', invoices: 150, type: 'Batch' })
  const client = testClient(bench.simulator.apiBase, { context: bench.context, credential: { kind: 'token', token: bench.simulator.credentials.tokens.archive } })
  const dateRange = { dateType: 'PermanentStorage', from: `${RECENT}T00:00:00Z` } as const
  const { items } = await client.queryMetadata({ subjectType: 'Subject2', dateRange }, { pageOffset: 0, pageSize: 250, sortOrder: 'Asc' }, new AbortController().signal)
  await client.close()
  expect(items.length).toBeGreaterThan(20)
  // The last of them, so that the package begins with others'.
  const issuedHere = items.slice(-18).map(toListedMetadata)
  await bench.archive.recordMetadata({ readAt: new Date().toISOString(), items: issuedHere })

  expect(await bench.refresh({ fetchInvoiceXml: true, from: RECENT, clock: hastyClock() })).toMatchObject({ outcome: 'done', error: null, warnings: [] })
  expect(rows("SELECT invoiceCount FROM invoiceExports WHERE role = 'Subject2'")).toEqual([{ invoiceCount: items.length }])
  const sellersNumbers = rows("SELECT ksefNumber FROM invoices WHERE sellerNip = '9991000737'").map(({ ksefNumber }) => ksefNumber)
  expect(new Set(sellersNumbers)).toEqual(new Set(issuedHere.map(({ ksefNumber }) => ksefNumber)))
  expect(rows("SELECT 1 FROM invoiceExports WHERE role = 'Subject2' AND metadataDocumentId IS NOT NULL")).toEqual([])
  await expectWhole()
})

describe('what a buyer issues for its sellers', () => {
  const BUYER = '9991000714'
  const refreshBuyer = (): ReturnType<RefreshBench['refresh']> =>
    bench.refresh({ fetchInvoiceXml: true, from: RECENT, clock: hastyClock(), credential: { kind: 'token', token: bench.simulator.credentials.tokens['other-context'] } })

  beforeEach(async () => {
    bench = await refreshBench({ invoices: 60, exports: QUICK }, BUYER)
    await bench.control('POST', '/sessions', { nip: BUYER, invoices: 40, type: 'Batch' })
  })

  test('comes in packages of buyers, and once', async () => {
    expect(await refreshBuyer()).toMatchObject({ outcome: 'done', error: null, warnings: [] })
    await expectWhole()
    expect(await calls('invoices.byKsefNumber')).toBe(0)
    expect(rows('SELECT count(*) AS purchases FROM invoices WHERE isPurchase = 1')).toEqual([{ purchases: 0 }])
    expect(rows('SELECT DISTINCT role FROM invoiceExports WHERE invoiceCount > 0')).toEqual([{ role: 'Subject2' }])
    expect(rows('SELECT role FROM invoiceExports ORDER BY id')).toEqual([{ role: 'Subject1' }, { role: 'Subject2' }])
    expect(await bench.archive.readSyncState({ key: 'exportedUntil:Subject2' })).toBeNull()

    await bench.control('DELETE', '/calls')
    await refreshBuyer()
    expect(await calls('invoices.export')).toBe(0)
  })

  test.each(['not-an-archive', 'wrong-part-hash'])('in a package that is wrong (%s) leaves nothing of what others issued behind', async (kind) => {
    await bench.fault('export-outcome', { kind })
    const { warnings } = await refreshBuyer()
    expect(warnings.some((warning) => warning.startsWith('export-'))).toBe(true)
    expect(rows("SELECT outcome FROM invoiceExports WHERE role = 'Subject2'")).toHaveLength(2)
    expect(setApart()).toEqual([])
  })

  test('comes with the purchases where these are kept, too', async () => {
    await setKeptReceived(bench.archive, 'bought')
    expect(await refreshBuyer()).toMatchObject({ outcome: 'done', error: null, warnings: [] })
    await expectWhole()
    expect(await calls('invoices.byKsefNumber')).toBe(0)
    expect(rows('SELECT role FROM invoiceExports ORDER BY id')).toEqual([{ role: 'Subject1' }, { role: 'Subject2' }])
    expect(await bench.archive.readSyncState({ key: 'exportedUntil:Subject2' })).not.toBeNull()
  })
})

describe('a full disk', () => {
  const full = existsSync('/dev/full')
  if (!full) process.stderr.write('skipped: no /dev/full here\n')

  test.skipIf(!full)('on the way is told, loses nothing, and the same export is taken up again', async () => {
    bench = await refreshBench({ invoices: 150, exports: QUICK })
    const own = ownPackages(packageFolderOf(bench.file))
    const fillDisk = (): void => {
      mkdirSync(own, { recursive: true })
      if (!existsSync(join(own, '1.package'))) symlinkSync('/dev/full', join(own, '1.package'))
    }
    const result = await bench.refresh({ fetchInvoiceXml: true, from: RECENT, onProgress: ({ step }) => { if (step === 'exports') fillDisk() } })
    expect(result).toMatchObject({ outcome: 'failed', error: { code: 'archive-disk-full', details: { reason: 'ENOSPC' } } })
    expect(outcomes()).toEqual([null])
    expect(existsSync(own)).toBe(false)
    expect(await bench.refresh({ fetchInvoiceXml: true, from: RECENT })).toMatchObject({ outcome: 'done', error: null })
    expectOneOrderAWindow()
    await expectWhole()
  })

  const canMount = spawnSync('unshare', ['--map-root-user', '--mount', 'mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', '/mnt']).status === 0
  if (!canMount) process.stderr.write('skipped: no disk of its own may be mounted here\n')

  test.skipIf(!canMount)('is found out before anything is downloaded', async () => {
    bench = await refreshBench({ invoices: 150, exports: QUICK })
    const { simulator, file, context } = bench
    const disk = packageFolderOf(file)
    await mkdir(disk)
    const script = program(simulator.apiBase, simulator.credentials.tokens.archive, file, context, RECENT)
    const mounted = 'mount -t tmpfs -o size=64m tmpfs "$1" && exec "$2" --input-type=module --eval "$3"'
    const child = spawn('unshare', ['--map-root-user', '--mount', 'sh', '-c', mounted, 'sh', disk, process.execPath, script], { stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    for await (const chunk of child.stderr) said += String(chunk)
    expect(JSON.parse(said)).toMatchObject({ outcome: 'failed', error: { code: 'archive-disk-full', details: { reason: 'package' } } })
    expect(await calls('links.exportPart')).toBe(0)
    expect(outcomes()).toEqual([null])
    expect(await bench.refresh({ fetchInvoiceXml: true, from: RECENT })).toMatchObject({ outcome: 'done', error: null })
    expectOneOrderAWindow()
    await expectWhole()
  })
})

const electron = (path: string): string => JSON.stringify(join(import.meta.dirname, '../../../../electron', path))

/** A program that refreshes the archive and says how many files are stored; once there are some it goes no further, so that it can be killed just there. */
function program(apiBase: string, token: string, file: string, context: unknown, from: string): string {
  return `
    import { writeSync } from 'node:fs'
    import { callOperationsHere } from ${electron('archive/thread/callOperations.ts')}
    import { archiveOperations } from ${electron('core/archiveOperations.ts')}
    import { refreshTaxpayer } from ${electron('core/synchronise/refreshTaxpayer.ts')}
    import { ownPackages, packageFolderOf } from ${electron('core/synchronise/packageFolder.ts')}
    import { inMemoryBudgetStore } from ${electron('ksef/budgetStore.ts')}
    import { systemClock } from ${electron('platform/clock.ts')}
    const file = ${JSON.stringify(file)}, context = ${JSON.stringify(context)}
    const archive = callOperationsHere(archiveOperations).archive({ file, context })
    const result = await refreshTaxpayer({ context, apiBase: ${JSON.stringify(apiBase)}, credential: { kind: 'token', token: ${JSON.stringify(token)} }, connection: {}, budgetStore: inMemoryBudgetStore(), archive,
      clock: systemClock, signal: new AbortController().signal, log: () => undefined, from: ${JSON.stringify(from)}, fetchInvoiceXml: true, packageFolder: packageFolderOf(file),
      onProgress: ({ step, xmlStored }) => {
        writeSync(1, step + ' ' + xmlStored + '\\n')
        if (step === 'exports' && xmlStored > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000)
      } })
    writeSync(2, JSON.stringify(result))`
}

test.each([
  ['while it waits for the package', /exports 0\n/],
  ['while it stores the files', /exports [1-9]\d*\n/],
])('killed %s, the next refresh takes the same export', async (_, moment) => {
  bench = await refreshBench({ invoices: 150, invoiceBytes: 400_000, exports: { ...QUICK, processingMs: 1_500 } })
  const { simulator, file, context } = bench
  const from = new Date(Date.now() - 80 * DAY_MS).toISOString().slice(0, 10)
  const script = program(simulator.apiBase, simulator.credentials.tokens.archive, file, context, from)
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  const ended = new Promise((resolve) => {
    child.on('close', (code, signal) => resolve(signal ?? code))
  })
  for await (const chunk of child.stdout) {
    said += String(chunk)
    if (!moment.test(said)) continue
    if (moment.source.includes('0\\n')) while ((await calls('invoices.export')) === 0 || rows('SELECT 1 FROM invoiceExports WHERE referenceNumber IS NOT NULL').length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    child.kill('SIGKILL')
    break
  }
  expect(await ended).toBe('SIGKILL')
  expect(outcomes()).toEqual([null])
  await mkdir(packageFolderOf(file), { recursive: true })
  await writeFile(join(packageFolderOf(file), 'left-over.zip'), 'x')

  const result = await bench.refresh({ fetchInvoiceXml: true, from })
  expect(result.outcome).toBe('done')
  expectOneOrderAWindow()
  expect(existsSync(packageFolderOf(file))).toBe(false)
  await expectWhole()
})
