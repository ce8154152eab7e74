import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { WritableDb } from '../../../electron/archive/connection.ts'
import { archiveOperations as archive } from '../../../electron/archive/operations.ts'
import { emptyArchive, hashOf, listedInvoice, listedMetadata, listedSession, SESSION, upoDocument, upoEntry } from '../../support/archive.ts'

const AT = '2026-02-02T08:00:00.000Z'

/** An archive in which every way to be derived occurs. */
function variedArchive(): WritableDb {
  const db = emptyArchive()
  const xml = Buffer.from('<Faktura/>')
  archive.recordListedSessions(db, { listedAt: AT, sessions: [listedSession()] })
  const [, , , fourth] = archive.recordSessionInvoices(db, {
    sessionReference: SESSION,
    route: 'session-invoices',
    readAt: AT,
    invoices: [
      listedInvoice(1),
      listedInvoice(2, { statusCode: 440, ksefNumber: null }),
      listedInvoice(3, { statusCode: 150, ksefNumber: null }),
      listedInvoice(4, { invoiceHash: createHash('sha256').update(xml).digest('base64') }),
    ],
  })
  archive.recordMetadata(db, { readAt: AT, items: [listedMetadata(1), listedMetadata(9)] })
  archive.keepDocument(db, upoDocument(1))
  archive.keepDocument(db, upoDocument(5, { kind: 'session-upo', bytes: Buffer.from('<two/>'), upoEntries: [upoEntry(1), upoEntry(5), upoEntry(4)] }))
  const doubtful = [upoEntry(11), upoEntry(11, { documentHash: hashOf(12) }), upoEntry(13, { documentHash: null })]
  archive.keepDocument(db, upoDocument(11, { kind: 'session-upo', bytes: Buffer.from('<doubtful/>'), upoEntries: doubtful, sessionReference: 'another' }))
  archive.keepDocument(db, upoDocument(4, { kind: 'invoice', bytes: xml, upoEntries: [], invoiceId: fourth!.invoiceId }))
  archive.keepDocument(db, upoDocument(4, { standing: 'quarantined', quarantineReason: 'html', bytes: Buffer.from('<html>'), upoEntries: [], invoiceId: fourth!.invoiceId }))
  archive.recordAttempts(db, [
    { invoiceId: fourth!.invoiceId, sessionReference: null, at: AT, what: 'xml', route: 'invoice', outcome: 'stored', code: null, httpStatus: 200, traceId: null, documentId: null },
  ])
  return db
}

function everything(db: WritableDb): unknown {
  return {
    invoices: db.prepare('SELECT * FROM invoices ORDER BY id').all(),
    entries: db.prepare('SELECT * FROM upoEntries ORDER BY documentId, position').all(),
    found: ['fv', 'zaklady', '5252248481', 'so'].map((text) => db.prepare('SELECT rowid FROM invoiceWords WHERE invoiceWords MATCH ? ORDER BY rowid').pluck().all(`"${text}"*`)),
  }
}

test('rebuilding gives the same rows', () => {
  const db = variedArchive()
  const before = everything(db)
  expect(archive.rebuildDerived(db)).toEqual({ invoices: 8 })
  expect(everything(db)).toEqual(before)
})

test('rebuilding repairs derived columns and the word index that were lost', () => {
  const db = variedArchive()
  const before = everything(db)
  db.exec(`UPDATE invoices SET state = 'waiting', stateRank = 5, proof = 'none', hasUpo = 0, hasXml = 0, upoDocumentId = NULL, sessionUpoDocumentId = NULL,
      xmlDocumentId = NULL, invoiceNumberKey = NULL, sellerNameKey = NULL, buyerNameKey = NULL, xmlTriedAt = NULL, words = ''`)
  db.exec("INSERT INTO invoiceWords (invoiceWords) VALUES ('delete-all')")
  expect(everything(db)).not.toEqual(before)
  archive.rebuildDerived(db)
  expect(everything(db)).toEqual(before)
})
