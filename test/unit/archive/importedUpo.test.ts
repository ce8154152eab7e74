import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { WritableDb } from '../../../electron/archive/connection.ts'
import type { DocumentInput } from '../../../electron/archive/inputs.ts'
import type { InvoiceRow } from '../../../electron/archive/invoiceRow.ts'
import { archiveOperations as archive } from '../../../electron/archive/operations.ts'
import { sendingOf } from '../../../electron/archive/queries/sending.ts'
import { emptyArchive, hashOf, ksefNumber, listedInvoice, listedMetadata, listedSession, SESSION, upoDocument, upoEntry } from '../../support/archive.ts'

const AT = '2026-02-02T08:00:00.000Z'
const FORGED_SENT = '2026-01-31T10:00:00.000+01:00'

function list(db: WritableDb): void {
  archive.recordListedSessions(db, { listedAt: AT, sessions: [listedSession()] })
  archive.recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices: [listedInvoice(1)] })
}

function imported(over: Partial<DocumentInput> = {}): DocumentInput {
  return upoDocument(1, { route: 'import', bytes: Buffer.from('from elsewhere'), ...over })
}

const sessionUpo = upoDocument(1, { kind: 'session-upo', route: 'session-upo', bytes: Buffer.from('page') })

/** An archive of the taxpayer who sells. */
function archiveOfSeller(): WritableDb {
  const db = emptyArchive()
  db.prepare("INSERT INTO archiveInfo (key, value) VALUES ('identifierType', 'Nip'), ('identifierValue', '5252248481')").run()
  return db
}

function invoice(db: WritableDb): Pick<InvoiceRow, 'state' | 'proof' | 'upoDocumentId'> & { readonly sentDate: string | null } {
  const row = db.prepare('SELECT * FROM invoices').get() as InvoiceRow
  return { state: row.state, proof: row.proof, upoDocumentId: row.upoDocumentId, sentDate: sendingOf(db, row.id).sentDate }
}

const wanted = (db: WritableDb) => archive.uposWanted(db, { afterId: 0, limit: 10 }).map((one) => one.ksefNumber)

describe('a UPO from elsewhere', () => {
  test('proves a listed invoice, and KSeF’s own is wanted all the same, until it is here', () => {
    const db = archiveOfSeller()
    archive.keepDocument(db, imported())
    list(db)
    expect(invoice(db)).toMatchObject({ state: 'complete', upoDocumentId: 1 })
    expect(wanted(db)).toEqual([ksefNumber(1)])
    const [recorded] = archive.recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices: [listedInvoice(1)] })
    expect(recorded?.wantsInvoiceUpo).toBe(true)

    archive.keepDocument(db, upoDocument(1))
    expect(invoice(db)).toMatchObject({ state: 'complete', upoDocumentId: 2 })
    expect(wanted(db)).toEqual([])
  })

  test('in the place of KSeF’s own that came to harm brings that one back only when the person asks', () => {
    const db = archiveOfSeller()
    list(db)
    archive.keepDocument(db, upoDocument(1))
    archive.keepDocument(db, imported())
    db.prepare("UPDATE documents SET damagedAt = ? WHERE route = 'link'").run(AT)
    db.prepare('UPDATE invoices SET upoDocumentId = 2').run()
    expect(wanted(db)).toEqual([])
    db.prepare('UPDATE documents SET repairAskedAt = ? WHERE damagedAt IS NOT NULL').run(AT)
    expect(wanted(db)).toEqual([ksefNumber(1)])
  })

  test('that came to harm itself does not keep KSeF’s own away', () => {
    const db = archiveOfSeller()
    list(db)
    archive.keepDocument(db, imported())
    db.prepare('UPDATE documents SET damagedAt = ?').run(AT)
    db.prepare("UPDATE invoices SET upoDocumentId = NULL, hasUpo = 0, proof = 'none'").run()
    expect(wanted(db)).toEqual([ksefNumber(1)])
    const [recorded] = archive.recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices: [listedInvoice(1)] })
    expect(recorded?.wantsInvoiceUpo).toBe(true)
  })

  test('says what it says of an invoice on no list until a better one comes, whichever was first', () => {
    const other = { documentHash: hashOf(2), invoiceNumber: 'FV/9/2026', sellerNip: '9991000105', issueDate: '2026-01-15', numberGivenDate: '2026-02-01T12:00:00.000+01:00', mode: 'Offline' }
    const forged = imported({ upoEntries: [upoEntry(1, other)] })
    const facts = (documents: readonly DocumentInput[]): unknown => {
      const db = archiveOfSeller()
      for (const document of documents) archive.keepDocument(db, document)
      return db.prepare('SELECT invoiceNumber, invoiceHash, invoicingMode, acquisitionDate, acquiredAt, issuedOn, sellerNip, state, proof, invoiceNumberKey FROM invoices').get()
    }
    const own = upoDocument(1)
    expect(facts([forged])).toMatchObject({ invoiceHash: hashOf(2), invoiceNumber: 'FV/9/2026', issuedOn: '2026-01-15' })
    expect(facts([forged, own])).toMatchObject({ invoiceHash: hashOf(1), invoiceNumber: 'FV/1/2026', sellerNip: '5252248481', issuedOn: '2026-01-31', invoicingMode: 'Online', state: 'complete' })
    expect(facts([forged, own])).toEqual(facts([own, forged]))
    expect(facts([forged, sessionUpo])).toEqual(facts([sessionUpo, forged]))
  })

  test('is KSeF’s once KSeF gives the same bytes', () => {
    const db = archiveOfSeller()
    archive.keepDocument(db, imported())
    list(db)
    archive.keepDocument(db, imported({ route: 'link', headerHash: 'hash of KSeF' }))
    expect(db.prepare('SELECT route, headerHash FROM documents').all()).toEqual([{ route: 'link', headerHash: 'hash of KSeF' }])
    expect(wanted(db)).toEqual([])
  })

  test('is not asked for again beside KSeF’s collective one, and proves nothing where it says otherwise', () => {
    const db = archiveOfSeller()
    archive.keepDocument(db, imported())
    list(db)
    archive.keepDocument(db, sessionUpo)
    expect(invoice(db).state).toBe('complete')
    expect(wanted(db)).toEqual([])

    archive.keepDocument(db, imported({ bytes: Buffer.from('forged'), upoEntries: [upoEntry(1, { sentDate: FORGED_SENT })] }))
    expect(invoice(db)).toMatchObject({ state: 'complete', upoDocumentId: 1, sentDate: upoEntry(1).sentDate })
  })

  test('with a false date is no receipt beside KSeF’s collective one, whichever came first', () => {
    const db = archiveOfSeller()
    archive.keepDocument(db, imported({ upoEntries: [upoEntry(1, { sentDate: FORGED_SENT })] }))
    list(db)
    expect(invoice(db).sentDate).toBe(FORGED_SENT)
    archive.keepDocument(db, sessionUpo)
    expect(invoice(db)).toMatchObject({ state: 'complete-session-upo', upoDocumentId: null, sentDate: upoEntry(1).sentDate })
    expect(wanted(db)).toEqual([ksefNumber(1)])
  })

  test('that names another session than KSeF’s list proves nothing', () => {
    const db = archiveOfSeller()
    archive.keepDocument(db, imported({ sessionReference: SESSION.replace('-01', '-02') }))
    expect(invoice(db).state).toBe('complete')
    list(db)
    expect(invoice(db)).toMatchObject({ state: 'unclear', proof: 'none' })
    expect(wanted(db)).toEqual([ksefNumber(1)])
  })

  test('contradicted by another such file proves nothing while no list decides', () => {
    const db = archiveOfSeller()
    archive.keepDocument(db, imported())
    archive.keepDocument(db, imported({ bytes: Buffer.from('another'), upoEntries: [upoEntry(1, { documentHash: hashOf(2) })] }))
    expect(invoice(db)).toMatchObject({ state: 'unclear', proof: 'none' })
    list(db)
    expect(invoice(db)).toMatchObject({ state: 'complete', upoDocumentId: 1 })
  })

  test('of another file than KSeF gives for the number proves nothing, and that file is the invoice’s', () => {
    const db = archiveOfSeller()
    const bytes = Buffer.from('<Faktura/>')
    const { invoiceIds } = archive.keepDocument(db, imported())
    archive.keepDocument(db, upoDocument(1, { kind: 'invoice', route: 'invoice', bytes, upoEntries: [], invoiceId: invoiceIds[0]! }))
    const row = db.prepare('SELECT state, proof, hasXml, invoiceHash FROM invoices').get()
    expect(row).toEqual({ state: 'unclear', proof: 'none', hasXml: 1, invoiceHash: createHash('sha256').update(bytes).digest('base64') })
    expect(archive.xmlWanted(db, { limit: 9, notTriedSince: '9999' })).toEqual([])

    // That the file came to harm since makes the UPO no better.
    db.prepare("UPDATE documents SET damagedAt = ? WHERE kind = 'invoice'").run(AT)
    archive.rebuildDerived(db)
    expect(db.prepare('SELECT state, hasXml FROM invoices').get()).toEqual({ state: 'unclear', hasXml: 0 })
  })

  test('gives way to KSeF’s own in all that it says, also where that says less', () => {
    const modeAfter = (...documents: readonly DocumentInput[]): unknown => {
      const db = archiveOfSeller()
      for (const document of documents) archive.keepDocument(db, document)
      return db.prepare('SELECT invoicingMode FROM invoices').pluck().get()
    }
    const [file, own] = [imported({ upoEntries: [upoEntry(1, { mode: 'Offline' })] }), upoDocument(1, { upoEntries: [upoEntry(1, { mode: null })] })]
    expect([modeAfter(file), modeAfter(file, own), modeAfter(own, file)]).toEqual(['Offline', null, null])
  })

  test('of version 4-2, which names no mode, contradicts no other by that', () => {
    const db = archiveOfSeller()
    list(db)
    archive.keepDocument(db, imported({ upoEntries: [upoEntry(1, { mode: null })] }))
    archive.keepDocument(db, sessionUpo)
    expect(invoice(db)).toMatchObject({ state: 'complete', upoDocumentId: 1 })
  })

  test('gives a listed invoice the date and seller of the best UPO until metadata come, whichever was first', () => {
    const forged = imported({ upoEntries: [upoEntry(1, { sellerNip: '9991000105', issueDate: '2026-01-15' })] })
    const steps = { forged: (db: WritableDb) => archive.keepDocument(db, forged), list, own: (db: WritableDb) => archive.keepDocument(db, upoDocument(1)) }
    for (const order of [['forged', 'list', 'own'], ['forged', 'own', 'list'], ['list', 'forged', 'own'], ['list', 'own', 'forged'], ['own', 'forged', 'list'], ['own', 'list', 'forged']] as const) {
      const db = archiveOfSeller()
      for (const step of order) steps[step](db)
      expect(db.prepare('SELECT sellerNip, issuedOn, state FROM invoices').get(), order.join()).toEqual({ sellerNip: '5252248481', issuedOn: '2026-01-31', state: 'complete' })
    }
  })

  test('under a number that is none proves nothing', () => {
    for (const number of ['x', `${ksefNumber(1).slice(0, 33)}00`]) {
      const db = archiveOfSeller()
      archive.keepDocument(db, imported({ upoEntries: [upoEntry(1, { ksefNumber: number })] }))
      expect(invoice(db)).toMatchObject({ state: 'unclear', proof: 'none' })
    }
  })

  test('of a sale that KSeF’s list would have to name and does not proves nothing, until it does', () => {
    const db = archiveOfSeller()
    archive.keepDocument(db, imported())
    const refresh = (until: string): void => {
      archive.writeSyncState(db, { key: 'from', value: '2026-01-01' })
      archive.writeSyncState(db, { key: 'metadataUntil', value: until })
      const { runId } = archive.startRun(db, { startedAt: AT })
      archive.finishRun(db, { runId, finishedAt: AT, outcome: 'done', result: '{}' })
    }
    refresh('2026-02-02T00:00:00.000Z')
    expect(invoice(db).state).toBe('complete')
    refresh('2026-02-03T00:00:00.000Z')
    expect(invoice(db)).toMatchObject({ state: 'unclear', proof: 'none' })
    archive.recordMetadata(db, { readAt: AT, items: [listedMetadata(1)] })
    expect(invoice(db)).toMatchObject({ state: 'complete' })
  })
})

test('after a refresh only sales that the list must hold are looked at anew', () => {
  const db = archiveOfSeller()
  archive.keepDocument(db, imported())
  archive.keepDocument(db, imported({ bytes: Buffer.from('bought'), upoEntries: [upoEntry(2, { sellerNip: '9991000105' })] }))
  archive.keepDocument(db, imported({ bytes: Buffer.from('later'), upoEntries: [upoEntry(3, { numberGivenDate: '2026-02-02T10:00:00.000+01:00' })] }))
  archive.writeSyncState(db, { key: 'from', value: '2026-01-01' })
  archive.writeSyncState(db, { key: 'metadataUntil', value: '2026-02-03T00:00:00.000Z' })
  db.prepare("UPDATE invoices SET state = 'not-derived'").run()
  const { runId } = archive.startRun(db, { startedAt: AT })
  archive.finishRun(db, { runId, finishedAt: AT, outcome: 'done', result: '{}' })
  expect(db.prepare('SELECT state FROM invoices ORDER BY id').pluck().all()).toEqual(['unclear', 'not-derived', 'not-derived'])
})

test('a collective UPO of somebody else’s submission brings this seller’s invoices and nobody else’s, until a list names them', () => {
  const db = archiveOfSeller()
  const others = upoEntry(2, { sellerNip: '9991000105' })
  const page = (senderContext: string): DocumentInput => imported({ kind: 'session-upo', senderContext, bytes: Buffer.from(senderContext), upoEntries: [upoEntry(1), others] })
  expect(archive.keepDocument(db, page('Nip 9991000269')).invoiceIds).toHaveLength(1)
  expect(db.prepare('SELECT ksefNumber FROM invoices').pluck().all()).toEqual([ksefNumber(1)])

  archive.recordMetadata(db, { readAt: AT, items: [listedMetadata(2, { sellerNip: '9991000105', buyerIdentifier: '5252248481' })], role: 'buyer' })
  expect(db.prepare("SELECT count(*) FROM invoices WHERE sessionUpoDocumentId IS NOT NULL").pluck().get()).toBe(2)

  // Whoever opened the session issued them: self-invoicing.
  const own = archiveOfSeller()
  expect(archive.keepDocument(own, page('Nip 5252248481')).invoiceIds).toHaveLength(2)
})
