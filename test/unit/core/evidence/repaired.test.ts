import { expect, onTestFinished, test } from 'vitest'
import type { WritableDb } from '../../../../electron/archive/connection.ts'
import { rebuildDerived } from '../../../../electron/archive/rebuildDerived.ts'
import { archiveOperations as archive } from '../../../../electron/core/archiveOperations.ts'
import { sha256Base64 } from '../../../../electron/crypto/hash.ts'
import { recogniseDocument } from '../../../../electron/documents/import/recogniseDocument.ts'
import { toFetchedDocument, type FetchedDocument } from '../../../../electron/ksef/fetchedDocument.ts'
import { emptyArchive, listedInvoice, listedSession, SESSION } from '../../../support/archive.ts'
import { faXml } from '../../../support/invoiceXml.ts'
import { ksefNumberOf, pageXml, signedUpo } from '../../../support/upo.ts'

const AT = '2026-03-05T10:00:00.000Z'
const FILES = [1, 2, 3].map((number) => Buffer.from(faXml({}).replaceAll('FV/1/2026', `FV/${number}/2026`)))
const FIRST = FILES[0]!

function entry(number: number): { readonly ksefNumber: string; readonly documentHash: string } {
  return { ksefNumber: ksefNumberOf(number), documentHash: sha256Base64(FILES[number - 1]!) }
}

function fetched(bytes: Buffer, headerHash: string | null = null): FetchedDocument {
  return toFetchedDocument({ status: 200, header: (name) => (name === 'x-ms-meta-hash' ? headerHash : null), bytes }, 'link', Date.parse(AT))
}

const UPO = fetched(signedUpo({ session: SESSION, entries: [entry(1)] }))
const PAGE = signedUpo({ session: SESSION, entries: [entry(1), entry(2), entry(3)], description: pageXml(1, 1, 1, 3, 3) })

/** Three accepted invoices, and a duplicate of the first with the same file. */
function listed(): WritableDb {
  const db = emptyArchive()
  onTestFinished(() => void db.close())
  archive.recordListedSessions(db, { listedAt: AT, sessions: [listedSession()] })
  const accepted = [1, 2, 3].map((number) => listedInvoice(number, { ...{ ksefNumber: entry(number).ksefNumber, invoiceHash: entry(number).documentHash }, invoiceNumber: `FV/${number}/2026` }))
  archive.recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices: [...accepted, listedInvoice(4, { statusCode: 440, ksefNumber: null, invoiceHash: entry(1).documentHash })] })
  return db
}

const idOf = (db: WritableDb, number: number): number => db.prepare('SELECT id FROM invoices WHERE invoiceReference = ?').pluck().get(listedInvoice(number).invoiceReference) as number
const states = (db: WritableDb): unknown => db.prepare('SELECT id, state, proof, hasUpo, hasXml, upoDocumentId, sessionUpoDocumentId, xmlDocumentId FROM invoices ORDER BY id').all()
const keepUpo = (db: WritableDb, number: number, document: FetchedDocument): unknown =>
  archive.keepUpos(db, { environment: 'test', items: [{ invoiceId: idOf(db, number), sessionReference: SESSION, ksefNumber: entry(number).ksefNumber, invoiceHash: entry(number).documentHash, documents: [document], attempts: [] }] })
const keepXml = (db: WritableDb, number: number, document: FetchedDocument): unknown =>
  archive.keepXmls(db, { items: [{ invoiceId: idOf(db, number), invoiceHash: entry(number).documentHash, document, failure: null }] })
const keepPage = (db: WritableDb, document: FetchedDocument): unknown =>
  archive.keepSessionUpoPage(db, { environment: 'test', sessionReference: SESSION, pageReference: 'page', documents: [document], attempts: [] })
const importFirst = (db: WritableDb): unknown => {
  const found = recogniseDocument(FIRST)
  if (found.what !== 'invoice') throw new Error('it is an invoice')
  return archive.importDocuments(db, { importedAt: AT, items: [{ name: 'a.xml', bytes: FIRST, what: 'invoice', reading: JSON.stringify(found.facts) }] })
}

/** As a failing disk would; then the self-check. */
function damageAll(db: WritableDb): void {
  const { sql } = db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'documentBytes_never_change'").get() as { readonly sql: string }
  db.exec("DROP TRIGGER documentBytes_never_change; UPDATE documentBytes SET deflated = x'00'")
  db.exec(sql)
  archive.checkDocuments(db, { afterId: 0, limit: 100, checkedBefore: '9999', at: AT })
}

test.each<[string, (db: WritableDb) => unknown, (db: WritableDb) => unknown]>([
  ['a file of two invoices, fetched for one of them', importFirst, (db) => keepXml(db, 1, fetched(FIRST))],
  ['a file that came in the place of another', (db) => keepXml(db, 1, fetched(FIRST)), (db) => keepXml(db, 2, fetched(FIRST))],
  ['a UPO that came in the place of another', (db) => keepUpo(db, 1, UPO), (db) => keepUpo(db, 2, UPO)],
  ['a page that came with a wrong hash in its header', (db) => keepPage(db, fetched(PAGE)), (db) => keepPage(db, fetched(PAGE, sha256Base64(Buffer.from('another'))))],
])('bytes that came to harm count for all their invoices once they are here again: %s', (_, keep, keepAgain) => {
  const db = listed()
  keep(db)
  const before = db.prepare('SELECT id, hasUpo, hasXml, proof FROM invoices ORDER BY id').all()
  damageAll(db)
  expect(db.prepare('SELECT id FROM invoices WHERE hasUpo + hasXml > 0').all()).toEqual([])
  keepAgain(db)
  expect(db.prepare('SELECT id, hasUpo, hasXml, proof FROM invoices ORDER BY id').all()).toEqual(before)
  const derived = states(db)
  rebuildDerived(db)
  expect(states(db)).toEqual(derived)
})

test('a page that came to harm counts as none in the view of its session', () => {
  const db = listed()
  keepPage(db, fetched(PAGE))
  expect(archive.sessionFacts(db, { id: 1 })?.pages.map(({ entries }) => entries)).toEqual([3])
  damageAll(db)
  expect(archive.sessionFacts(db, { id: 1 })?.pages.filter(({ document }) => document !== null)).toEqual([])
})

test('an invoice known only by its number is found, whatever came in the place of its documents', () => {
  const db = listed()
  const page = fetched(Buffer.from('<!doctype html><title>Bot?</title>'))
  archive.keepOriginalUpo(db, { environment: 'test', sessionReference: null, ksefNumber: ksefNumberOf(8), invoiceHash: null, documents: [page], attempts: [] })
  archive.keepExportedXmls(db, { items: [{ ksefNumber: ksefNumberOf(9), document: page, deflated: archive.documentBytes(db, { documentId: 1 })!.bytes }], isSale: true, onlyListed: false })
  const filter = { states: [], upo: 'any', xml: 'any', from: null, to: null, by: 'issuedOn', sessionId: null } as const
  const found = [8, 9].map((number) => archive.searchInvoices(db, { filter: { ...filter, text: ksefNumberOf(number) }, sort: { field: 'issuedOn', descending: true }, offset: 0, limit: 10 }).total)
  expect(found).toEqual([1, 1])
})

test('of bytes that came to harm no line of verification is claimed, and what is left says so', () => {
  const db = listed()
  keepUpo(db, 1, UPO)
  keepXml(db, 1, fetched(FIRST))
  damageAll(db)
  const documents = archive.shownInvoice(db, { id: idOf(db, 1), trusted: [] })?.documents ?? []
  expect(documents.map(({ kind, damagedAt, certificate }) => ({ kind, damagedAt, certificate }))).toEqual([
    { kind: 'invoice-upo', damagedAt: AT, certificate: null },
    { kind: 'invoice', damagedAt: AT, certificate: null },
  ])
  expect(new Set(documents.flatMap(({ checks }) => checks.map(({ verdict }) => verdict)))).toEqual(new Set(['not-checked']))
  expect(archive.diagnosisFacts(db, { invoiceIds: [idOf(db, 1)] })).toMatchObject([{ hasXml: false, damagedAt: AT, fileDamagedAt: AT }])
})
