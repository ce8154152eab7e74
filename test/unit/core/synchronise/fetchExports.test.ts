import { existsSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import { makeExportKey } from '../../../../electron/crypto/exportKey.ts'
import { packageFolderOf } from '../../../../electron/core/synchronise/packageFolder.ts'
import type { Clock } from '../../../../electron/platform/clock.ts'
import { AppError } from '../../../../electron/shared/errors.ts'
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

/** This computer's time, moved on; whoever waits has waited at once. */
function hastyClock(skewMs = 0): Clock {
  let skew = skewMs
  return {
    now: () => Date.now() + skew,
    sleep: (ms, signal) => {
      skew += ms
      return new Promise((resolve, reject) => {
        setImmediate(() => {
          if (signal?.aborted === true) reject(new AppError('cancelled'))
          else resolve()
        })
      })
    },
  }
}

/** All files are here, each the very bytes whose hash KSeF's list names. */
async function expectWhole(): Promise<void> {
  expect((await bench.archive.archiveFigures()).withoutXml).toBe(0)
  const files = rows('SELECT d.sha256, i.invoiceHash FROM invoices i JOIN documents d ON d.id = i.xmlDocumentId WHERE i.invoiceHash IS NOT NULL')
  expect(files.length).toBeGreaterThan(20)
  for (const { sha256, invoiceHash } of files) expect(sha256).toBe(Buffer.from(String(invoiceHash), 'base64').toString('hex'))
}

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

test('a package with a wrong hash is set aside and ordered once more', async () => {
  bench = await refreshBench({ invoices: 150, exports: QUICK })
  await bench.fault('export-outcome', { kind: 'wrong-part-hash' }, { times: 1 })
  await bench.refresh({ fetchInvoiceXml: true, from: RECENT })
  expect(outcomes().slice(0, 2)).toEqual(['wrong-hash', 'taken'])
  await expectWhole()
})

test.each(['wrong-encrypted-part-hash', 'not-an-archive', 'export-expired'])('%s for ever costs two orders a day, and the files come one by one', async (kind) => {
  bench = await refreshBench({ invoices: 150, exports: QUICK })
  await bench.fault('export-outcome', { kind })
  const result = await bench.refresh({ fetchInvoiceXml: true, from: RECENT })
  expect(result.outcome).toBe('done')
  expect(outcomes()).toHaveLength(2)
  expect(rows("SELECT value FROM syncState WHERE key LIKE 'exported%'")).toEqual([])
  await expectWhole()
  await bench.refresh({ fetchInvoiceXml: true, from: RECENT })
  expect(outcomes()).toHaveLength(2)
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

test.each(['expired-link', 'bot-wall', 'reset', 'cut-body', 'short-body'])('a part that comes to grief by %s is fetched again, without a second order', async (kind) => {
  bench = await refreshBench({ invoices: 150, exports: QUICK })
  await bench.fault('links.exportPart', { kind }, { times: 1 })
  const result = await bench.refresh({ fetchInvoiceXml: true, from: RECENT })
  expect(result).toMatchObject({ outcome: 'done', error: null })
  expect(await calls('links.exportPart')).toBeGreaterThanOrEqual(2)
  expect(outcomes()).toEqual(['taken'])
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

test('a range past what KSeF has for sure moves no mark', async () => {
  bench = await refreshBench({ invoices: 150, exports: QUICK })
  await bench.fault('export-outcome', { kind: 'export-status', code: 420 })
  const result = await bench.refresh({ fetchInvoiceXml: true, from: RECENT })
  expect(result.outcome).toBe('done')
  expect(outcomes()).toEqual(['nothing-yet'])
  expect(rows("SELECT value FROM syncState WHERE key LIKE 'exported%'")).toEqual([])
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

const electron = (path: string): string => JSON.stringify(join(import.meta.dirname, '../../../../electron', path))

/** A program that refreshes the archive and says how many files are stored. */
function program(apiBase: string, token: string, file: string, context: unknown, from: string): string {
  return `
    import { writeSync } from 'node:fs'
    import { callOperationsHere } from ${electron('archive/thread/callOperations.ts')}
    import { archiveOperations } from ${electron('core/archiveOperations.ts')}
    import { refreshTaxpayer } from ${electron('core/synchronise/refreshTaxpayer.ts')}
    import { packageFolderOf } from ${electron('core/synchronise/packageFolder.ts')}
    import { inMemoryBudgetStore } from ${electron('ksef/budgetStore.ts')}
    import { systemClock } from ${electron('platform/clock.ts')}
    const file = ${JSON.stringify(file)}, context = ${JSON.stringify(context)}
    const archive = callOperationsHere(archiveOperations).archive({ file, context })
    const result = await refreshTaxpayer({ context, apiBase: ${JSON.stringify(apiBase)}, credential: { kind: 'token', token: ${JSON.stringify(token)} }, connection: {}, budgetStore: inMemoryBudgetStore(), archive,
      clock: systemClock, signal: new AbortController().signal, log: () => undefined, from: ${JSON.stringify(from)}, fetchInvoiceXml: true, packageFolder: packageFolderOf(file),
      onProgress: ({ step, xmlStored }) => writeSync(1, step + ' ' + xmlStored + '\\n') })
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
  expect(rows('SELECT windowFrom FROM invoiceExports GROUP BY windowFrom HAVING count(*) > 1')).toEqual([])
  expect(outcomes()[0]).toBe('taken')
  expect(existsSync(packageFolderOf(file))).toBe(false)
  await expectWhole()
})
