import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { assertDefined } from '../../../../electron/shared/assert.ts'
import type { WritableDb } from '../../../../electron/archive/connection.ts'
import type { AttemptInput } from '../../../../electron/archive/inputs.ts'
import { archiveOperations as archive } from '../../../../electron/archive/operations.ts'
import { SENT_DATE } from '../../../../electron/archive/queries/sending.ts'
import { rebuildDerived } from '../../../../electron/archive/rebuildDerived.ts'
import { diagnosisFacts, incompleteDiagnosisFacts } from '../../../../electron/archive/queries/diagnosisFacts.ts'
import { InvoiceDetail, type InvoiceFilter } from '../../../../electron/shared/contract/invoices.ts'
import type { InvoiceId } from '../../../../electron/shared/contract/common.ts'
import { CONTEXT, emptyArchive, explain, FACTS, hashOf, ksefNumber, listedInvoice, listedMetadata, listedSession, SESSION, upoDocument, upoEntry } from '../../../support/archive.ts'

const AT = '2026-02-02T08:00:00.000Z'
const LATER = '2026-02-03T08:00:00.000Z'
const ALL: InvoiceFilter = { text: '', states: [], upo: 'any', xml: 'any', from: null, to: null, by: 'issuedOn', sessionId: null }
const XML = Buffer.from('<Faktura/>')

function record(db: WritableDb, ...invoices: ReturnType<typeof listedInvoice>[]) {
  archive.recordListedSessions(db, { listedAt: AT, sessions: [listedSession()] })
  return archive.recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices }).map(({ invoiceId }) => invoiceId)
}

function attempt(invoiceId: number, over: Partial<AttemptInput> = {}): AttemptInput {
  return { invoiceId, sessionReference: null, at: AT, what: 'upo', route: 'link', outcome: 'failed', code: '21178', httpStatus: 400, traceId: 'trace-1', documentId: null, ...over }
}

/** The SQL that is compiled while `act` runs on a fresh connection. */
function queriesOf(db: WritableDb, act: () => void): readonly string[] {
  const queries: string[] = []
  const prepare = db.prepare.bind(db)
  db.prepare = ((sql: string) => {
    queries.push(sql)
    return prepare(sql)
  })
  act()
  db.prepare = prepare
  return queries
}

test('wants the UPO of accepted invoices only, page by page, with what the last try said', () => {
  const db = emptyArchive()
  const [first, , third, fourth] = record(db, listedInvoice(1), listedInvoice(2, { statusCode: 440 }), listedInvoice(3), listedInvoice(4))
  archive.keepDocument(db, upoDocument(4))
  archive.recordMetadata(db, { readAt: AT, items: [listedMetadata(9)] })
  archive.recordAttempts(db, [attempt(first!), attempt(first!, { at: LATER, outcome: 'not-available-yet' })])
  const page = archive.uposWanted(db, { afterId: 0, limit: 1 })
  expect(page).toEqual([
    {
      invoiceId: first,
      sessionReference: SESSION,
      invoiceReference: listedInvoice(1).invoiceReference,
      ksefNumber: ksefNumber(1),
      invoiceHash: hashOf(1),
      lastAttempt: { at: LATER, route: 'link', outcome: 'not-available-yet', code: '21178', httpStatus: 400, details: {} },
    },
  ])
  expect(archive.uposWanted(db, { afterId: first!, limit: 10 }).map(({ invoiceId }) => invoiceId)).toEqual([third])
  expect(fourth).toBeGreaterThan(third!)
})

test('a session UPO proves an invoice and leaves its own UPO wanted', () => {
  const db = emptyArchive()
  record(db, listedInvoice(1))
  archive.keepDocument(db, upoDocument(1, { kind: 'session-upo' }))
  expect(archive.uposWanted(db, { afterId: 0, limit: 10 })).toHaveLength(1)
})

test('wants invoice files never tried first, the newest of them before, then by the oldest try', () => {
  const db = emptyArchive()
  const day = (number: number, date: string) => listedInvoice(number, { acquisitionDate: `2026-02-${date}T00:00:00Z` })
  const [old, young, tried, triedEarlier] = record(db, day(1, '01'), day(2, '02'), day(3, '03'), day(4, '04'), listedInvoice(5, { statusCode: 450, ksefNumber: null }))
  archive.recordAttempts(db, [attempt(tried!, { what: 'xml', at: LATER }), attempt(triedEarlier!, { what: 'xml', at: AT })])
  const wanted = (notTriedSince: string) => archive.xmlWanted(db, { limit: 10, notTriedSince }).map(({ invoiceId }) => invoiceId)
  expect(wanted('9999')).toEqual([young, old, triedEarlier, tried])
  expect(wanted(LATER)).toEqual([young, old, triedEarlier])
  expect(archive.xmlWanted(db, { limit: 3, notTriedSince: '9999' })[2]!.lastAttempt).toMatchObject({ at: AT, outcome: 'failed' })
})

test('a session UPO of many entries is matched by KSeF number, never by reading all its entries for each', () => {
  const db = emptyArchive()
  const queries = queriesOf(db, () => archive.keepDocument(db, upoDocument(1)))
  const matching = queries.find((sql) => sql.includes('JOIN upoEntries e'))
  const plan = explain(db, assertDefined(matching, 'entries are matched'), ['[1]', '[]'])
  expect(plan).toContain('SEARCH e USING INDEX upoEntries_by_ksefNumber (ksefNumber=?)')
  expect(explain(db, `SELECT ${SENT_DATE} FROM invoices`)).toContain('SEARCH e USING INDEX upoEntries_by_ksefNumber (ksefNumber=? AND documentId=?)')
})

test('what is wanted is looked up in indexes of just that', () => {
  const db = emptyArchive()
  const queries = queriesOf(db, () => {
    archive.uposWanted(db, { afterId: 0, limit: 1 })
    archive.xmlWanted(db, { limit: 1, notTriedSince: AT })
    archive.metadataWanted(db)
  })
  const plans = queries.map((sql) => explain(db, sql, { afterId: 0, limit: 1, notTriedSince: AT }))
  const indexes = ['invoices_without_upo', 'documents_imported_upos', 'invoices_without_xml', 'invoices_without_metadata']
  expect(plans.map((plan, at) => plan.includes(indexes[at]!))).toEqual([true, true, true, true])
  // Of the imported ones alone, which are few, the order is made.
  expect(plans.map((plan) => plan.includes('TEMP B-TREE'))).toEqual([false, true, false, false])
})

test('sessions to plan are found without reading all sessions or invoices', () => {
  const db = emptyArchive()
  const [sql = ''] = queriesOf(db, () => archive.sessionsToPlan(db))
  const plan = explain(db, sql, {})
  expect(plan).toContain('sessions_to_read')
  expect(plan).toContain('invoices_without_upo')
  expect(plan.split('\n').filter((line) => /\bSCAN (i|s|invoices)\b/.test(line) && !line.includes('invoices_without_upo'))).toEqual([])
})

test('the end of a refresh looks at sales of others by when they were taken in: of an account without submissions none has a UPO', () => {
  const db = emptyArchive(CONTEXT)
  const { runId } = archive.startRun(db, { startedAt: AT })
  const queries = queriesOf(db, () => archive.finishRun(db, { runId, finishedAt: LATER, outcome: 'done', result: '{"waitingFor":[]}' }))
  const sales = assertDefined(queries.find((sql) => sql.includes('parties <>')), 'sales of others are looked for')
  expect(explain(db, sales, { from: '', until: AT, noUpo: 3, withSender: 7 })).toBe('SEARCH invoices USING INDEX invoices_by_acquiredAt (acquiredAt>? AND acquiredAt<?)')
})

test('tells how many accepted invoices metadata has not named, and from when to when', () => {
  const db = emptyArchive()
  record(db, listedInvoice(1), listedInvoice(2, { acquisitionDate: '2026-02-05T00:00:00Z' }), listedInvoice(3, { statusCode: 150, ksefNumber: null }))
  const before = { count: 2, earliestAcquiredAt: '2026-02-01T09:02:00.123Z', latestAcquiredAt: '2026-02-05T00:00:00.000Z', earliestStoredAt: null, latestStoredAt: null }
  expect(archive.metadataWanted(db)).toEqual(before)
  archive.recordMetadata(db, { readAt: AT, items: [listedMetadata(1), listedMetadata(2)] })
  expect(archive.metadataWanted(db).count).toBe(0)
})

test('the detail of an invoice is what the contract says, with its documents and its history in order', () => {
  const db = emptyArchive()
  const invoiceHash = createHash('sha256').update(XML).digest('base64')
  const [id] = record(db, listedInvoice(1, { statusCode: 150, ksefNumber: null, acquisitionDate: null }))
  archive.recordSessionInvoices(db, { sessionReference: SESSION, route: 'invoice-status', readAt: LATER, invoices: [listedInvoice(1, { invoiceHash, statusDetails: ['a', 'b'] })] })
  archive.recordMetadata(db, { readAt: LATER, items: [listedMetadata(1, { invoiceHash })] })
  const upo = archive.keepDocument(db, upoDocument(1, { upoEntries: [upoEntry(1, { documentHash: invoiceHash })] }))
  archive.keepDocument(db, upoDocument(1, { kind: 'invoice', bytes: XML, upoEntries: [], invoiceId: id! }))
  archive.recordAttempts(db, [
    attempt(id!, { at: '2026-02-04T00:00:00.000Z', outcome: 'stored', code: null, documentId: upo.documentId }),
    attempt(id!, { at: '2026-02-05T00:00:00.000Z', what: 'xml', route: 'invoice', outcome: 'stored', code: null }),
  ])
  archive.recordExport(db, { at: '2026-02-06T00:00:00.000Z', fileName: 'dla kontrahenta.zip', items: [{ invoiceId: id!, withUpo: true, withXml: true }] })
  archive.recordSavedDocument(db, { at: '2026-02-07T00:00:00.000Z', documentId: upo.documentId, fileName: 'FV-1-upo.xml' })
  const detail = InvoiceDetail.parse({ ...archive.invoiceDetail(db, { id: id! }), diagnosis: null, handled: null, sender: null, verificationLink: null })
  expect(detail).toMatchObject({
    summary: { state: 'complete', hasUpo: true, hasXml: true, buyerName: 'Łódzkie Zakłady Żarówek' },
    sessionReference: SESSION,
    sessionType: 'Batch',
    statusDetails: ['a', 'b'],
    dates: {
      issuedOn: '2026-01-31',
      sentAt: { written: '2026-02-01T10:00:30.584+01:00', utc: '2026-02-01T09:00:30.584Z' },
      permanentStorageDate: { written: '2026-02-01T09:03:00+00:00', utc: '2026-02-01T09:03:00.000Z' },
    },
    isSelfInvoicing: false,
    senderContext: 'Nip 5252248481',
  })
  expect(detail.documents.map(({ kind, standing, signer }) => [kind, standing, signer])).toEqual([
    ['invoice-upo', 'kept', 'Ministerstwo Finansów'],
    ['invoice', 'kept', 'Ministerstwo Finansów'],
  ])
  expect(detail.history.map(({ kind, statusCode, route, fileName }) => [kind, statusCode, route ?? fileName])).toEqual([
    ['listed', 150, 'session-invoices'],
    ['status-changed', 200, 'invoice-status'],
    ['metadata-read', null, 'metadata'],
    ['upo-stored', null, 'link'],
    ['xml-stored', null, 'link'],
    ['exported', null, 'dla kontrahenta.zip'],
    ['exported', null, 'FV-1-upo.xml'],
  ])
  expect(archive.invoiceDetail(db, { id: 99 })).toBeNull()
})

test('a diagnosis finds the original of a duplicate, the same number, the same file and a technical correction', () => {
  const db = emptyArchive(CONTEXT)
  const [duplicate, rejected] = record(
    db,
    listedInvoice(1, { statusCode: 440, ksefNumber: null, invoiceHash: hashOf(2), invoiceNumber: 'FV/2/2026', statusExtensions: { originalKsefNumber: ksefNumber(2), other: null } }),
    listedInvoice(3, { statusCode: 450, ksefNumber: null, statusDetails: ['Błąd'] }),
    listedInvoice(2),
    listedInvoice(4),
    listedInvoice(5, { statusCode: 440, ksefNumber: null, invoiceNumber: 'FV/2/2026' }),
  )
  archive.recordMetadata(db, { readAt: AT, items: [listedMetadata(4, { hashOfCorrectedInvoice: hashOf(3) }), listedMetadata(2)] })
  archive.recordAttempts(db, [attempt(duplicate!)])
  const [first, second] = diagnosisFacts(db, { invoiceIds: [duplicate!, rejected!, 999] })
  const numbers = (related: readonly { ksefNumber: string | null }[]) => related.map((invoice) => invoice.ksefNumber)
  expect(first).toMatchObject({
    statusCode: 440,
    state: 'unclear',
    statusExtensions: { originalKsefNumber: ksefNumber(2), other: null },
    session: { reference: SESSION, type: 'Batch', statusCode: 200 },
    lastUpoAttempt: { code: '21178' },
    lastXmlAttempt: null,
    quarantineReason: null,
    original: { ksefNumber: ksefNumber(2), grossMinor: 123_000 },
  })
  expect([numbers(first!.acceptedWithSameNumber), numbers(first!.acceptedWithSameHash)]).toEqual([[ksefNumber(2)], [ksefNumber(2)]])
  expect(second).toMatchObject({ state: 'rejected', statusDetails: ['Błąd'], original: null, acceptedWithSameNumber: [] })
  expect(numbers(second!.technicalCorrections)).toEqual([ksefNumber(4)])
})

describe('an invoice under the number of a refused one', () => {
  const OTHER = '1111111111'
  const sameNumber = (db: WritableDb, id: number) => diagnosisFacts(db, { invoiceIds: [id] })[0]!.acceptedWithSameNumber.map((invoice) => invoice.ksefNumber)
  const ofOther = ksefNumber(9).replace(/^\d{10}/, OTHER)
  const refused = listedInvoice(1, { statusCode: 415, ksefNumber: null })
  /** A refused sale, of which the list of its session names no seller. */
  function refusedSale() {
    const db = emptyArchive(CONTEXT)
    const [id] = record(db, refused)
    return { db, id: id! }
  }

  test('is its own where it is of this company, as its KSeF number tells before any list of invoices', () => {
    const { db, id } = refusedSale()
    record(db, refused, listedInvoice(2, { invoiceNumber: 'FV/1/2026' }))
    expect(sameNumber(db, id)).toEqual([ksefNumber(2)])
    archive.recordMetadata(db, { readAt: AT, items: [listedMetadata(2, { invoiceNumber: 'FV/1/2026' })] })
    expect(sameNumber(db, id)).toEqual([ksefNumber(2)])
  })

  test('is a stranger where a supplier sold, or another whose invoices this company issues', () => {
    const { db, id } = refusedSale()
    archive.recordMetadata(db, { readAt: AT, role: 'buyer', items: [listedMetadata(9, { ksefNumber: ofOther, invoiceNumber: 'FV/1/2026', sellerNip: OTHER })] })
    expect(sameNumber(db, id)).toEqual([])
    record(db, refused, listedInvoice(2, { ksefNumber: ofOther.replace(/..$/, '11'), invoiceNumber: 'FV/1/2026' }))
    expect(sameNumber(db, id)).toEqual([])
  })

  test('is one of the seller that its own file names', () => {
    const { db, id } = refusedSale()
    record(db, refused, listedInvoice(2, { ksefNumber: ofOther, invoiceNumber: 'FV/1/2026' }), listedInvoice(3, { invoiceNumber: 'FV/1/2026' }))
    archive.applyInvoiceFacts(db, { invoiceId: id, facts: { ...FACTS, sellerNip: OTHER } })
    expect(sameNumber(db, id)).toEqual([ofOther])
  })

  test('counts where a UPO proves it or a list of KSeF names it, not where a file that proves nothing does', () => {
    const { db, id } = refusedSale()
    archive.keepDocument(db, upoDocument(2, { route: 'import', signatureVerified: false, upoEntries: [upoEntry(2, { invoiceNumber: 'FV/1/2026', documentHash: hashOf(1) })] }))
    const [unproven] = diagnosisFacts(db, { invoiceIds: [id] })
    expect([unproven!.acceptedWithSameNumber, unproven!.acceptedWithSameHash]).toEqual([[], []])
    archive.recordMetadata(db, { readAt: AT, items: [listedMetadata(2, { invoiceNumber: 'FV/1/2026' })] })
    expect(sameNumber(db, id)).toEqual([ksefNumber(2)])
    const proven = refusedSale()
    archive.keepDocument(proven.db, upoDocument(2, { upoEntries: [upoEntry(2, { invoiceNumber: 'FV/1/2026' })] }))
    expect(sameNumber(proven.db, proven.id)).toEqual([ksefNumber(2)])
  })

  test('is no original where nothing but a file that proves nothing tells of the number that KSeF names', () => {
    const db = emptyArchive(CONTEXT)
    const [id] = record(db, listedInvoice(1, { statusCode: 440, ksefNumber: null, statusExtensions: { originalKsefNumber: ksefNumber(2) } }))
    archive.keepDocument(db, upoDocument(2, { route: 'import', signatureVerified: false, upoEntries: [upoEntry(2, { documentHash: hashOf(1) })] }))
    expect(diagnosisFacts(db, { invoiceIds: [id!] })[0]).toMatchObject({ original: null, acceptedWithSameHash: [] })
  })

  test('settles nothing in an archive that does not say whose it is', () => {
    const db = emptyArchive()
    const [id] = record(db, refused, listedInvoice(2, { invoiceNumber: 'FV/1/2026' }))
    expect(sameNumber(db, id!)).toEqual([])
  })
})

test('everything that is not proven is diagnosed, page by page', () => {
  const db = emptyArchive()
  const ids = record(db, listedInvoice(1), listedInvoice(2), listedInvoice(3))
  archive.keepDocument(db, upoDocument(2))
  expect(incompleteDiagnosisFacts(db, { afterId: 0, limit: 1 }).map(({ invoiceId }) => invoiceId)).toEqual([ids[0]])
  expect(incompleteDiagnosisFacts(db, { afterId: ids[0]!, limit: 10 }).map(({ invoiceId }) => invoiceId)).toEqual([ids[2]])
})

test('hands over what was named or what a filter finds, page by page, and only an own UPO', () => {
  const db = emptyArchive()
  const ids = record(db, listedInvoice(1), listedInvoice(2), listedInvoice(3)) as InvoiceId[]
  archive.keepDocument(db, upoDocument(1))
  archive.keepDocument(db, upoDocument(2, { kind: 'session-upo', bytes: Buffer.from('<s/>'), upoEntries: [upoEntry(2)] }))
  const named = archive.invoicesForHandOver(db, { selection: { kind: 'ids', ids: [ids[1]!, ids[0]!] }, afterId: 0, limit: 10 })
  expect(named.total).toBe(2)
  expect(named.items.map(({ invoiceId, proof, upoDocumentId, sessionReference }) => [invoiceId, proof, upoDocumentId, sessionReference])).toEqual([
    [ids[0], 'invoice-upo', 1, SESSION],
    [ids[1], 'session-upo', null, SESSION],
  ])
  const found = archive.invoicesForHandOver(db, { selection: { kind: 'filter', filter: { ...ALL, text: 'fv', states: ['no-upo', 'complete'] } }, afterId: ids[0]!, limit: 10 })
  expect([found.total, found.items.map(({ invoiceId }) => invoiceId)]).toEqual([2, [ids[2]]])
})

test('figures count what is here', () => {
  const db = emptyArchive()
  const hash = createHash('sha256').update(XML).digest('base64')
  const [first] = record(db, listedInvoice(1, { invoiceHash: hash }), listedInvoice(2), listedInvoice(3, { statusCode: 450, ksefNumber: null }))
  archive.recordMetadata(db, { readAt: AT, items: [listedMetadata(9)] })
  archive.keepDocument(db, upoDocument(1, { upoEntries: [upoEntry(1, { documentHash: hash })] }))
  archive.keepDocument(db, upoDocument(1, { kind: 'invoice', bytes: XML, upoEntries: [], invoiceId: first! }))
  archive.keepDocument(db, upoDocument(2, { kind: 'unrecognised', bytes: Buffer.from('<html>'), upoEntries: [], standing: 'quarantined', quarantineReason: 'html' }))
  expect(archive.archiveFigures(db)).toEqual({
    invoices: 4,
    byStatus: { 200: 2, 450: 1, unlisted: 1 },
    sessions: 1,
    uposStored: 1,
    xmlStored: 1,
    hashesMatched: 1,
    withoutUpo: 2,
    withoutXml: 2,
    purchases: 0,
    quarantined: 1,
  })
})

test('runs and notes for the next run are kept; a run that was killed has no end', () => {
  const db = emptyArchive()
  const { runId } = archive.startRun(db, { startedAt: AT })
  archive.startRun(db, { startedAt: LATER })
  archive.finishRun(db, { runId, finishedAt: LATER, outcome: 'paused', result: '{}' })
  expect(db.prepare('SELECT startedAt, finishedAt, outcome FROM refreshRuns ORDER BY id').raw().all()).toEqual([
    [AT, LATER, 'paused'],
    [LATER, null, null],
  ])
  expect(archive.readSyncState(db, { key: 'mark' })).toBeNull()
  archive.writeSyncState(db, { key: 'mark', value: '1' })
  archive.writeSyncState(db, { key: 'mark', value: '2' })
  expect(archive.readSyncState(db, { key: 'mark' })).toBe('2')
})

test('a group that fails in the middle leaves nothing of itself', () => {
  const db = emptyArchive()
  const [id] = record(db, listedInvoice(1))
  expect(() => archive.recordAttempts(db, [attempt(id!), attempt(12_345)])).toThrow('FOREIGN KEY')
  expect(db.prepare('SELECT count(*) FROM attempts').pluck().get()).toBe(0)
})

test('an invoice whose only UPO came to harm on the disk says since when', () => {
  const db = emptyArchive()
  const [id] = record(db, listedInvoice(1))
  archive.keepDocument(db, upoDocument(1))
  db.prepare('UPDATE documents SET damagedAt = ?').run(AT)
  rebuildDerived(db)
  expect(diagnosisFacts(db, { invoiceIds: [id!] })).toMatchObject([{ proof: 'none', damagedAt: AT }])
  db.prepare('UPDATE documents SET damagedAt = NULL').run()
  rebuildDerived(db)
  expect(diagnosisFacts(db, { invoiceIds: [id!] })).toMatchObject([{ proof: 'invoice-upo', damagedAt: null }])
})
