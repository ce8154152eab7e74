import { expect, test } from 'vitest'
import type { WritableDb } from '../../../../electron/archive/connection.ts'
import type { ListedMetadata } from '../../../../electron/archive/inputs.ts'
import { archiveOperations as archive } from '../../../../electron/archive/operations.ts'
import { toFilterSql } from '../../../../electron/archive/queries/invoiceFilter.ts'
import { pageSql } from '../../../../electron/archive/queries/searchInvoices.ts'
import { INVOICE_SORT_FIELDS, InvoicePage, type InvoiceFilter, type InvoiceSort } from '../../../../electron/shared/contract/invoices.ts'
import { SessionPage } from '../../../../electron/shared/contract/sessions.ts'
import { hasFailedAlone } from '../../../../electron/shared/model/sessionFailures.ts'
import { emptyArchive, explain, ksefNumber, listedInvoice, listedMetadata, listedSession, SESSION, upoDocument } from '../../../support/archive.ts'

const AT = '2026-02-02T08:00:00.000Z'
const ALL: InvoiceFilter = { text: '', states: [], upo: 'any', xml: 'any', from: null, to: null, by: 'issuedOn', sessionId: null }

function search(db: WritableDb, filter: Partial<InvoiceFilter>, sort: InvoiceSort = { field: 'ksefNumber', descending: false }) {
  return InvoicePage.parse(archive.searchInvoices(db, { filter: { ...ALL, ...filter }, sort, offset: 0, limit: 100 }))
}

function numbers(db: WritableDb, filter: Partial<InvoiceFilter>, sort?: InvoiceSort) {
  return search(db, filter, sort).rows.map(({ invoiceNumber }) => invoiceNumber)
}

function withMetadata(...items: Partial<ListedMetadata>[]): WritableDb {
  const db = emptyArchive()
  archive.recordMetadata(db, { readAt: AT, items: items.map((item, index) => listedMetadata(index + 1, item)) })
  return db
}

function withSession(): WritableDb {
  const db = emptyArchive()
  archive.recordListedSessions(db, { listedAt: AT, sessions: [listedSession()] })
  const invoices = [listedInvoice(1), listedInvoice(2, { statusCode: 450, ksefNumber: null }), listedInvoice(3, { statusCode: 100, ksefNumber: null }), listedInvoice(4)]
  archive.recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices })
  archive.keepDocument(db, upoDocument(1))
  return db
}

test('own numbers are in the order that people count', () => {
  const db = withMetadata({ invoiceNumber: 'FV/10/2026' }, { invoiceNumber: 'FV/9/2026' }, { invoiceNumber: 'FV/2/2025' })
  expect(numbers(db, {}, { field: 'invoiceNumber', descending: false })).toEqual(['FV/2/2025', 'FV/9/2026', 'FV/10/2026'])
})

test('names are in the order of the alphabet, marks or none', () => {
  const db = withMetadata({ buyerName: 'Żuk' }, { buyerName: 'łąka' }, { buyerName: 'Mak' }, { buyerName: 'Lis' })
  const names = search(db, {}, { field: 'buyerName', descending: false }).rows.map(({ buyerName }) => buyerName)
  expect(names).toEqual(['łąka', 'Lis', 'Mak', 'Żuk'])
})

test.each(['issuedOn', 'invoiceNumber', 'buyerName', 'sellerName', 'grossMinor'] as const)('what has no %s comes last in both directions', (field) => {
  const empty = { issueDate: null, invoiceNumber: null, buyerName: null, sellerName: null, grossMinor: null }
  const db = withMetadata({}, empty, {})
  for (const descending of [false, true]) {
    const rows = search(db, {}, { field, descending }).rows
    expect(rows.map((row) => row[field] === null)).toEqual([false, false, true])
  }
})

test('equal rows keep one order, so that pages neither repeat nor lose any', () => {
  const db = withMetadata(...Array.from({ length: 50 }, () => ({ invoiceNumber: 'FV/1' })))
  for (const field of INVOICE_SORT_FIELDS) {
    for (const descending of [false, true]) {
      const pages = [0, 10, 20, 30, 40].flatMap((offset) => archive.searchInvoices(db, { filter: ALL, sort: { field, descending }, offset, limit: 10 }).rows)
      expect(new Set(pages.map(({ id }) => id)).size, field).toBe(50)
    }
  }
})

test('filters by state, by UPO and by session', () => {
  const db = withSession()
  expect(numbers(db, { states: ['rejected', 'waiting'] }, { field: 'invoiceNumber', descending: false })).toEqual(['FV/2/2026', 'FV/3/2026'])
  expect(numbers(db, { upo: 'present' })).toEqual(['FV/1/2026'])
  expect(search(db, { upo: 'absent' }).total).toBe(3)
  expect(search(db, { xml: 'present' }).total).toBe(0)
  const { sessionId } = archive.invoiceDetail(db, { id: archive.findByKsefNumber(db, { ksefNumber: ksefNumber(1) })! })!
  expect(search(db, { sessionId }).total).toBe(4)
  expect(archive.countStates(db)).toEqual({ complete: 1, 'complete-session-upo': 0, waiting: 1, 'no-upo': 1, rejected: 1, unclear: 0, received: 0, 'with-sender': 0 })
})

test('a period means Warsaw days, both of its ends included', () => {
  const db = withMetadata({ acquisitionDate: '2026-03-31T21:59:59.999Z' }, { acquisitionDate: '2026-03-31T22:00:00Z' }, { acquisitionDate: '2026-04-01T21:59:59.999+00:00' }, { acquisitionDate: '2026-04-01T22:00:00Z' })
  expect(numbers(db, { by: 'acquiredAt', from: '2026-04-01', to: '2026-04-01' })).toEqual(['FV/2/2026', 'FV/3/2026'])
  expect(numbers(db, { by: 'acquiredAt', from: null, to: '2026-03-31' })).toEqual(['FV/1/2026'])
  const byIssue = withMetadata({ issueDate: '2026-03-31' }, { issueDate: '2026-04-01' }, { issueDate: null })
  expect(numbers(byIssue, { by: 'issuedOn', from: '2026-03-31', to: '2026-03-31' })).toEqual(['FV/1/2026'])
})

test('an invoice is found by its KSeF number, a refused duplicate of it is not', () => {
  const db = emptyArchive()
  archive.recordListedSessions(db, { listedAt: AT, sessions: [listedSession()] })
  const invoices = [listedInvoice(1, { statusCode: 440 }), listedInvoice(2, { ksefNumber: ksefNumber(1) })]
  const [, accepted] = archive.recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices })
  expect(archive.findByKsefNumber(db, { ksefNumber: ksefNumber(1) })).toBe(accepted!.invoiceId)
  expect(archive.findByKsefNumber(db, { ksefNumber: ksefNumber(2) })).toBeNull()
})

test('sessions are listed newest first, with what is here beside what KSeF says', () => {
  const db = withSession()
  archive.recordListedSessions(db, { listedAt: AT, sessions: [listedSession({ referenceNumber: '20260301-SO-X', dateCreated: '2026-03-01T00:00:00Z' })] })
  const page = SessionPage.parse(archive.listSessions(db, { text: '', which: 'all', createdSince: null, offset: 0, limit: 10 }))
  expect(page.rows.map(({ referenceNumber, knownCount, provenCount }) => [referenceNumber, knownCount, provenCount])).toEqual([
    ['20260301-SO-X', 0, 0],
    [SESSION, 4, 1],
  ])
  expect(archive.listSessions(db, { text: '-so-', which: 'all', createdSince: null, offset: 0, limit: 10 }).total).toBe(1)
})

test('failed sessions are those that ended badly without an invoice that would tell, and not the interactive ones that stayed empty', () => {
  const db = withSession()
  const batch = (referenceNumber: string, statusCode: number) => listedSession({ referenceNumber, statusCode })
  const interactive = (referenceNumber: string, statusCode: number) => listedSession({ referenceNumber, statusCode, sessionType: 'Online' })
  const sessions = [batch(SESSION, 445), batch('20260301-SB-A', 435), batch('20260301-SB-B', 440), batch('20260301-SB-C', 150), interactive('20260301-SO-D', 440), interactive('20260301-SO-E', 415)]
  archive.recordListedSessions(db, { listedAt: AT, sessions })
  const { total, rows } = archive.listSessions(db, { text: '', which: 'failed', createdSince: null, offset: 0, limit: 10 })
  expect(rows.map(({ referenceNumber }) => referenceNumber).sort()).toEqual(['20260301-SB-A', '20260301-SB-B', '20260301-SO-E'])
  expect(total).toBe(3)
  expect(archive.listSessions(db, { text: '-so-', which: 'failed', createdSince: null, offset: 0, limit: 10 }).total).toBe(1)
  const all = archive.listSessions(db, { text: '', which: 'all', createdSince: null, offset: 0, limit: 10 })
  expect(all.rows.filter(hasFailedAlone)).toEqual(rows)
})

test('a failed session that was dealt with is told no more, until its status is another or the mark is taken away', () => {
  const db = emptyArchive()
  const failWith = (statusCode: number) => archive.recordListedSessions(db, { listedAt: AT, sessions: [listedSession({ statusCode })] })
  const open = () => archive.listSessions(db, { text: '', which: 'failed-open', createdSince: null, offset: 0, limit: 10 }).total
  const marked = () => archive.listSessions(db, { text: '', which: 'failed', createdSince: null, offset: 0, limit: 10 }).rows.map(({ handledAt, handledNote }) => [handledAt, handledNote])
  failWith(435)
  archive.markSessionHandled(db, { sessionId: 1, statusCode: 435, note: 'wysłano jeszcze raz', at: AT })
  expect([open(), marked()]).toEqual([0, [[AT, 'wysłano jeszcze raz']]])
  failWith(445)
  expect([open(), marked()]).toEqual([1, [[null, null]]])
  failWith(435)
  archive.undoSessionHandled(db, { sessionId: 1, at: AT })
  archive.undoSessionHandled(db, { sessionId: 1, at: AT })
  expect(open()).toBe(1)
  const entries = (db.prepare('SELECT content FROM journal ORDER BY number').pluck().all() as string[]).map((content) => JSON.parse(content) as { readonly kind: string; readonly sessionReference: string; readonly detail: object })
  expect(entries.filter(({ kind }) => kind.startsWith('handled')).map(({ kind, sessionReference, detail }) => [kind, sessionReference, detail])).toEqual([
    ['handled', SESSION, { statusCode: 435, note: 'wysłano jeszcze raz' }],
    ['handled-undone', SESSION, { statusCode: 435 }],
  ])
})

test('sessions of a time are those created since then; one without a date is of no time', () => {
  const db = emptyArchive()
  const created = (referenceNumber: string, dateCreated: string | null) => listedSession({ referenceNumber, dateCreated })
  // The first is given in an offset of its own: an hour later in UTC than it is written.
  archive.recordListedSessions(db, { listedAt: AT, sessions: [created('20260301-SB-A', '2026-03-01T09:30:00-01:00'), created('20260301-SB-B', '2026-03-01T09:59:59Z'), created('20260301-SB-C', null)] })
  const { total, rows } = archive.listSessions(db, { text: '', which: 'all', createdSince: '2026-03-01T10:00:00.000Z', offset: 0, limit: 10 })
  expect(rows.map(({ referenceNumber }) => referenceNumber)).toEqual(['20260301-SB-A'])
  expect(total).toBe(1)
})

test.each(INVOICE_SORT_FIELDS)('a page sorted by %s is read from an index, without sorting', (field) => {
  const db = emptyArchive()
  for (const descending of [false, true]) {
    const plan = explain(db, pageSql({ filter: ALL, sort: { field, descending } }, 1_000_000), { limit: 100, offset: 500_000 })
    expect(plan).toMatch(/SCAN invoices USING COVERING INDEX invoices_by_/)
    // The page itself (at most 500 rows) is put back into its order; the whole table never is.
    expect(plan.match(/USE TEMP B-TREE FOR ORDER BY/g) ?? []).toHaveLength(plan.includes('SCAN page') ? 1 : 0)
  }
})

test.each(INVOICE_SORT_FIELDS)('a page of many filtered rows sorted by %s reads no row that it does not show', (field) => {
  const filter: InvoiceFilter = { ...ALL, states: ['complete', 'no-upo'], upo: 'present', xml: 'absent' }
  const plan = explain(emptyArchive(), pageSql({ filter, sort: { field, descending: true } }, 500_000), { limit: 1, offset: 0 })
  expect(plan).toMatch(/SCAN invoices USING COVERING INDEX invoices_by_/)
})

test('a few filtered rows are found first and sorted then, whatever they are sorted by', () => {
  const plan = explain(emptyArchive(), pageSql({ filter: { ...ALL, states: ['rejected'] }, sort: { field: 'buyerName', descending: true } }, 10), { limit: 1, offset: 0 })
  expect(plan).toContain('invoices_by_state (stateRank=?)')
})

test.each(INVOICE_SORT_FIELDS)('rows sorted by %s are the same, found few first or met along the order', (field) => {
  const db = withMetadata({ buyerName: 'Ala' }, { buyerName: null, invoiceNumber: null }, { buyerName: 'Ola', grossMinor: null }, { sellerName: 'Inny', buyerIdentifier: '1', buyerName: 'x' })
  const filter: InvoiceFilter = { ...ALL, text: '5265877635', states: ['no-upo'] }
  const values = { ...toFilterSql(filter).values, limit: 10, offset: 0 }
  for (const descending of [false, true]) {
    const [few, many] = [3, 1_000_000].map((total) => db.prepare(pageSql({ filter, sort: { field, descending } }, total)).all(values))
    expect(few).toHaveLength(3)
    expect(many).toEqual(few)
  }
})

test('a period is looked up in the index of its date', () => {
  const filter: InvoiceFilter = { ...ALL, from: '2026-01-01', to: '2026-12-31', by: 'acquiredAt' }
  const plan = explain(emptyArchive(), pageSql({ filter, sort: { field: 'acquiredAt', descending: true } }, 500_000), { limit: 1, offset: 0, from: '2026', before: '2027' })
  expect(plan).toContain('SEARCH invoices USING COVERING INDEX invoices_by_acquiredAt (acquiredAt>? AND acquiredAt<?)')
})
