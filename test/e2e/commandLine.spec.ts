import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import Database from 'better-sqlite3'
import { runCommand, startCommand, startCommandLineSimulator, type CommandLineSimulator } from './support/commandLine.ts'

let simulator: CommandLineSimulator
let folder: string

test.beforeAll(async () => {
  simulator = await startCommandLineSimulator(150)
})
test.afterAll(async () => {
  await simulator.stop()
})
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teczka-cli-'))
})
test.afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const credential = () => ({ TECZKA_TOKEN: simulator.tokens.archive ?? '' })
const addContext = () => runCommand(['context', 'add', simulator.nip, '--environment', 'simulator', '--api-base', simulator.apiBase, '--folder', folder, '--json'])
const archiveFile = (): string => join(folder, 'archives', readdirSync(join(folder, 'archives')).find((name) => name.endsWith('.teczka')) ?? '')
const aYearAgo = new Date(Date.now() - 366 * 86_400_000).toISOString().slice(0, 10)
const sync = (environment: Readonly<Record<string, string>> = credential(), more: readonly string[] = []) =>
  runCommand(['sync', '--from', aYearAgo, '--folder', folder, '--json', ...more], environment)

test('a taxpayer is added, refreshed, listed, shown and handed over', async () => {
  expect(await addContext()).toMatchObject({ exitCode: 0 })
  expect((await runCommand(['attention', '--folder', folder, '--language', 'en'])).stdout).toContain('Nothing has been checked yet')
  expect(await runCommand(['sync', '--from', '2999-01-01', '--folder', folder, '--json'], credential())).toMatchObject({ exitCode: 2 })
  expect(await sync()).toMatchObject({ exitCode: 0, lines: [{ outcome: 'done', error: null }] })

  const listed = await runCommand(['list', '--folder', folder, '--json'])
  expect(listed.lines.length).toBeGreaterThan(140)
  for (const row of listed.lines as { state: string; hasUpo: boolean; missing: unknown }[]) {
    if (!row.hasUpo) expect(row.missing).toMatchObject({ cause: expect.stringMatching(/^[a-z-]+$/), why: expect.stringMatching(/.{10}/) })
  }
  const complete = (listed.lines as { state: string; ksefNumber: string }[]).findLast(({ state }) => state === 'complete')
  const shown = await runCommand(['show', complete?.ksefNumber ?? '', '--folder', folder, '--json'])
  expect(shown.lines).toMatchObject([{ summary: { ksefNumber: complete?.ksefNumber }, documents: [{ kind: 'invoice-upo' }, { kind: 'session-upo' }, { kind: 'invoice' }].map((document) => ({ ...document, standing: 'kept' })) }])
  for (const part of [complete?.ksefNumber.slice(0, 12) ?? '', 'FV', '']) expect(await runCommand(['show', part, '--folder', folder, '--json'])).toMatchObject({ exitCode: 2, lines: [{ error: { code: 'not-found' } }] })
  const { sessionReference } = shown.lines[0] as { sessionReference: string }
  const session = await runCommand(['show', sessionReference, '--folder', folder, '--json'])
  expect(session.lines).toMatchObject([{ summary: { referenceNumber: sessionReference }, hasAllPages: true, coverage: { notProven: 0 }, gaps: { total: 0 }, entries: { verdict: 'confirmed' } }])


  const bundle = join(folder, 'bundle.zip')
  const exported = await runCommand(['export', bundle, '--state', 'complete', '--folder', folder, '--json'])
  expect(exported).toMatchObject({ exitCode: 0, lines: [{ path: bundle, missing: 0 }] })
  expect(existsSync(bundle)).toBe(true)
})

test('the archive is checked: whole, then damaged by one byte, left alone by a refresh, and repaired when the person agrees', async () => {
  await addContext()
  await sync()
  const verify = (...more: readonly string[]) => runCommand(['verify', '--folder', folder, '--json', ...more], credential())
  expect(await verify('--full')).toMatchObject({ exitCode: 0, lines: [{ outcome: 'whole', journal: { headsCompared: 1, faults: [] } }] })

  const db = new Database(archiveFile())
  db.exec("DROP TRIGGER documentBytes_never_change; UPDATE documentBytes SET deflated = x'00' WHERE documentId = (SELECT min(upoDocumentId) FROM invoices)")
  db.close()
  expect(await verify('--full')).toMatchObject({ exitCode: 7, lines: [{ outcome: 'damaged', damagedDocuments: [{ kind: 'invoice-upo', invoices: [{ ksefNumber: expect.any(String) }] }] }] })
  expect(await sync()).toMatchObject({ exitCode: 0 })
  expect(await verify('--repair')).toMatchObject({ exitCode: 7, lines: [{ damaged: 1 }], stderr: expect.stringContaining('--yes') })
  expect(await verify('--repair', '--yes')).toMatchObject({ exitCode: 0, lines: [{ damaged: 1 }, { repair: { outcome: 'done' }, damage: [{ condition: 'repaired' }] }] })
  expect(await verify('--full')).toMatchObject({ exitCode: 0 })
})

test('two processes that refresh one archive at once leave it clean, and KSeF refuses neither', async () => {
  const limited = await startCommandLineSimulator(40, { limits: 'production' })
  try {
    expect(await runCommand(['context', 'add', limited.nip, '--environment', 'simulator', '--api-base', limited.apiBase, '--folder', folder, '--json'])).toMatchObject({ exitCode: 0 })
    const refresh = () => runCommand(['sync', '--from', aYearAgo, '--folder', folder, '--json', '--no-xml'], { TECZKA_TOKEN: limited.tokens.archive ?? '' })
    for (const { exitCode, lines } of await Promise.all([refresh(), refresh()])) {
      expect(exitCode).toBe(0)
      expect(lines).toMatchObject([{ outcome: 'done', error: null, quarantined: 0 }])
    }
    expect(await runCommand(['verify', '--full', '--folder', folder, '--json'])).toMatchObject({ exitCode: 0, lines: [{ outcome: 'whole', damaged: 0 }] })
    const db = new Database(archiveFile(), { readonly: true })
    const count = (sql: string) => db.prepare(sql).pluck().get()
    expect(count("SELECT count(*) FROM attempts WHERE code = 'api-rate-limited' OR httpStatus = 429")).toBe(0)
    expect(count('SELECT count(*) - count(DISTINCT invoiceReference) FROM invoices WHERE invoiceReference IS NOT NULL')).toBe(0)
    expect(count("SELECT count(*) - count(DISTINCT ksefNumber) FROM invoices WHERE ifnull(statusCode, 200) = 200")).toBe(0)
    db.close()
  } finally {
    await limited.stop()
  }
})

test('a second refresh costs two calls', async () => {
  await addContext()
  await sync()
  const second = await sync()
  expect(second.lines).toMatchObject([{ outcome: 'done', limitedCalls: { sessionList: 2 } }])
  expect(Object.keys((second.lines[0] as { limitedCalls: object }).limitedCalls)).toEqual(['sessionList'])
})

test('killed at any moment, a refresh goes on at the next start and loses nothing', async () => {
  await addContext()
  for (const afterMs of [150, 400, 700, 1000, 1400, 1900]) {
    const child = startCommand(['sync', '--from', aYearAgo, '--folder', folder], credential())
    const ended = new Promise<void>((whenEnded) => child.once('close', () => whenEnded()))
    // The moment of a power cut is not chosen: any of these may fall into signing in, listing, fetching or committing.
    await new Promise((passed) => setTimeout(passed, afterMs))
    child.kill('SIGKILL')
    await ended
  }
  expect(await sync()).toMatchObject({ exitCode: 0, lines: [{ outcome: 'done' }] })
  const db = new Database(archiveFile(), { readonly: true })
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    const lacking = db.prepare("SELECT count(*) FROM invoices WHERE statusCode = 200 AND proof = 'none'").pluck().get()
    const twice = db.prepare('SELECT count(*) FROM (SELECT invoiceReference FROM invoices WHERE invoiceReference IS NOT NULL GROUP BY invoiceReference HAVING count(*) > 1)').pluck().get()
    expect({ lacking, twice }).toEqual({ lacking: 0, twice: 0 })
  } finally {
    db.close()
  }
})

test('what is wrong is told plainly, with its exit code', async () => {
  expect(await runCommand(['context', 'add', '1234567890', '--folder', folder])).toMatchObject({ exitCode: 2, stdout: '' })
  for (const wrong of [['nothing'], ['list', '--state', 'happy', '--folder', folder], ['list', 'surplus'], ['context', 'add'], ['verify', '--ful'], ['simulator', '--port', '99999'], ['simulator', '--port', new URL(simulator.apiBase).port]]) {
    const told = await runCommand([...wrong, '--json'])
    expect(told, wrong.join(' ')).toMatchObject({ exitCode: 2, lines: [{ error: { code: 'wrong-usage' } }] })
    expect(told.stderr).not.toContain('    at ')
  }
  expect(await runCommand(['list', '--folder', join(folder, 'nowhere'), '--json'])).toMatchObject({ exitCode: 6, lines: [{ error: { code: 'folder-missing' } }] })
  expect(existsSync(join(folder, 'nowhere'))).toBe(false)
  writeFileSync(join(folder, 'file'), '')
  expect(await runCommand(['list', '--folder', join(folder, 'file'), '--json'])).toMatchObject({ exitCode: 6, lines: [{ error: { code: 'folder-is-a-file' } }] })
  expect(await sync()).toMatchObject({ exitCode: 2, lines: [{ error: { code: 'not-found' } }] })
  await addContext()
  expect(await runCommand(['sync', '--folder', folder, '--json'], credential())).toMatchObject({ exitCode: 2, lines: [{ error: { code: 'invalid-request' } }], stderr: expect.stringContaining('--from') })
  expect(await runCommand(['export', folder, '--folder', folder, '--json'])).toMatchObject({ exitCode: 6, lines: [{ error: { code: 'file-not-writable' } }] })
  expect(await addContext()).toMatchObject({ exitCode: 2, lines: [{ error: { code: 'taxpayer-exists' } }] })
  expect(await sync({})).toMatchObject({ exitCode: 2, lines: [{ error: { code: 'credential-missing' } }] })
  expect(await sync({ TECZKA_TOKEN: 'wrong' })).toMatchObject({ exitCode: 3, lines: [{ outcome: 'failed', error: { code: 'sign-in-token-invalid' } }] })
  expect(await sync({ TECZKA_TOKEN: simulator.tokens.revoked ?? '' })).toMatchObject({ exitCode: 3, lines: [{ error: { code: 'sign-in-token-revoked' } }] })
  expect(await sync({ TECZKA_TOKEN: simulator.tokens['read-only'] ?? '' })).toMatchObject({ exitCode: 3, lines: [{ error: { code: 'api-forbidden' } }] })
  expect(await sync({ TECZKA_CERTIFICATE_FILE: join(folder, 'none.p12') })).toMatchObject({ exitCode: 6, lines: [{ error: { code: 'file-unreadable' } }] })
})

test('a server that is not there is told from a refusal', async () => {
  await runCommand(['context', 'add', simulator.nip, '--environment', 'simulator', '--api-base', 'http://127.0.0.1:9/v2', '--folder', folder])
  expect(await sync()).toMatchObject({ exitCode: 4, lines: [{ error: { code: 'network-unreachable' } }] })
})

test('an archive of a newer version, and a file that is no archive, are refused and left as they are', async () => {
  await addContext()
  const file = archiveFile()
  const db = new Database(file)
  db.pragma('user_version = 99')
  db.close()
  expect(await sync()).toMatchObject({ exitCode: 6, lines: [{ error: { code: 'archive-from-newer-version' } }] })

  rmSync(file)
  for (const rest of ['-wal', '-shm']) rmSync(`${file}${rest}`, { force: true })
  mkdirSync(join(folder, 'archives'), { recursive: true })
  writeFileSync(file, 'To nie jest archiwum, tylko list do księgowej. '.repeat(100))
  expect(await sync()).toMatchObject({ exitCode: 6, lines: [{ error: { code: 'archive-not-an-archive' } }] })
})

test('the demo does the whole job and says it in one line', async () => {
  const { exitCode, lines } = await runCommand(['demo', '--json', '--invoices', '300'])
  expect(exitCode).toBe(0)
  const figures = lines[0] as { invoices: number; byStatus: Record<string, number>; uposStored: number; hashesMatched: number; missingByCause: Record<string, number>; bundle: string }
  expect(lines.length).toBe(1)
  expect(figures.uposStored).toBeGreaterThanOrEqual(figures.byStatus['200'] ?? Number.NaN)
  expect(figures.hashesMatched).toBe(figures.uposStored)
  // One is on no list and is proven by the session UPO that names it.
  expect(Object.values(figures.missingByCause).reduce((sum, count) => sum + count, 0)).toBe(figures.invoices - figures.uposStored - 1)
  expect(existsSync(figures.bundle)).toBe(true)
  rmSync(join(figures.bundle, '..'), { recursive: true })
})
