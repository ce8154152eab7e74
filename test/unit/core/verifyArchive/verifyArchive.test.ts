import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { JournalHead } from '../../../../electron/archive/journal/appendJournal.ts'
import { verifyArchive } from '../../../../electron/core/verifyArchive/verifyArchive.ts'
import { selfCheckView } from '../../../../electron/core/verifyArchive/selfCheckView.ts'
import { systemClock } from '../../../../electron/platform/clock.ts'
import { describeCheckedDocuments } from '../../../../electron/shared/messages/selfCheck.ts'
import type { SelfCheckScope } from '../../../../electron/shared/contract/selfChecks.ts'
import { refreshBench, type RefreshBench } from '../../../support/refreshBench.ts'

let bench: RefreshBench

beforeEach(async () => {
  bench = await refreshBench({ invoices: 40 })
  await bench.refresh({ fetchInvoiceXml: true })
})
afterEach(async () => {
  await bench.close()
})

const verify = (scope: SelfCheckScope = 'full', { heads = [], signal = new AbortController().signal }: { readonly heads?: readonly JournalHead[]; readonly signal?: AbortSignal } = {}) =>
  verifyArchive({ archive: bench.archive, tables: bench.archive, scope, heads, clock: systemClock, signal, onProgress: () => undefined })

/** Changes the archive's file from outside, as a failing disk or another program would. */
function tamper<T>(act: (db: Database.Database) => T): T {
  const db = new Database(bench.file)
  db.exec('DROP TRIGGER IF EXISTS documentBytes_never_change; DROP TRIGGER IF EXISTS documentBytes_never_go; DROP TRIGGER IF EXISTS journal_never_changes; DROP TRIGGER IF EXISTS journal_never_shrinks')
  const result = act(db)
  db.close()
  return result
}

const now = (): string => new Date().toISOString()

const aUpo = (db: Database.Database): number => db.prepare("SELECT upoDocumentId FROM invoices WHERE state = 'complete' ORDER BY id LIMIT 1").pluck().get() as number
const bytesOf = (db: Database.Database, id: number): Buffer => db.prepare('SELECT deflated FROM documentBytes WHERE documentId = ?').pluck().get(id) as Buffer

test('an archive that nobody touched is whole; the result is kept, and the next check has nothing left to do', async () => {
  const head = await bench.archive.journalHead()
  const report = await verify('full', { heads: head === null ? [] : [head] })
  expect(report).toMatchObject({ outcome: 'whole', damaged: 0, damagedDocuments: [], invoicesRebuilt: 0, database: [], journal: { headsCompared: 1, faults: [] } })
  expect(report.documentsChecked).toBeGreaterThan(40)
  expect(await selfCheckView(bench.archive)).toEqual({ last: report, damage: [], repairable: 0, earlier: [] })
  expect(await verify('incremental')).toMatchObject({ outcome: 'nothing-found', documentsChecked: 0, documentsPassedOver: report.documentsChecked })
})

test('a check that leaves files out says so, and never that the archive is whole', async () => {
  const { documentsChecked } = await verify()
  tamper((db) => db.prepare('UPDATE documentBytes SET deflated = ? WHERE documentId = ?').run(Buffer.alloc(0), aUpo(db)))
  const report = await verify('incremental')
  expect(report).toMatchObject({ outcome: 'nothing-found', documentsChecked: 0, documentsPassedOver: documentsChecked, damaged: 0 })
  expect(describeCheckedDocuments('pl', { ...report, documentsPassedOver: 41 })).toBe('0 sprawdzonych; pominięto 41 plików sprawdzonych w ostatnim miesiącu')
  expect(describeCheckedDocuments('en', { ...report, documentsPassedOver: 41 })).toBe('0 checked; 41 files checked within the last month were left out')
  expect(await verify('full')).toMatchObject({ outcome: 'damaged', documentsChecked, documentsPassedOver: 0, damaged: 1 })
})

test('files that were checked while the clock ran ahead are checked again', async () => {
  const { documentsChecked } = await verify()
  tamper((db) => {
    db.prepare("UPDATE documents SET checkedAt = '2099-01-01T00:00:00.000Z'").run()
    db.prepare('UPDATE documentBytes SET deflated = ? WHERE documentId = ?').run(Buffer.alloc(0), aUpo(db))
  })
  expect(await verify()).toMatchObject({ outcome: 'damaged', documentsChecked, damaged: 1 })
  tamper((db) => db.prepare("UPDATE documents SET checkedAt = '2099-01-01T00:00:00.000Z'").run())
  expect(await verify('incremental')).toMatchObject({ outcome: 'damaged', documentsChecked, documentsPassedOver: 0, damaged: 1 })
})

test('what an earlier version called whole after an incremental check is not repeated', async () => {
  await verify('incremental')
  tamper((db) => db.exec("UPDATE selfChecks SET outcome = 'whole', result = json_remove(json_set(result, '$.outcome', 'whole'), '$.documentsPassedOver')"))
  expect(await selfCheckView(bench.archive)).toMatchObject({ last: { outcome: 'nothing-found', documentsPassedOver: null } })
  await verify('full')
  expect(await selfCheckView(bench.archive)).toMatchObject({ last: { outcome: 'whole' }, earlier: [{ outcome: 'nothing-found' }] })
})

test.each<[string, (bytes: Buffer) => Buffer]>([
  ['a flipped bit', (bytes) => Buffer.from(bytes.map((byte, index) => (index === Math.floor(bytes.length / 2) ? byte ^ 1 : byte)))],
  ['a cut end', (bytes) => bytes.subarray(0, bytes.length / 2)],
  ['nothing left', () => Buffer.alloc(0)],
])('%s in a UPO is found, named by its invoice, counts no more, and is fetched again once the person asked', async (_name, harm) => {
  const { id, harmed } = tamper((db) => {
    const id = aUpo(db)
    const harmed = harm(bytesOf(db, id))
    db.prepare('UPDATE documentBytes SET deflated = ? WHERE documentId = ?').run(harmed, id)
    return { id, harmed }
  })
  const report = await verify()
  expect(report).toMatchObject({ outcome: 'damaged', damaged: 1, damagedDocuments: [{ documentId: id, kind: 'invoice-upo' }], journal: { faults: [] } })
  const invoiceId = report.damagedDocuments[0]!.invoices[0]!.invoiceId
  expect(report.damagedDocuments[0]!.invoices[0]!.ksefNumber).toMatch(/^\d{10}-/)
  // The page of its session still names it.
  expect(await bench.archive.invoiceDetail({ id: invoiceId })).toMatchObject({ summary: { state: 'complete-session-upo' } })
  expect(await verify('incremental')).toMatchObject({ outcome: 'damaged', damaged: 1 })

  // Nobody has asked: a refresh leaves it as it is.
  await bench.refresh({ fetchInvoiceXml: true })
  expect(await selfCheckView(bench.archive)).toMatchObject({ repairable: 1, damage: [{ documentId: id, condition: 'damaged' }] })
  expect(await bench.archive.askForRepair({ at: now() })).toBe(1)
  expect(await selfCheckView(bench.archive)).toMatchObject({ damage: [{ condition: 'asked' }] })
  expect(await bench.repair()).toMatchObject({ outcome: 'done', error: null })
  expect(await selfCheckView(bench.archive)).toMatchObject({ repairable: 0, damage: [{ condition: 'repaired' }] })
  expect(await bench.archive.invoiceDetail({ id: invoiceId })).toMatchObject({ summary: { state: 'complete', hasUpo: true } })
  expect((await bench.archive.invoiceDetail({ id: invoiceId }))?.history.map(({ kind }) => kind).slice(-3)).toEqual(['damaged', 'repair-asked', 'repaired'])
  expect(await verify()).toMatchObject({ outcome: 'whole', damaged: 0 })
  expect(tamper((db) => bytesOf(db, id)).equals(harmed)).toBe(true)
})

test('a damaged page of a session UPO is fetched again once asked for, and the refresh after that would take it along', async () => {
  const id = tamper((db) => {
    const id = db.prepare("SELECT id FROM documents WHERE kind = 'session-upo' ORDER BY id LIMIT 1").pluck().get() as number
    db.prepare('UPDATE documentBytes SET deflated = ? WHERE documentId = ?').run(Buffer.alloc(0), id)
    return id
  })
  expect(await verify()).toMatchObject({ outcome: 'damaged', damagedDocuments: [{ documentId: id, kind: 'session-upo' }] })
  await bench.refresh()
  expect(await selfCheckView(bench.archive)).toMatchObject({ repairable: 1, damage: [{ condition: 'damaged' }] })
  expect(await bench.archive.askForRepair({ at: now() })).toBe(1)
  await bench.refresh()
  expect(await selfCheckView(bench.archive)).toMatchObject({ damage: [{ condition: 'repaired' }] })
  expect(await verify()).toMatchObject({ outcome: 'whole', damaged: 0 })
})

test('a damaged invoice file is fetched again without fetching any other', async () => {
  const id = tamper((db) => {
    const id = db.prepare("SELECT id FROM documents WHERE kind = 'invoice' ORDER BY id LIMIT 1").pluck().get() as number
    db.prepare('UPDATE documentBytes SET deflated = ? WHERE documentId = ?').run(Buffer.alloc(0), id)
    return id
  })
  expect(await verify()).toMatchObject({ damagedDocuments: [{ documentId: id, kind: 'invoice', fault: 'bytes-unreadable', invoiceCount: 1 }] })
  await bench.refresh({ fetchInvoiceXml: true })
  expect(await selfCheckView(bench.archive)).toMatchObject({ damage: [{ condition: 'damaged' }] })
  await bench.archive.askForRepair({ at: now() })
  const { limitedCalls } = await bench.repair()
  expect(limitedCalls).toEqual({ invoiceDownload: 1 })
  expect(await selfCheckView(bench.archive)).toMatchObject({ damage: [{ condition: 'repaired' }] })
})

test('what KSeF no longer has is said so, and stays asked for', async () => {
  tamper((db) => db.prepare('UPDATE documentBytes SET deflated = ? WHERE documentId = ?').run(Buffer.alloc(0), aUpo(db)))
  await verify()
  await bench.archive.askForRepair({ at: now() })
  await bench.fault('sessions.upoBy*', { kind: 'no-upo-yet' })
  expect(await bench.repair()).toMatchObject({ outcome: 'done' })
  expect(await selfCheckView(bench.archive)).toMatchObject({ repairable: 1, damage: [{ condition: 'gone' }] })
  expect(await verify()).toMatchObject({ outcome: 'damaged', damaged: 1 })
})

test('a file that was imported cannot be asked for at KSeF', async () => {
  tamper((db) => {
    const id = aUpo(db)
    db.prepare('UPDATE documentBytes SET deflated = ? WHERE documentId = ?').run(Buffer.alloc(0), id)
    db.prepare('UPDATE invoices SET sessionId = NULL WHERE upoDocumentId = ?').run(id)
  })
  await verify()
  expect(await bench.archive.askForRepair({ at: now() })).toBe(0)
  expect(await selfCheckView(bench.archive)).toMatchObject({ repairable: 0, damage: [{ condition: 'out-of-reach' }] })
})

test('a verdict and entries that were written over are told from the bytes', async () => {
  tamper((db) => {
    db.prepare('UPDATE documents SET signatureVerified = 0 WHERE id = ?').run(aUpo(db))
    db.prepare("UPDATE upoEntries SET mode = 'Offline' WHERE documentId = (SELECT max(documentId) FROM upoEntries)").run()
  })
  const { damagedDocuments } = await verify()
  expect(damagedDocuments.map(({ fault }) => fault).sort()).toEqual(['entries-differ', 'verdict-differs'])
  // Each stands in the history of its invoice, in words.
  const [{ invoices: [invoice] }] = damagedDocuments as [(typeof damagedDocuments)[number]]
  const { history = [] } = (await bench.archive.invoiceDetail({ id: invoice!.invoiceId })) ?? {}
  expect(history.at(-1)).toMatchObject({ kind: 'verified', code: expect.stringMatching(/^(entries-differ|verdict-differs)$/) as string })
})

test.each([
  ['another signer', "json_set(inspection, '$.signer', 'CN=Ministerstwo')"],
  ['a check that came out otherwise', "json_set(inspection, '$.checks[4].verdict', 'warning')"],
  ['nothing that can be read', "'{'"],
  ['no checks', "'null'"],
])('of a UPO, %s noted beside its sound bytes is told, and its invoice can still be looked at', async (_what, note) => {
  const id = tamper((db) => {
    const id = aUpo(db)
    db.prepare(`UPDATE documents SET inspection = ${note} WHERE id = ?`).run(id)
    return id
  })
  const { outcome, damagedDocuments } = await verify()
  expect({ outcome, damagedDocuments }).toMatchObject({ outcome: 'damaged', damagedDocuments: [{ documentId: id, fault: 'verdict-differs' }] })
  const invoice = await bench.archive.shownInvoice({ id: damagedDocuments[0]!.invoices[0]!.invoiceId, trusted: [] })
  expect(invoice).toMatchObject({ summary: { state: 'complete' } })
})

test('a UPO whose algorithm an earlier version called otherwise is whole', async () => {
  tamper((db) => {
    const changed = db.prepare("UPDATE documents SET inspection = replace(inspection, '\"signature-algorithm\",\"verdict\":\"confirmed\"', '\"signature-algorithm\",\"verdict\":\"warning\"')").run()
    expect(changed.changes).toBeGreaterThan(10)
    expect(db.prepare('SELECT count(*) FROM documents WHERE inspection LIKE ?').pluck().get('%\"signature-algorithm\",\"verdict\":\"warning\"%')).toBeGreaterThan(10)
  })
  expect(await verify()).toMatchObject({ outcome: 'whole' })
})

test('derived columns that were written over are made anew and told', async () => {
  tamper((db) => db.prepare("UPDATE invoices SET state = 'waiting' WHERE state = 'complete'").run())
  const report = await verify()
  expect(report.outcome).toBe('damaged')
  expect(report.invoicesRebuilt).toBeGreaterThan(10)
  expect(await verify()).toMatchObject({ outcome: 'whole' })
})

test('a search index that came to harm is made anew and told by a full check, and finds again', async () => {
  const found = () => bench.archive.searchInvoices({ filter: { text: 'fv', states: [], upo: 'any', xml: 'any', from: null, to: null, by: 'issuedOn', sessionId: null }, sort: { field: 'issuedOn', descending: true }, offset: 0, limit: 1 })
  const { total } = await found()
  expect(total).toBeGreaterThan(10)
  // It is told of words that no invoice has any more: the words themselves stay, and no check of the file finds anything.
  tamper((db) => db.exec("INSERT INTO invoiceWords (invoiceWords, rowid, words) SELECT 'delete', id, words FROM invoices"))
  expect((await found()).total).toBe(0)
  expect(await verify()).toMatchObject({ outcome: 'damaged', isWordIndexRebuilt: true, invoicesRebuilt: 0, database: [] })
  expect((await found()).total).toBe(total)
  expect(await verify()).toMatchObject({ outcome: 'whole', isWordIndexRebuilt: false })
})

test('a journal that was changed, or cut off behind a head noted outside, is told', async () => {
  const head = (await bench.archive.journalHead())!
  tamper((db) => db.prepare("UPDATE journal SET content = replace(content, 'listed', 'failed') WHERE number = 3").run())
  expect((await verify()).journal.faults).toEqual([{ number: 3, fault: 'changed' }])
  tamper((db) => {
    db.exec(`DELETE FROM journalInvoices WHERE number = ${head.number}; DELETE FROM journal WHERE number >= ${head.number}`)
  })
  expect((await verify('incremental', { heads: [head] })).journal.faults).toEqual([
    { number: 3, fault: 'changed' },
    { number: head.number, fault: 'cut-off' },
  ])
})

test('a document that was taken out of the file with all that speaks of it is told from the history, every time', async () => {
  const numbers = tamper((db) => {
    const id = aUpo(db)
    const sha256 = db.prepare('SELECT sha256 FROM documents WHERE id = ?').pluck().get(id) as string
    db.pragma('foreign_keys = OFF')
    db.prepare('UPDATE invoices SET upoDocumentId = NULL WHERE upoDocumentId = ?').run(id)
    for (const table of ['documentBytes', 'upoEntries', 'documentInvoices', 'attempts']) db.prepare(`DELETE FROM ${table} WHERE documentId = ?`).run(id)
    db.prepare('DELETE FROM documents WHERE id = ?').run(id)
    return db.prepare('SELECT number FROM journal WHERE instr(content, ?) > 0').pluck().all(sha256) as number[]
  })
  const faults = numbers.map((number) => ({ number, fault: 'document-gone' }))
  expect(faults).not.toEqual([])
  expect(await verify()).toMatchObject({ outcome: 'damaged', database: [], journal: { faults } })
  expect(await verify()).toMatchObject({ outcome: 'damaged', invoicesRebuilt: 0, journal: { faults } })
})

test('a check that was stopped goes on where it was, and still names what it had found', async () => {
  tamper((db) => db.prepare('UPDATE documentBytes SET deflated = ? WHERE documentId = ?').run(Buffer.alloc(3), aUpo(db)))
  const controller = new AbortController()
  const stopped = verifyArchive({ archive: bench.archive, tables: bench.archive, scope: 'full', heads: [], clock: systemClock, signal: controller.signal, onProgress: ({ documentsChecked }) => (documentsChecked > 0 ? controller.abort() : undefined) })
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
  const all = tamper((db) => db.prepare('SELECT count(*) FROM documents').pluck().get() as number)
  const report = await verify()
  expect(report).toMatchObject({ outcome: 'damaged', damaged: 1 })
  expect(report.documentsChecked).toBeLessThan(all)
})
