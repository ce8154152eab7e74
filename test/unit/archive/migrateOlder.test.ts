import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { closeArchive, openArchive } from '../../../electron/archive/connection.ts'
import { ARCHIVE_APPLICATION_ID } from '../../../electron/archive/fileHeader.ts'
import { verifyJournal } from '../../../electron/archive/journal/verifyJournal.ts'
import { createArchive } from '../../../electron/archive/migrations/0001-create-archive.ts'
import { migrate } from '../../../electron/archive/migrations/index.ts'
import { invoiceHistory } from '../../../electron/archive/queries/invoiceHistory.ts'
import { contextKey } from '../../../electron/shared/model/context.ts'
import { CONTEXT, temporaryFolder } from '../../support/archive.ts'

/** An archive as version 1 wrote it: listed, accepted, its UPO stored, handed over; and a try that failed. */
function olderArchive(): string {
  const file = join(temporaryFolder(), 'archives', 'a.teczka')
  mkdirSync(dirname(file))
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  migrate(db, { applicationId: ARCHIVE_APPLICATION_ID, migrations: [createArchive] })
  db.exec(`
    INSERT INTO archiveInfo VALUES ('context', '${contextKey(CONTEXT)}');
    INSERT INTO documents (id, sha256, kind, byteLength, route, fetchedAt, standing, signatureVerified, inspection)
      VALUES (1, '${'a'.repeat(64)}', 'invoice-upo', 3, 'link', '2026-02-03T08:00:00.000Z', 'kept', 1, '{}');
    INSERT INTO documentBytes VALUES (1, x'00');
    INSERT INTO invoices (id, invoiceReference, ksefNumber, statusCode) VALUES (1, 'REF-1', 'KSEF-1', 200), (2, 'REF-2', NULL, 150);
    INSERT INTO observations (invoiceId, observedAt, route, statusCode, raw) VALUES
      (1, '2026-02-01T08:00:00.000Z', 'session-invoices', 150, '{}'), (2, '2026-02-01T08:00:00.000Z', 'session-invoices', 150, '{}'),
      (1, '2026-02-02T08:00:00.000Z', 'session-invoices', 150, '{"again":1}'), (1, '2026-02-02T09:00:00.000Z', 'invoice-status', 200, '{}'),
      (1, '2026-02-05T08:00:00.000Z', 'metadata', NULL, '{}');
    INSERT INTO attempts (invoiceId, at, what, route, outcome, code, traceId, documentId) VALUES
      (1, '2026-02-02T10:00:00.000Z', 'upo', 'link', 'not-available-yet', '21178', 'trace', NULL), (1, '2026-02-03T08:00:00.000Z', 'upo', 'link', 'stored', NULL, NULL, 1);
    INSERT INTO exports VALUES (1, '2026-02-04T08:00:00.000Z', 'b.zip');
    INSERT INTO exportedInvoices VALUES (1, 1, 1, 0);`)
  db.close()
  return file
}

const TABLES = ['archiveInfo', 'documents', 'documentBytes', 'sessions', 'invoices', 'observations', 'attempts', 'exports', 'exportedInvoices']

/** Every row of version 1, by the columns it had. */
function rowsOf(file: string): unknown {
  const older = new Database(':memory:')
  createArchive(older)
  const db = new Database(file, { readonly: true })
  const rows = TABLES.map((table) => {
    const columns = (older.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name).join(', ')
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
