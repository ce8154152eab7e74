import { expect, test } from 'vitest'
import { archiveOperations as archive } from '../../../../electron/archive/operations.ts'
import { INVOICE_STATES } from '../../../../electron/shared/model/invoiceStatus.ts'
import { composeKsefNumber } from '../../../../electron/shared/model/ksefNumber.ts'
import { emptyArchive, ksefNumber, listedInvoice, listedMetadata, listedSession, SESSION, upoDocument } from '../../../support/archive.ts'

const AT = '2026-02-02T08:00:00.000Z'
const FILTER = { text: '', states: [], upo: 'any', xml: 'any', from: null, to: null, by: 'issuedOn', sessionId: null } as const

/** Numbers of another seller. */
const FOREIGN = [composeKsefNumber('5265877635', '2026-02-01', '00000000000A'), composeKsefNumber('5265877635', '2026-02-01', '00000000000B')] as const

/** An archive of one sale and what the list of received invoices gives. */
function archiveWith(...received: Parameters<typeof listedMetadata>[1][]) {
  const db = emptyArchive()
  archive.recordMetadata(db, { readAt: AT, items: [listedMetadata(1)] })
  archive.recordMetadata(db, { readAt: AT, role: 'buyer', items: received.map((over, index) => listedMetadata(index + 2, over)) })
  const idsOf = (states: readonly (typeof INVOICE_STATES)[number][], text = '') =>
    archive.searchInvoices(db, { filter: { ...FILTER, states, text }, sort: { field: 'ksefNumber', descending: false }, offset: 0, limit: 10 }).rows.map(({ id }) => id)
  return { db, idsOf }
}

test('a purchase stands apart from sales, in no count of theirs and nothing to attend to, and its file is wanted', () => {
  const { db, idsOf } = archiveWith({ sellerNip: '5265877635', buyerIdentifier: '5252248481' })
  expect([idsOf([]), idsOf(['received']), idsOf(INVOICE_STATES)]).toEqual([[1], [2], [1, 2]])
  expect(archive.countStates(db)).toMatchObject({ 'no-upo': 1, received: 1 })
  expect(archive.archiveFigures(db)).toMatchObject({ invoices: 1, withoutUpo: 1, purchases: 1, withoutXml: 2 })
  expect(archive.attentionCandidates(db, { afterId: 0, limit: 10 }).invoiceIds).toEqual([1])
  expect(archive.xmlWanted(db, { limit: 10, notTriedSince: AT }).map(({ invoiceId }) => invoiceId).toSorted()).toEqual([1, 2])
  expect(archive.uposWanted(db, { afterId: 0, limit: 10 })).toEqual([])
})

test('it stays a purchase when somebody gives its UPO, and when everything is made anew', () => {
  const { db } = archiveWith({})
  archive.keepDocument(db, upoDocument(2))
  expect(archive.invoiceDetail(db, { id: 2 })?.summary).toMatchObject({ state: 'received', hasUpo: true })
  const before = db.prepare('SELECT * FROM invoices').all()
  archive.rebuildDerived(db)
  expect(db.prepare('SELECT * FROM invoices').all()).toEqual(before)
})

test.each([
  ['the buyer issued it himself', { isSelfInvoicing: true }],
  ['it is VAT RR, which the buyer issues', { formCode: 'FA_RR (1)' }],
  ["the seller's list names it, too", { ksefNumber: ksefNumber(1) }],
])('what the list of received invoices names is no purchase where %s', (_, over) => {
  const { db } = archiveWith(over)
  expect(archive.countStates(db).received).toBe(0)
})

test('wanted files are counted by the list of KSeF on which they are', () => {
  const { db } = archiveWith({ ksefNumber: FOREIGN[0] }, { ksefNumber: FOREIGN[1], isSelfInvoicing: true })
  db.prepare("INSERT INTO archiveInfo (key, value) VALUES ('identifierType', 'Nip'), ('identifierValue', '5252248481')").run()
  expect(archive.filesWantedSince(db, { since: '2026-01-01T00:00:00.000Z' })).toEqual({ sold: 1, issuedForOthers: 1, bought: 1 })
  expect(archive.filesWantedSince(db, { since: '2027-01-01T00:00:00.000Z' })).toEqual({ sold: 0, issuedForOthers: 0, bought: 0 })
  expect(archive.knownNumbers(db, { ksefNumbers: [ksefNumber(9), ksefNumber(1)] })).toEqual([ksefNumber(1)])
})

test('whichever list names it first, what this account sent or sold is a sale', () => {
  const { db } = archiveWith({}, {})
  archive.recordListedSessions(db, { listedAt: AT, sessions: [listedSession()] })
  archive.recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices: [listedInvoice(2)] })
  archive.recordMetadata(db, { readAt: AT, items: [listedMetadata(3)] })
  expect(archive.countStates(db)).toMatchObject({ 'no-upo': 3, received: 0 })
  archive.recordMetadata(db, { readAt: AT, role: 'buyer', items: [listedMetadata(2), listedMetadata(3)] })
  expect(archive.countStates(db)).toMatchObject({ 'no-upo': 3, received: 0 })
})
