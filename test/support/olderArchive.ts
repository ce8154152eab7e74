import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { ARCHIVE_APPLICATION_ID } from '../../electron/archive/fileHeader.ts'
import { createArchive } from '../../electron/archive/migrations/0001-create-archive.ts'
import { migrate } from '../../electron/archive/migrations/index.ts'
import { contextKey } from '../../electron/shared/model/context.ts'
import { CONTEXT, temporaryFolder } from './archive.ts'

/** An archive as version 1 wrote it: listed, accepted, its UPO stored, handed over; and a try that failed. */
export function olderArchive(): string {
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
