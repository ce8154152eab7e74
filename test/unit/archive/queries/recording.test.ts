import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { WritableDb } from '../../../../electron/archive/connection.ts'
import { archiveOperations as archive } from '../../../../electron/archive/operations.ts'
import { diagnosisFacts } from '../../../../electron/archive/queries/diagnosisFacts.ts'
import { sendingOf } from '../../../../electron/archive/queries/sending.ts'
import { readInvoice } from '../../../../electron/archive/refreshDerived.ts'
import { assertDefined } from '../../../../electron/shared/assert.ts'
import { emptyArchive, FACTS, hashOf, ksefNumber, listedInvoice, listedMetadata, listedSession, SESSION, upoDocument, upoEntry } from '../../../support/archive.ts'

const READ_AT = '2026-02-02T08:00:00.000Z'

function recordInvoices(db: WritableDb, ...invoices: ReturnType<typeof listedInvoice>[]) {
  archive.recordListedSessions(db, { listedAt: READ_AT, sessions: [listedSession()] })
  return archive.recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: READ_AT, invoices })
}

function invoice(db: WritableDb, id: number) {
  return assertDefined(readInvoice(db, id), 'the test made it')
}

function onlyInvoice(db: WritableDb) {
  const ids = db.prepare('SELECT id FROM invoices').pluck().all() as number[]
  expect(ids).toHaveLength(1)
  return invoice(db, ids[0]!)
}

test('a session that did not move is read once', () => {
  const db = emptyArchive()
  expect(archive.recordListedSessions(db, { listedAt: READ_AT, sessions: [listedSession()] })).toEqual({ added: 1, changed: 0 })
  const [wanted] = archive.sessionsToPlan(db)
  expect(wanted).toMatchObject({ sessionReference: SESSION, isMoved: true, listed: 0 })
  archive.markSessionRead(db, { sessionReference: SESSION, fingerprint: wanted!.fingerprint })
  expect(archive.recordListedSessions(db, { listedAt: READ_AT, sessions: [listedSession()] })).toEqual({ added: 0, changed: 0 })
  expect(archive.sessionsToPlan(db)).toEqual([])
})

test('a session whose counts or time moved is to be read again', () => {
  const db = emptyArchive()
  archive.recordListedSessions(db, { listedAt: READ_AT, sessions: [listedSession()] })
  archive.markSessionRead(db, { sessionReference: SESSION, fingerprint: archive.sessionsToPlan(db)[0]!.fingerprint })
  expect(archive.recordListedSessions(db, { listedAt: READ_AT, sessions: [listedSession({ acceptedCount: 2 })] })).toEqual({ added: 0, changed: 1 })
  expect(archive.sessionsToPlan(db)).toMatchObject([{ acceptedCount: 2, isMoved: true }])
})

test('an open session of which KSeF tells neither time nor counts is to be read again whenever it is listed, a finished one is not', () => {
  const db = emptyArchive()
  const untold = { dateUpdated: null, invoiceCount: null, acceptedCount: null, rejectedCount: null }
  const sessions = [listedSession({ ...untold, referenceNumber: 'OPEN', statusCode: 100 }), listedSession({ ...untold, referenceNumber: 'DONE' })]
  archive.recordListedSessions(db, { listedAt: READ_AT, sessions })
  for (const { sessionReference, fingerprint } of archive.sessionsToPlan(db)) archive.markSessionRead(db, { sessionReference, fingerprint })
  archive.recordListedSessions(db, { listedAt: '2026-03-01T00:00:00.000Z', sessions })
  expect(archive.sessionsToPlan(db)).toMatchObject([{ sessionReference: 'OPEN', invoiceCount: null, isMoved: true }])
})

test('sessions to plan come newest first', () => {
  const db = emptyArchive()
  const sessions = ['2026-02-01', '2026-02-03', '2026-02-02'].map((day, index) => listedSession({ referenceNumber: `S${index}`, dateCreated: `${day}T00:00:00Z` }))
  archive.recordListedSessions(db, { listedAt: READ_AT, sessions })
  expect(archive.sessionsToPlan(db).map(({ sessionReference }) => sessionReference)).toEqual(['S1', 'S2', 'S0'])
})

test('an invoice that metadata named first is of the session that its UPO names, and of none where that is unknown', () => {
  const db = emptyArchive()
  archive.recordMetadata(db, { readAt: READ_AT, items: [listedMetadata(1), listedMetadata(2)] })
  archive.recordListedSessions(db, { listedAt: READ_AT, sessions: [listedSession({ acceptedCount: 1, invoiceCount: 1 })] })
  archive.keepDocument(db, upoDocument(1, { kind: 'session-upo', sessionReference: SESSION, upoEntries: [upoEntry(1)] }))
  archive.keepDocument(db, upoDocument(2, { kind: 'session-upo', sessionReference: '20260201-SB-0000000000-0000000000-00', upoEntries: [upoEntry(2)] }))
  expect(archive.sessionsToPlan(db)).toMatchObject([{ sessionReference: SESSION, proven: 1 }])
  expect(db.prepare('SELECT sessionId IS NOT NULL AS isOfSession FROM invoices ORDER BY ksefNumber').pluck().all()).toEqual([1, 0])
})

test('answers for listed invoices come in their order', () => {
  const db = emptyArchive()
  const first = recordInvoices(db, listedInvoice(1), listedInvoice(2, { statusCode: 150, ksefNumber: null, acquisitionDate: null }))
  expect(first.map(({ invoiceReference, statusCode, ksefNumber: number }) => [invoiceReference, statusCode, number])).toEqual([
    [listedInvoice(1).invoiceReference, 200, ksefNumber(1)],
    [listedInvoice(2).invoiceReference, 150, null],
  ])
  const again = recordInvoices(db, listedInvoice(2), listedInvoice(1))
  expect(again.map(({ invoiceId }) => invoiceId)).toEqual([first[1]!.invoiceId, first[0]!.invoiceId])
})

test('invoices of a session that was never recorded are refused', () => {
  const db = emptyArchive()
  expect(() => archive.recordSessionInvoices(db, { sessionReference: 'S', route: 'session-invoices', readAt: READ_AT, invoices: [] })).toThrow('not-found')
})

test('times are kept as written beside their UTC value', () => {
  const db = emptyArchive()
  recordInvoices(db, listedInvoice(1))
  expect(onlyInvoice(db)).toMatchObject({ acquisitionDate: '2026-02-01T09:02:00.1239999+00:00', acquiredAt: '2026-02-01T09:02:00.123Z' })
})

test('what a later answer leaves out is not forgotten', () => {
  const db = emptyArchive()
  recordInvoices(db, listedInvoice(1, { permanentStorageDate: '2026-02-01T09:03:00Z' }))
  recordInvoices(db, listedInvoice(1, { permanentStorageDate: null, invoiceHash: null }))
  expect(onlyInvoice(db)).toMatchObject({ storedAt: '2026-02-01T09:03:00.000Z', invoiceHash: hashOf(1) })
})

test('an accepted invoice is complete once its verified UPO is kept', () => {
  const db = emptyArchive()
  recordInvoices(db, listedInvoice(1))
  expect(onlyInvoice(db)).toMatchObject({ state: 'no-upo', proof: 'none', hasUpo: 0 })
  const kept = archive.keepDocument(db, upoDocument(1))
  expect(onlyInvoice(db)).toMatchObject({
    state: 'complete',
    proof: 'invoice-upo',
    upoDocumentId: kept.documentId,
    issuedOn: '2026-01-31',
    sellerNip: '5252248481',
  })
  expect(sendingOf(db, onlyInvoice(db).id)).toEqual({ sentDate: '2026-02-01T10:00:30.584+01:00', sentAt: '2026-02-01T09:00:30.584Z', senderContext: 'Nip 5252248481' })
})

test('a UPO that came before the list proves the invoice once the list names the same hash', () => {
  const db = emptyArchive()
  archive.keepDocument(db, upoDocument(1))
  const early = onlyInvoice(db)
  expect(early).toMatchObject({ statusCode: null, state: 'complete', ksefNumber: ksefNumber(1), invoiceHash: hashOf(1) })
  recordInvoices(db, listedInvoice(1))
  expect(onlyInvoice(db)).toMatchObject({ id: early.id, statusCode: 200, proof: 'invoice-upo', invoiceReference: listedInvoice(1).invoiceReference })
})

test.each(['the list', 'the UPO'])('a UPO that names another hash than the list proves nothing and leaves the invoice unclear, if %s came first', (first) => {
  const db = emptyArchive()
  const steps = [() => recordInvoices(db, listedInvoice(1)), () => archive.keepDocument(db, upoDocument(1, { upoEntries: [upoEntry(1, { documentHash: hashOf(2) })] }))]
  for (const step of first === 'the list' ? steps : steps.toReversed()) step()
  expect(onlyInvoice(db)).toMatchObject({ state: 'unclear', proof: 'none', hasUpo: 0, upoDocumentId: null })
})

test('a UPO whose signature was not verified is here, and leaves the invoice unclear', () => {
  const db = emptyArchive()
  recordInvoices(db, listedInvoice(1))
  archive.keepDocument(db, upoDocument(1, { signatureVerified: false }))
  expect(onlyInvoice(db)).toMatchObject({ state: 'unclear', proof: 'none', hasUpo: 1 })
})

test('a session UPO proves every invoice it names, and makes rows for those on no list', () => {
  const db = emptyArchive()
  recordInvoices(db, listedInvoice(1), listedInvoice(2))
  const kept = archive.keepDocument(db, upoDocument(1, { kind: 'session-upo', upoEntries: [upoEntry(1), upoEntry(2), upoEntry(3)] }))
  expect(kept.invoiceIds).toHaveLength(3)
  const rows = db.prepare('SELECT ksefNumber, state, statusCode, sessionId IS NOT NULL AS inSession FROM invoices ORDER BY id').all()
  expect(rows).toEqual([
    { ksefNumber: ksefNumber(1), state: 'complete-session-upo', statusCode: 200, inSession: 1 },
    { ksefNumber: ksefNumber(2), state: 'complete-session-upo', statusCode: 200, inSession: 1 },
    { ksefNumber: ksefNumber(3), state: 'complete-session-upo', statusCode: null, inSession: 1 },
  ])
})

test('two entries for one KSeF number prove nothing, whatever hash a list gives', () => {
  const db = emptyArchive()
  archive.keepDocument(db, upoDocument(1, { kind: 'session-upo', upoEntries: [upoEntry(1), upoEntry(1, { documentHash: hashOf(2) })] }))
  expect(onlyInvoice(db)).toMatchObject({ proof: 'none', state: 'unclear' })
  recordInvoices(db, listedInvoice(1))
  expect(onlyInvoice(db)).toMatchObject({ proof: 'none', state: 'unclear' })
})

test('a duplicate never shares a row or a UPO with its original', () => {
  const db = emptyArchive()
  const duplicate = listedInvoice(2, {
    statusCode: 440,
    ksefNumber: ksefNumber(1),
    invoiceHash: hashOf(1),
    statusExtensions: { originalKsefNumber: ksefNumber(1) },
  })
  recordInvoices(db, duplicate)
  archive.recordMetadata(db, { readAt: READ_AT, items: [listedMetadata(1)] })
  archive.keepDocument(db, upoDocument(1))
  recordInvoices(db, listedInvoice(1))
  const rows = db.prepare('SELECT statusCode, state, proof, sellerName IS NOT NULL AS named FROM invoices ORDER BY statusCode').all()
  expect(rows).toEqual([
    { statusCode: 200, state: 'complete', proof: 'invoice-upo', named: 1 },
    { statusCode: 440, state: 'unclear', proof: 'none', named: 0 },
  ])
})

test('metadata fills the row of the session, and a row known by its KSeF number is adopted by the session', () => {
  const db = emptyArchive()
  expect(archive.recordMetadata(db, { readAt: READ_AT, items: [listedMetadata(1)] })).toEqual({ matched: 0, added: 1 })
  recordInvoices(db, listedInvoice(1))
  expect(onlyInvoice(db)).toMatchObject({ statusCode: 200, buyerName: FACTS.buyerName, grossMinor: 123_000, invoiceReference: listedInvoice(1).invoiceReference })
  expect(archive.recordMetadata(db, { readAt: READ_AT, items: [listedMetadata(1)] })).toEqual({ matched: 1, added: 0 })
})

test('an invoice seen in process and then by its KSeF number becomes one row with all that was known of both', () => {
  const db = emptyArchive()
  const [pending] = recordInvoices(db, listedInvoice(1, { statusCode: 150, ksefNumber: null, acquisitionDate: null }))
  archive.recordMetadata(db, { readAt: READ_AT, items: [listedMetadata(1)] })
  const waiting = assertDefined(archive.findByKsefNumber(db, { ksefNumber: ksefNumber(1) }), 'metadata made it')
  const xml = Buffer.from('<Faktura/>')
  const invoiceHash = createHash('sha256').update(xml).digest('base64')
  archive.recordMetadata(db, { readAt: READ_AT, items: [listedMetadata(1, { invoiceHash })] })
  archive.keepDocument(db, upoDocument(1, { kind: 'invoice', bytes: xml, upoEntries: [], invoiceId: waiting }))
  archive.recordAttempts(db, [
    { invoiceId: waiting, sessionReference: null, at: READ_AT, what: 'xml', route: 'invoice', outcome: 'stored', code: null, httpStatus: 200, traceId: null, documentId: 1 },
  ])
  archive.recordExport(db, { at: READ_AT, fileName: 'a.zip', items: [{ invoiceId: waiting, withUpo: false, withXml: true }] })
  recordInvoices(db, listedInvoice(1, { invoiceHash }))
  expect(onlyInvoice(db)).toMatchObject({ id: pending!.invoiceId, statusCode: 200, buyerName: FACTS.buyerName, hasXml: 1, xmlTriedAt: READ_AT })
  const detail = assertDefined(archive.invoiceDetail(db, { id: pending!.invoiceId }), 'recorded above')
  expect(detail.history.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['listed', 'status-changed', 'metadata-read', 'xml-stored', 'exported']))
})

test('facts from the invoice itself fill what metadata left open, and metadata overrules them', () => {
  const db = emptyArchive()
  const [recorded] = recordInvoices(db, listedInvoice(1))
  archive.applyInvoiceFacts(db, { invoiceId: recorded!.invoiceId, facts: { ...FACTS, buyerName: 'Z faktury' } })
  expect(onlyInvoice(db)).toMatchObject({ buyerName: 'Z faktury', issuedOn: '2026-01-31' })
  archive.recordMetadata(db, { readAt: READ_AT, items: [listedMetadata(1)] })
  archive.applyInvoiceFacts(db, { invoiceId: recorded!.invoiceId, facts: { ...FACTS, buyerName: 'Z faktury' } })
  expect(onlyInvoice(db)).toMatchObject({ buyerName: FACTS.buyerName })
})

test('an observation is appended only when it differs from the last of its route, and never with a link', () => {
  const db = emptyArchive()
  const raw = (link: string, status: number): string => JSON.stringify({ status: { code: status }, upoDownloadUrl: link, upoDownloadUrlExpirationDate: link, unknownField: 1 })
  recordInvoices(db, listedInvoice(1, { raw: raw('https://one', 150), statusCode: 150 }))
  recordInvoices(db, listedInvoice(1, { raw: raw('https://two', 150), statusCode: 150 }))
  recordInvoices(db, listedInvoice(1, { raw: raw('https://two', 200) }))
  expect(db.prepare('SELECT statusCode, raw FROM observations WHERE invoiceId IS NOT NULL ORDER BY id').all()).toEqual([
    { statusCode: 150, raw: '{"status":{"code":150},"unknownField":1}' },
    { statusCode: 200, raw: '{"status":{"code":200},"unknownField":1}' },
  ])
})

test('a document is stored once, unchanged, and cannot be rewritten or taken away', () => {
  const db = emptyArchive()
  const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0x3c, 0xff, 0xfe, 0x00, 0x0d, 0x0a])
  const first = archive.keepDocument(db, upoDocument(1, { bytes, kind: 'unrecognised', upoEntries: [] }))
  const again = archive.keepDocument(db, upoDocument(1, { bytes, kind: 'unrecognised', upoEntries: [] }))
  expect(again).toEqual({ documentId: first.documentId, alreadyHere: true, invoiceIds: [] })
  expect(archive.documentBytes(db, { documentId: first.documentId })).toEqual({
    documentId: first.documentId,
    kind: 'unrecognised',
    route: 'link',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    contentType: 'application/xml',
    fetchedAt: '2026-02-02T08:00:00.000Z',
    bytes: new Uint8Array(bytes),
  })
  expect(() => db.prepare('UPDATE documentBytes SET deflated = ?').run(Buffer.from('x'))).toThrow('never rewritten')
  expect(() => db.prepare('DELETE FROM documentBytes').run()).toThrow('never taken away')
  expect(archive.documentBytes(db, { documentId: 77 })).toBeNull()
})

test('an invoice file counts as here only with the hash that KSeF named', () => {
  const db = emptyArchive()
  const xml = Buffer.from('<Faktura/>')
  const hash = createHash('sha256').update(xml).digest('base64')
  const [right, wrong] = recordInvoices(db, listedInvoice(1, { invoiceHash: hash }), listedInvoice(2))
  archive.keepDocument(db, upoDocument(1, { kind: 'invoice', bytes: xml, upoEntries: [], invoiceId: right!.invoiceId }))
  archive.keepDocument(db, upoDocument(1, { kind: 'invoice', bytes: xml, upoEntries: [], invoiceId: wrong!.invoiceId }))
  expect([invoice(db, right!.invoiceId).hasXml, invoice(db, wrong!.invoiceId).hasXml]).toEqual([1, 0])
})

test('an invoice file handed in without an invoice finds it by its hash', () => {
  const db = emptyArchive()
  const xml = Buffer.from('<Faktura/>')
  const [recorded] = recordInvoices(db, listedInvoice(1, { invoiceHash: createHash('sha256').update(xml).digest('base64') }))
  expect(archive.keepDocument(db, upoDocument(1, { kind: 'invoice', bytes: xml, upoEntries: [] })).invoiceIds).toEqual([recorded!.invoiceId])
  expect(onlyInvoice(db).hasXml).toBe(1)
})

test('a file in quarantine is no UPO; it leaves the invoice unclear until a good one comes', () => {
  const db = emptyArchive()
  const [recorded] = recordInvoices(db, listedInvoice(1))
  const html = Buffer.from('<html>')
  const quarantined = upoDocument(1, { kind: 'unrecognised', bytes: html, upoEntries: [], standing: 'quarantined', quarantineReason: 'html', invoiceId: recorded!.invoiceId })
  archive.keepDocument(db, quarantined)
  expect(onlyInvoice(db)).toMatchObject({ state: 'unclear', hasUpo: 0 })
  expect(diagnosisFacts(db, { invoiceIds: [recorded!.invoiceId] })[0]).toMatchObject({ quarantineReason: 'html' })
  expect(archive.uposWanted(db, { afterId: 0, limit: 10 })).toHaveLength(1)
  archive.keepDocument(db, upoDocument(1))
  expect(onlyInvoice(db)).toMatchObject({ state: 'complete' })
  expect(archive.invoiceDetail(db, { id: recorded!.invoiceId })!.documents.map(({ standing, quarantineReason }) => [standing, quarantineReason])).toEqual([
    ['quarantined', 'html'],
    ['kept', null],
  ])
})

test('a UPO of another invoice is quarantined for the one that asked, and stays good for its own', () => {
  const db = emptyArchive()
  const [mine, other] = recordInvoices(db, listedInvoice(1), listedInvoice(2))
  archive.keepDocument(db, upoDocument(2))
  archive.keepDocument(db, upoDocument(2, { standing: 'quarantined', quarantineReason: 'other-invoice', invoiceId: mine!.invoiceId }))
  expect([invoice(db, mine!.invoiceId).state, invoice(db, other!.invoiceId).state]).toEqual(['unclear', 'complete'])
})

test('bytes once in quarantine are kept when they turn out to be good', () => {
  const db = emptyArchive()
  const [recorded] = recordInvoices(db, listedInvoice(1))
  archive.keepDocument(db, upoDocument(1, { standing: 'quarantined', quarantineReason: 'header-hash', upoEntries: [], invoiceId: recorded!.invoiceId }))
  expect(archive.keepDocument(db, upoDocument(1))).toMatchObject({ alreadyHere: true, invoiceIds: [recorded!.invoiceId] })
  expect(onlyInvoice(db)).toMatchObject({ state: 'complete', proof: 'invoice-upo' })
})
