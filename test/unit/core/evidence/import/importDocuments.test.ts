import { describe, expect, test } from 'vitest'
import type { WritableDb } from '../../../../../electron/archive/connection.ts'
import { unlistedInvoices } from '../../../../../electron/archive/queries/importedInvoices.ts'
import { invoiceDetail } from '../../../../../electron/archive/queries/invoiceDetail.ts'
import { recordSessionInvoices } from '../../../../../electron/archive/queries/recordInvoices.ts'
import { recordListedSessions } from '../../../../../electron/archive/queries/recordSessions.ts'
import { rebuildDerived } from '../../../../../electron/archive/rebuildDerived.ts'
import { importDocuments } from '../../../../../electron/core/evidence/import/importDocuments.ts'
import { keepUpos } from '../../../../../electron/core/evidence/keepUpos.ts'
import { keepSessionUpoPage } from '../../../../../electron/core/evidence/keepSessionUpoPage.ts'
import { readKeptInvoices } from '../../../../../electron/core/evidence/readKeptInvoices.ts'
import { sha256Base64 } from '../../../../../electron/crypto/hash.ts'
import { recogniseDocument } from '../../../../../electron/documents/import/recogniseDocument.ts'
import { toFetchedDocument } from '../../../../../electron/ksef/fetchedDocument.ts'
import { emptyArchive, listedInvoice, listedSession, SESSION } from '../../../../support/archive.ts'
import { importedInvoice, importedUpo } from '../../../../support/importFiles.ts'
import { ksefNumberOf, pageXml, signedUpo, UPO_HASH, UPO_SESSION, upoXml } from '../../../../support/upo.ts'

const AT = '2026-03-05T10:00:00.000Z'

function take(db: WritableDb, ...files: readonly (Uint8Array | string)[]) {
  const items = files.map((file, index) => {
    const bytes = Buffer.from(file)
    const found = recogniseDocument(bytes)
    if (found.what === 'refused') throw new Error(found.reason)
    return { name: `file-${index}.xml`, bytes, what: found.what, reading: JSON.stringify(found.what === 'upo' ? found.inspection : found.facts) }
  })
  return importDocuments(db, { importedAt: AT, items })
}

/** Everything in the archive, to see that nothing changed. */
function dump(db: WritableDb): unknown {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'invoiceWords%' ORDER BY name").pluck().all() as string[]
  return Object.fromEntries(tables.map((table) => [table, db.prepare(`SELECT * FROM ${table}`).all()]))
}

/** KSeF's list with one invoice, number 1 in the archive. */
function list(db: WritableDb, over: Parameters<typeof listedInvoice>[1]): void {
  recordListedSessions(db, { listedAt: AT, sessions: [listedSession()] })
  recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices: [listedInvoice(1, over)] })
}

function unlisted(db: WritableDb) {
  return unlistedInvoices(db, { offset: 0, limit: 10 })
}

describe('an invoice file', () => {
  test('that nothing names is kept, and no invoice is claimed to be in KSeF', () => {
    const db = emptyArchive()
    expect(take(db, importedInvoice(1))).toMatchObject([{ outcome: 'unlisted', kind: 'invoice', invoiceNumber: 'FV/1/2026', ksefNumber: null, invoiceId: null }])
    expect(db.prepare('SELECT count(*) FROM invoices').pluck().get()).toBe(0)
    expect(unlisted(db)).toMatchObject({ total: 1, rows: [{ invoiceNumber: 'FV/1/2026', fileName: 'file-0.xml', grossMinor: 12_300 }] })
  })

  test('belongs to the listed invoice of its hash', () => {
    const db = emptyArchive()
    list(db, { invoiceHash: sha256Base64(importedInvoice(1)) })
    expect(take(db, importedInvoice(1))).toMatchObject([{ outcome: 'stored', invoiceId: 1 }])
    expect(invoiceDetail(db, { id: 1 })).toMatchObject({ summary: { hasXml: true, state: 'no-upo', buyerName: 'Nabywca 1' }, documents: [{ route: 'import', checks: [{ verdict: 'confirmed' }] }] })
    expect(unlisted(db).total).toBe(0)
  })

  test('joins a list that comes later, and stays joined when everything is made anew', () => {
    const db = emptyArchive()
    take(db, importedInvoice(1))
    list(db, { invoiceHash: sha256Base64(importedInvoice(1)) })
    expect(invoiceDetail(db, { id: 1 })?.summary).toMatchObject({ hasXml: true, buyerName: 'Nabywca 1', grossMinor: 12_300 })
    expect(unlisted(db).total).toBe(0)
    const before = dump(db)
    rebuildDerived(db)
    expect(dump(db)).not.toEqual(before)
    expect(readKeptInvoices(db, { limit: 10 })).toBe(1)
    expect(dump(db)).toEqual(before)
  })

  test('stands in the history of its invoice, also where its receipt came later, and rebuilding tells it no second time', () => {
    const db = emptyArchive()
    take(db, importedInvoice(1))
    take(db, importedUpo(1))
    const told = () => invoiceDetail(db, { id: 1 })?.history.map(({ kind, document, fileName }) => [kind, document, fileName])
    expect(told()?.toSorted()).toEqual([['imported', 'invoice', 'file-0.xml'], ['imported', 'invoice-upo', 'file-0.xml']])
    rebuildDerived(db)
    expect(told()).toHaveLength(2)
  })

  test('of a rejected invoice shows what was rejected, and makes no more of it', () => {
    const db = emptyArchive()
    list(db, { invoiceHash: sha256Base64(importedInvoice(1)), statusCode: 450, ksefNumber: null })
    expect(take(db, importedInvoice(1))).toMatchObject([{ outcome: 'stored', invoiceId: 1, ksefNumber: null }])
    expect(invoiceDetail(db, { id: 1 })?.summary).toMatchObject({ state: 'rejected', hasXml: true })
  })

  test('with the number of another is kept beside it and never takes its place', () => {
    const db = emptyArchive()
    take(db, importedUpo(1), importedInvoice(1))
    const other = importedInvoice(1).toString().replace('Nabywca 1', 'Kto inny')
    expect(take(db, other)).toMatchObject([{ outcome: 'number-used', invoiceId: 1 }])
    expect(invoiceDetail(db, { id: 1 })?.documents.map(({ kind }) => kind)).toEqual(['invoice-upo', 'invoice'])
    expect(unlisted(db).total).toBe(1)
  })
})

describe('a receipt', () => {
  test('with its invoice makes it complete, whichever comes first', () => {
    const files = [importedUpo(1), importedInvoice(1)] as const
    for (const inTurn of [[[...files]], [[files[1], files[0]]], [[files[0]], [files[1]]], [[files[1]], [files[0]]]]) {
      const db = emptyArchive()
      for (const group of inTurn) take(db, ...group)
      expect(invoiceDetail(db, { id: 1 })?.summary).toMatchObject({ state: 'complete', hasUpo: true, hasXml: true, ksefNumber: ksefNumberOf(1), buyerName: 'Nabywca 1' })
    }
  })

  test('that is not signed is set aside and proves nothing', () => {
    const db = emptyArchive()
    list(db, { ksefNumber: ksefNumberOf(0) })
    expect(take(db, upoXml())).toMatchObject([{ outcome: 'quarantined', quarantineReason: 'unsigned', invoiceId: 1 }])
    expect(invoiceDetail(db, { id: 1 })).toMatchObject({ summary: { state: 'unclear', hasUpo: false }, documents: [{ standing: 'quarantined', quarantineReason: 'unsigned' }] })
  })

  test('never puts a good one aside, and a good one may come after a bad one', () => {
    const db = emptyArchive()
    take(db, upoXml(), signedUpo(), signedUpo().toString().replace('FV/1/', 'FV/2/'))
    expect(invoiceDetail(db, { id: 1 })?.summary).toMatchObject({ state: 'complete', hasUpo: true })
  })

  test('whose hash is another than that of KSeF is set aside', () => {
    const db = emptyArchive()
    list(db, { ksefNumber: ksefNumberOf(1) })
    expect(take(db, importedUpo(1))).toMatchObject([{ outcome: 'quarantined', quarantineReason: 'hash-differs', invoiceId: 1 }])
    expect(invoiceDetail(db, { id: 1 })?.summary).toMatchObject({ state: 'unclear', hasUpo: false })
  })

  test.each([
    ['of another environment', 'other-environment', { receiver: 'Ministerstwo Finansów' }],
    ['from a receiver that is nobody, in an archive of KSeF itself', 'other-environment', { receiver: 'Krzysztof Fałszerz sp. z o.o.' }],
    ['of another submission', 'other-session', { session: SESSION.replace('-01', '-02') }],
  ] as const)('%s is set aside, as one that was fetched would be', (_what, quarantineReason, recipe) => {
    const db = emptyArchive()
    if (_what.includes('KSeF itself')) db.prepare("INSERT INTO archiveInfo (key, value) VALUES ('environment', 'production')").run()
    list(db, { ksefNumber: ksefNumberOf(1), invoiceHash: UPO_HASH })
    expect(take(db, signedUpo({ session: SESSION, ...recipe, entries: [{ ksefNumber: ksefNumberOf(1) }] }))).toMatchObject([{ outcome: 'quarantined', quarantineReason }])
    expect(invoiceDetail(db, { id: 1 })?.summary).toMatchObject({ state: 'unclear', hasUpo: false })
  })

  test('under a KSeF number of a wrong form or with wrong check digits is set aside, unless KSeF’s own list says that number', () => {
    const mistyped = `${ksefNumberOf(1).slice(0, 33)}00`
    const db = emptyArchive()
    for (const ksefNumber of ['x', mistyped]) expect(take(db, signedUpo({ entries: [{ ksefNumber }] }))).toMatchObject([{ outcome: 'quarantined', quarantineReason: 'ksef-number-wrong' }])
    list(db, { ksefNumber: mistyped, invoiceHash: UPO_HASH })
    expect(take(db, signedUpo({ session: SESSION, entries: [{ ksefNumber: mistyped }] }))).toMatchObject([{ outcome: 'stored', invoiceId: 1 }])
  })

  test('of a session is its page, whatever the number of its only entry: that proves nothing unless KSeF’s own list says it', () => {
    const mistyped = `${ksefNumberOf(1).slice(0, 33)}00`
    const page = signedUpo({ session: SESSION, entries: [{ ksefNumber: mistyped }], description: pageXml(1, 1, 1, 1, 1) })
    const db = emptyArchive()
    expect(take(db, page)).toMatchObject([{ outcome: 'stored', kind: 'session-upo' }])
    expect(invoiceDetail(db, { id: 1 })?.summary.state).toBe('unclear')

    const listed = emptyArchive()
    list(listed, { ksefNumber: mistyped, invoiceHash: UPO_HASH })
    const document = toFetchedDocument({ status: 200, header: () => null, bytes: Buffer.from(page) }, 'session-upo', Date.parse(AT))
    expect(keepSessionUpoPage(listed, { environment: 'test', sessionReference: SESSION, pageReference: 'page', documents: [document], attempts: [] })).toMatchObject({ quarantined: 0 })
    expect(invoiceDetail(listed, { id: 1 })?.summary.state).toBe('complete-session-upo')
  })

  test('with the bytes that KSeF gave with a wrong transport hash makes them a receipt, and takes nothing from what came with them', () => {
    const db = emptyArchive()
    list(db, { ksefNumber: ksefNumberOf(1), invoiceHash: UPO_HASH })
    const bytes = signedUpo({ session: SESSION, entries: [{ ksefNumber: ksefNumberOf(1) }] })
    const document = toFetchedDocument({ status: 200, header: (name) => (name === 'x-ms-meta-hash' ? 'AAAA' : null), bytes }, 'link', Date.parse('2026-03-04T10:00:00.000Z'))
    keepUpos(db, { environment: 'test', items: [{ invoiceId: 1, sessionReference: SESSION, ksefNumber: ksefNumberOf(1), invoiceHash: UPO_HASH, documents: [document], attempts: [] }] })
    expect(invoiceDetail(db, { id: 1 })?.summary.state).toBe('unclear')
    expect(take(db, bytes)).toMatchObject([{ outcome: 'stored' }])
    expect(db.prepare('SELECT route, headerHash, fetchedAt, standing, quarantineReason FROM documents').all()).toEqual([
      { route: 'link', headerHash: 'AAAA', fetchedAt: '2026-03-04T10:00:00.000Z', standing: 'kept', quarantineReason: null },
    ])
    expect(invoiceDetail(db, { id: 1 })).toMatchObject({ summary: { state: 'complete' }, documents: [{ checks: expect.arrayContaining([expect.objectContaining({ check: 'header-hash', verdict: 'failed' })]) as unknown }] })
  })

  test('is never measured by another receipt: of two that name different files neither is turned away, and neither proves', () => {
    const db = emptyArchive()
    take(db, signedUpo({ entries: [{ ksefNumber: ksefNumberOf(1), invoiceNumber: 'FV/1/2026' }] }))
    expect(take(db, importedInvoice(1), importedUpo(1))).toMatchObject([{ outcome: 'unlisted' }, { outcome: 'stored', invoiceId: 1 }])
    expect(invoiceDetail(db, { id: 1 })?.summary).toMatchObject({ state: 'unclear' })
    recordListedSessions(db, { listedAt: AT, sessions: [listedSession({ referenceNumber: UPO_SESSION })] })
    const listed = listedInvoice(1, { ksefNumber: ksefNumberOf(1), invoiceHash: sha256Base64(importedInvoice(1)) })
    recordSessionInvoices(db, { sessionReference: UPO_SESSION, route: 'session-invoices', readAt: AT, invoices: [listed] })
    expect(invoiceDetail(db, { id: 1 })?.summary).toMatchObject({ state: 'complete', hasXml: true })
  })

  test('of a session names every invoice in it; a doubtful one puts none of them in doubt', () => {
    const entries = [0, 1, 2].map((index) => ({ ksefNumber: ksefNumberOf(index), invoiceNumber: `FV/${index}/2026` }))
    const recipe = { entries, description: pageXml(1, 1, 1, 3, 3) }
    const good = emptyArchive()
    expect(take(good, signedUpo(recipe))).toMatchObject([{ outcome: 'stored', kind: 'session-upo', entries: 3, invoiceId: null }])
    expect(good.prepare('SELECT state, count(*) AS count FROM invoices GROUP BY state').all()).toEqual([{ state: 'complete-session-upo', count: 3 }])

    const doubtful = emptyArchive()
    list(doubtful, { ksefNumber: ksefNumberOf(0) })
    expect(take(doubtful, upoXml(recipe))).toMatchObject([{ outcome: 'quarantined', quarantineReason: 'unsigned' }])
    expect(invoiceDetail(doubtful, { id: 1 })?.summary.state).toBe('no-upo')
  })
})

test('the second import of the same files changes nothing and says so; what is no receipt, or on no list, is told to be that again', () => {
  const db = emptyArchive()
  const files = [importedUpo(1), importedInvoice(1), importedInvoice(2), importedInvoice(1).toString().replace('Nabywca 1', 'Kto inny'), upoXml()]
  expect(take(db, ...files).map(({ outcome }) => outcome)).toEqual(['stored', 'stored', 'unlisted', 'number-used', 'quarantined'])
  const before = dump(db)
  const again = take(db, ...files)
  expect(again.map(({ outcome }) => outcome)).toEqual(['already-here', 'already-here', 'unlisted', 'number-used', 'quarantined'])
  expect(again.map(({ invoiceId }) => invoiceId)).toEqual([1, 1, null, 1, null])
  expect(dump(db)).toEqual(before)
})

test('the journal has one entry for each imported file, with what it was and the file it came in', () => {
  const db = emptyArchive()
  take(db, importedUpo(1))
  take(db, upoXml())
  const contents = db.prepare('SELECT content FROM journal ORDER BY number').pluck().all() as string[]
  expect(contents.map((content) => (JSON.parse(content) as { kind: string }).kind)).toEqual(['imported', 'quarantined'])
  expect(JSON.parse(contents[0] ?? '')).toMatchObject({ kind: 'imported', ksefNumber: ksefNumberOf(1), detail: { route: 'import', document: 'invoice-upo', outcome: 'stored', fileName: 'file-0.xml' } })
})

test('importing a file again makes its damaged bytes good', () => {
  const db = emptyArchive()
  take(db, importedUpo(1))
  db.prepare('UPDATE documents SET damagedAt = ?').run(AT)
  expect(take(db, importedUpo(1))).toMatchObject([{ outcome: 'stored' }])
  expect(db.prepare('SELECT damagedAt FROM documents').pluck().get()).toBeNull()
  expect(db.prepare('SELECT count(*) FROM repairedBytes').pluck().get()).toBe(1)
  const content = db.prepare('SELECT content FROM journal ORDER BY number DESC LIMIT 1').pluck().get() as string
  expect(JSON.parse(content)).toMatchObject({ kind: 'repaired', detail: { route: 'import', document: 'invoice-upo' } })
})
