import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { handOver } from '../../../../electron/core/handOver/handOver.ts'
import { systemClock } from '../../../../electron/platform/clock.ts'
import type { InvoiceFilter } from '../../../../electron/shared/contract/invoices.ts'
import { readZip } from '../../../support/readZip.ts'
import { refreshBench, type RefreshBench } from '../../../support/refreshBench.ts'
import { temporaryFolder } from '../../../support/temporaryFolder.ts'

const ALL: InvoiceFilter = { text: '', states: [], upo: 'any', xml: 'any', from: null, to: null, by: 'issuedOn', sessionId: null }

interface Manifest {
  readonly format: string
  readonly invoices: readonly { readonly ksefNumber: string | null; readonly files: readonly { readonly name: string; readonly kind: string; readonly sha256: string; readonly origin: string }[]; readonly missing: unknown }[]
}

let bench: RefreshBench
let folder: string

beforeEach(async () => {
  bench = await refreshBench({ invoices: 100 })
  await bench.refresh({ fetchInvoiceXml: true })
  folder = temporaryFolder()
})
afterEach(async () => {
  await bench.close()
})

const pack = (targetPath: string, { signal = new AbortController().signal, selection = { kind: 'filter', filter: ALL } }: { readonly signal?: AbortSignal; readonly selection?: Parameters<typeof handOver>[0]['selection'] } = {}) =>
  handOver({
    archive: bench.archive,
    clock: systemClock,
    context: bench.context,
    selection,
    targetPath,
    language: 'pl',
    program: 'test',
    signal,
    onProgress: () => undefined,
  })

describe('handing over', () => {
  it('packs the stored bytes under safe names, with a manifest, sums that hold, and every missing one explained', async () => {
    const target = join(folder, 'paczka.zip')
    const result = await pack(target)
    const figures = await bench.archive.archiveFigures()
    const files = await readZip(target)

    const sums = files.get('SHA256SUMS')?.toString('ascii').trimEnd().split('\n') ?? []
    expect(sums.length).toBe(files.size - 1)
    for (const line of sums) {
      const [sum = '', name = ''] = line.split('  ')
      expect(createHash('sha256').update(files.get(name) ?? Buffer.alloc(0)).digest('hex')).toBe(sum)
    }
    for (const name of files.keys()) expect(name).toMatch(/^[A-Za-z0-9._-]+$/)

    const manifest = JSON.parse(files.get('manifest.json')?.toString('utf8') ?? '') as Manifest
    expect(manifest).toMatchObject({ format: 'teczka-upo-bundle', version: 1 })
    expect(manifest.invoices.length).toBe(figures.invoices)
    expect(new Set(manifest.invoices.flatMap((invoice) => invoice.files.map(({ origin }) => origin)))).toEqual(new Set(['ksef']))
    const kinds = manifest.invoices.flatMap((invoice) => invoice.files.map(({ kind }) => kind))
    expect(kinds.filter((kind) => kind === 'upo').length).toBe(figures.uposStored)
    expect(result).toEqual({ path: target, invoices: figures.invoices, upos: figures.uposStored, xmls: figures.xmlStored, missing: manifest.invoices.filter(({ missing }) => missing !== null).length })

    const missing = files.get('BRAKI.csv')?.toString('utf8').trimEnd().split('\r\n') ?? []
    expect(missing.length).toBe(result.missing + 1)
    for (const line of missing.slice(1)) expect(line.split('";"').at(5)?.length).toBeGreaterThan(20)
  })

  it('leaves out what came to harm, and says so, whether or not a check has found it', async () => {
    const db = new Database(bench.file)
    db.exec('DROP TRIGGER documentBytes_never_change')
    const change = db.prepare('UPDATE documentBytes SET deflated = ? WHERE documentId = ?')
    const [upo, other] = db.prepare("SELECT upoDocumentId FROM invoices WHERE upoDocumentId IS NOT NULL AND hasXml = 1 ORDER BY id LIMIT 2").pluck().all() as number[]
    change.run(deflateSync('something else'), upo)
    change.run(Buffer.from('unreadable'), other)
    for (const [index, id] of (db.prepare("SELECT id FROM documents WHERE kind = 'session-upo' AND standing = 'kept' LIMIT 2").pluck().all() as number[]).entries()) change.run(index === 0 ? Buffer.alloc(3) : deflateSync('<a/>'), id)
    const pages = db.prepare("SELECT count(*) FROM documents WHERE kind = 'session-upo' AND standing = 'kept'").pluck().get() as number
    db.close()

    const target = join(folder, 'paczka.zip')
    const figures = await bench.archive.archiveFigures()
    const result = await pack(target, { selection: { kind: 'everything' } })
    expect(result.upos).toBe(figures.uposStored - 2)
    const files = await readZip(target)
    for (const line of files.get('SHA256SUMS')?.toString('ascii').trimEnd().split('\n') ?? []) {
      const [sum = '', name = ''] = line.split('  ')
      expect(createHash('sha256').update(files.get(name) ?? Buffer.alloc(0)).digest('hex')).toBe(sum)
    }
    expect([...files.keys()].filter((name) => name.endsWith('-upo-zbiorcze.xml'))).toHaveLength(pages - 2)
    expect(files.get('BRAKI.csv')?.toString('utf8').match(/zmienił się na dysku/g)).toHaveLength(2)
  })

  it('is written down in the history of each invoice', async () => {
    await pack(join(folder, 'paczka.zip'))
    const { rows } = await bench.archive.searchInvoices({ filter: { ...ALL, upo: 'present' }, sort: { field: 'issuedOn', descending: true }, offset: 0, limit: 1 })
    const detail = await bench.archive.invoiceDetail({ id: rows[0]!.id })
    expect(detail?.history.map(({ kind }) => kind)).toContain('exported')
  })

  it('leaves nothing behind when it is cancelled', async () => {
    const stop = new AbortController()
    stop.abort()
    await expect(pack(join(folder, 'paczka.zip'), { signal: stop.signal })).rejects.toMatchObject({ code: 'cancelled' })
    expect(readdirSync(folder)).toEqual([])
  })

  it('says so when the place cannot be written to', async () => {
    const target = join(folder, 'no', 'such', 'folder.zip')
    await expect(pack(target)).rejects.toMatchObject({ code: 'file-not-writable' })
    expect(existsSync(target)).toBe(false)
  })
})
