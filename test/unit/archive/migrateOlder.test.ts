import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { closeArchive, openArchive } from '../../../electron/archive/connection.ts'
import { ARCHIVE_APPLICATION_ID } from '../../../electron/archive/fileHeader.ts'
import { deriveAgain } from '../../../electron/archive/deriveAgain.ts'
import { verifyJournal } from '../../../electron/archive/journal/verifyJournal.ts'
import { createArchive } from '../../../electron/archive/migrations/0001-create-archive.ts'
import { migrate, MIGRATIONS } from '../../../electron/archive/migrations/index.ts'
import { unreadInvoices } from '../../../electron/archive/queries/invoiceReadings.ts'
import { invoiceHistory } from '../../../electron/archive/queries/invoiceHistory.ts'
import { lookUp } from '../../../electron/archive/queries/lookUp.ts'
import { rebuildDerived } from '../../../electron/archive/rebuildDerived.ts'
import { archiveOperations as archive } from '../../../electron/archive/operations.ts'
import { CONTEXT, hashOf, listedInvoice, listedSession, SESSION, upoDocument, upoEntry } from '../../support/archive.ts'
import { olderArchive } from '../../support/olderArchive.ts'

const TABLES = ['archiveInfo', 'documents', 'documentBytes', 'sessions', 'invoices', 'observations', 'attempts', 'exports', 'exportedInvoices']

/** Columns of `invoices` that are gone: what they said is in the UPO and their entries. */
const SAID_ELSEWHERE = ['sentDate', 'sentAt', 'senderContext']

/** Every row of version 1, by the columns it had. */
function rowsOf(file: string): unknown {
  const older = new Database(':memory:')
  createArchive(older)
  const db = new Database(file, { readonly: true })
  const rows = TABLES.map((table) => {
    const columns = (older.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name).filter((name) => table !== 'invoices' || !SAID_ELSEWHERE.includes(name)).join(', ')
    return [table, db.prepare(`SELECT ${columns} FROM ${table}`).all()]
  })
  db.close()
  older.close()
  return rows
}

const backupsOf = (file: string): readonly string[] => readdirSync(dirname(file)).filter((name) => name.endsWith('.backup'))

test('an archive of version 1 is backed up, keeps every row, and its history goes into the chain', () => {
  const file = olderArchive()
  const before = rowsOf(file)
  const db = openArchive({ file, context: CONTEXT })
  expect(invoiceHistory(db, 1).map(({ at, kind, statusCode, route, code, fileName }) => [at.slice(0, 10), kind, statusCode, route ?? fileName, code])).toEqual([
    ['2026-02-01', 'listed', 150, 'session-invoices', null],
    ['2026-02-02', 'status-changed', 200, 'invoice-status', null],
    ['2026-02-02', 'not-available-yet', null, 'link', '21178'],
    ['2026-02-03', 'upo-stored', null, 'link', null],
    ['2026-02-04', 'exported', null, 'b.zip', null],
    ['2026-02-05', 'metadata-read', null, 'metadata', null],
  ])
  const first = db.prepare('SELECT content FROM journal WHERE number = 1').pluck().get() as string
  expect(JSON.parse(first)).toMatchObject({ number: 1, kind: 'carried-over', detail: { fromVersion: 1, entries: 7 } })
  expect(verifyJournal(db, { after: null, limit: 100, heads: [] })).toMatchObject({ reached: { number: 8 }, isEnd: true, faults: [] })
  closeArchive(db)
  expect(rowsOf(file)).toEqual(before)

  const [backup] = backupsOf(file)
  const saved = join(dirname(file), backup ?? '')
  expect(rowsOf(saved)).toEqual(before)
  const copy = new Database(saved, { readonly: true })
  expect([copy.pragma('user_version', { simple: true }), copy.pragma('application_id', { simple: true })]).toEqual([1, ARCHIVE_APPLICATION_ID])
  copy.close()

  closeArchive(openArchive({ file, context: CONTEXT }))
  expect(backupsOf(file)).toEqual([backup])
})

test('an archive of version 1 that belongs to another context gets neither backup nor migration', () => {
  const file = olderArchive()
  const before = readFileSync(file)
  expect(() => openArchive({ file, context: { ...CONTEXT, environment: 'production' } })).toThrow(expect.objectContaining({ code: 'archive-other-context' }))
  expect(backupsOf(file)).toEqual([])
  expect(readFileSync(file).equals(before)).toBe(true)
})

test('in an older archive, sales that somebody else sent are told from those whose UPO is missing, as rebuilding tells them', () => {
  const db = new Database(':memory:')
  migrate(db, { applicationId: ARCHIVE_APPLICATION_ID, migrations: MIGRATIONS.slice(0, 8) })
  db.exec(`INSERT INTO archiveInfo (key, value) VALUES ('identifierValue', '5265877635');
    INSERT INTO invoices (id, ksefNumber, statusCode, sellerNip, isSelfInvoicing, formCode, state, stateRank) VALUES
      (1, 'KSEF-1', NULL, '5265877635', 1, 'FA (3)', 'no-upo', 3), (2, 'KSEF-2', NULL, '5265877635', 0, 'FA_RR (1)', 'no-upo', 3), (3, 'KSEF-3', NULL, '5265877635', 0, 'PEF (3)', 'no-upo', 3),
      (4, 'KSEF-4', NULL, '5265877635', 0, 'FA (3)', 'no-upo', 3), (5, 'KSEF-5', 200, '5265877635', 1, 'FA (3)', 'no-upo', 3), (6, 'KSEF-6', NULL, '9991000714', 1, 'FA (3)', 'no-upo', 3)`)
  migrate(db, { applicationId: ARCHIVE_APPLICATION_ID, migrations: MIGRATIONS })
  const states = db.prepare('SELECT state, stateRank FROM invoices ORDER BY id').raw()
  const before = states.all()
  expect(before).toEqual([...Array.from({ length: 3 }, () => ['with-sender', 7]), ...Array.from({ length: 3 }, () => ['no-upo', 3])])
  rebuildDerived(db)
  expect(states.all()).toEqual(before)
  db.close()
})

test('the counts of an older archive stay, and what KSeF does not count need not be told', () => {
  const db = new Database(':memory:')
  migrate(db, { applicationId: ARCHIVE_APPLICATION_ID, migrations: MIGRATIONS.slice(0, 10) })
  const insert = (reference: string, counts: string): void => {
    db.exec(`INSERT INTO sessions (referenceNumber, sessionType, statusCode, statusDetails, listFingerprint, listedAt, invoiceCount, acceptedCount, rejectedCount)
      VALUES ('${reference}', 'Batch', 200, '[]', '', '2026-02-03T08:00:00.000Z', ${counts})`)
  }
  insert('COUNTED', '3, 2, 1')
  migrate(db, { applicationId: ARCHIVE_APPLICATION_ID, migrations: MIGRATIONS })
  insert('UNTOLD', 'NULL, NULL, NULL')
  expect(db.prepare('SELECT invoiceCount, acceptedCount, rejectedCount FROM sessions ORDER BY id').raw().all()).toEqual([[3, 2, 1], [null, null, null]])
  db.close()
})

test('third parties of an older archive can be searched for, in words that rebuilding gives too; its invoice files wait to be read', () => {
  const db = new Database(':memory:')
  migrate(db, { applicationId: ARCHIVE_APPLICATION_ID, migrations: MIGRATIONS.slice(0, 3) })
  db.exec(`INSERT INTO documents (id, sha256, kind, byteLength, route, fetchedAt, standing, signatureVerified, inspection)
      VALUES (1, '${'a'.repeat(64)}', 'invoice', 3, 'invoice', '2026-02-03T08:00:00.000Z', 'kept', 0, '{}');
    INSERT INTO invoices (id, ksefNumber, statusCode, parties, words) VALUES
      (1, 'KSEF-1', 200, '[{"kind":"third","role":"8","identifier":"7010002137-12345","name":"Szkoła  w Łodzi"}]', 'ksef-1'), (2, 'KSEF-2', 200, '[]', 'ksef-2')`)
  migrate(db, { applicationId: ARCHIVE_APPLICATION_ID, migrations: MIGRATIONS })
  const found = db.prepare('SELECT rowid FROM invoiceWords WHERE invoiceWords MATCH ?').pluck()
  expect([found.all('"szkola"* AND "lodz"*'), found.all('"7010002137-12345"*')]).toEqual([[1], [1]])
  expect(unreadInvoices(db, 10)).toEqual([1])
  const words = db.prepare('SELECT words FROM invoices ORDER BY id').pluck()
  const before = words.all()
  rebuildDerived(db)
  expect(words.all()).toEqual(before)
  db.close()
})

test('what UPO from files prove in an older archive is judged by the rules of today, once', () => {
  const db = new Database(':memory:')
  migrate(db, { applicationId: ARCHIVE_APPLICATION_ID, migrations: MIGRATIONS.slice(0, 12) })
  const [before, state] = [db.prepare("SELECT count(*) FROM archiveInfo WHERE key = 'deriveAgain'").pluck(), db.prepare('SELECT state FROM invoices').pluck()]
  archive.recordListedSessions(db, { listedAt: '2026-02-02T08:00:00.000Z', sessions: [listedSession()] })
  archive.recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: '2026-02-02T08:00:00.000Z', invoices: [listedInvoice(1)] })
  archive.keepDocument(db, upoDocument(1, { route: 'import', sessionReference: SESSION.replace('-01', '-02') }))
  db.exec("UPDATE invoices SET state = 'complete', stateRank = 1, proof = 'invoice-upo'")
  migrate(db, { applicationId: ARCHIVE_APPLICATION_ID, migrations: MIGRATIONS })
  expect(before.get()).toBe(1)
  deriveAgain(db)
  expect([before.get(), state.get()]).toEqual([0, 'unclear'])

  db.exec("UPDATE invoices SET state = 'untouched'")
  deriveAgain(db)
  expect(state.get()).toBe('untouched')
  db.close()
})

test('in an older archive an invoice keeps what its own file said beside a foreign one, and a number named twice is looked at anew', () => {
  const db = new Database(':memory:')
  migrate(db, { applicationId: ARCHIVE_APPLICATION_ID, migrations: MIGRATIONS.slice(0, 12) })
  const at = '2026-02-02T08:00:00.000Z'
  const own = Buffer.from('<Faktura/>')
  archive.recordListedSessions(db, { listedAt: at, sessions: [listedSession()] })
  archive.recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: at, invoices: [listedInvoice(1, { invoiceHash: createHash('sha256').update(own).digest('base64') }), listedInvoice(2)] })
  const file = { kind: 'invoice', upoEntries: [], invoiceId: 1 } as const
  archive.keepDocument(db, upoDocument(1, { ...file, route: 'invoice', bytes: own }))
  archive.keepDocument(db, upoDocument(1, { ...file, route: 'import', bytes: Buffer.from('foreign') }))
  archive.keepDocument(db, upoDocument(2, { kind: 'session-upo', route: 'session-upo', upoEntries: [upoEntry(2), upoEntry(2, { documentHash: hashOf(9) })] }))
  db.exec("UPDATE invoices SET buyerName = 'Nabywca', grossMinor = 100 WHERE id = 1; UPDATE invoices SET state = 'no-upo', stateRank = 3 WHERE id = 2")
  migrate(db, { applicationId: ARCHIVE_APPLICATION_ID, migrations: MIGRATIONS })
  db.exec('DELETE FROM unreadInvoices')
  deriveAgain(db)
  const facts = db.prepare('SELECT buyerName, grossMinor FROM invoices WHERE id = 1')
  expect(facts.get()).toEqual({ buyerName: 'Nabywca', grossMinor: 100 })
  expect(unreadInvoices(db, 10)).toEqual([1])
  expect(db.prepare('SELECT state FROM invoices WHERE id = 2').pluck().get()).toBe('unclear')

  // Its own file comes to harm: what it said stays, also when all is made anew.
  db.exec("UPDATE documents SET damagedAt = '2026-02-03T08:00:00.000Z' WHERE id = 1; UPDATE invoices SET xmlDocumentId = NULL, hasXml = 0 WHERE id = 1")
  rebuildDerived(db)
  expect(facts.get()).toEqual({ buyerName: 'Nabywca', grossMinor: 100 })
  db.close()
})

test('imported files of an older archive are found by their own number, as those imported since', () => {
  const db = new Database(':memory:')
  migrate(db, { applicationId: ARCHIVE_APPLICATION_ID, migrations: MIGRATIONS.slice(0, 10) })
  db.exec(`INSERT INTO documents (id, sha256, kind, byteLength, route, fetchedAt, standing, signatureVerified, inspection)
      VALUES (1, '${'a'.repeat(64)}', 'invoice', 3, 'import', '2026-02-03T08:00:00.000Z', 'kept', 0, '{}');
    INSERT INTO importedInvoices (documentId, importedAt, fileName, invoiceNumber) VALUES (1, '2026-02-03T08:00:00.000Z', 'a.xml', 'Żuraw 7/2026')`)
  migrate(db, { applicationId: ARCHIVE_APPLICATION_ID, migrations: MIGRATIONS })
  expect(lookUp(db, { by: 'invoiceNumber', value: 'żuraw 7/2026' }).files).toEqual([{ documentId: 1, fileName: 'a.xml', invoiceNumber: 'Żuraw 7/2026' }])
  db.close()
})
