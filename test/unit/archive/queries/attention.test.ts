import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { archiveOperations as archive } from '../../../../electron/core/archiveOperations.ts'
import type { WritableDb } from '../../../../electron/archive/connection.ts'
import { CONTEXT, emptyArchive, ksefNumber, listedInvoice, listedMetadata, listedSession, SESSION, upoDocument, upoEntry } from '../../../support/archive.ts'
import { faXml } from '../../../support/invoiceXml.ts'

const AT = '2026-02-02T08:00:00.000Z'
const NOW = '2026-02-03T08:00:00.000Z'

function withInvoices(...invoices: Parameters<typeof listedInvoice>[]): { readonly db: WritableDb; readonly ids: readonly number[] } {
  const db = emptyArchive(CONTEXT)
  archive.recordListedSessions(db, { listedAt: AT, sessions: [listedSession()] })
  const recorded = archive.recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices: invoices.map((given) => listedInvoice(...given)) })
  return { db, ids: recorded.map(({ invoiceId }) => invoiceId) }
}

const REJECTED = { statusCode: 450, ksefNumber: null, acquisitionDate: null }

test('only invoices that need a look are found, page by page, and complete ones are not even diagnosed', () => {
  const { db, ids } = withInvoices([1], [2, REJECTED], [3, { statusCode: 100, ksefNumber: null }], [4])
  archive.keepDocument(db, upoDocument(1))
  archive.recordMetadata(db, { readAt: AT, items: [listedMetadata(1)] })
  expect(archive.attentionCandidates(db, { afterId: 0, limit: 2 })).toEqual({ invoiceIds: [ids[1], ids[2]], nextAfterId: ids[2] })
  const { entries, nextAfterId } = archive.attentionEntries(db, { afterId: 0, limit: 250, now: NOW })
  expect(nextAfterId).toBeNull()
  expect(entries.map(({ invoiceId, cause, list }) => [invoiceId, cause, list])).toEqual([
    [ids[1], 'rejected', 'todo'],
    [ids[2], 'still-processing', 'waiting'],
    [ids[3], 'not-fetched-yet', 'waiting'],
  ])
})

test('a mark holds for its cause, goes into the journal, and can be taken away', () => {
  const { db, ids } = withInvoices([2, REJECTED])
  const [invoiceId] = ids
  const listOf = (): string | undefined => archive.attentionEntries(db, { afterId: 0, limit: 250, now: NOW }).entries[0]?.list
  const before = archive.evidenceMark(db)
  archive.markHandled(db, { invoiceId: invoiceId!, cause: 'rejected', note: 'wystawiono jako FV/9', at: AT })
  expect(archive.evidenceMark(db)).not.toBe(before)
  expect(listOf()).toBe('handled')
  archive.markHandled(db, { invoiceId: invoiceId!, cause: 'still-processing', note: '', at: AT })
  expect(listOf()).toBe('todo')
  archive.undoHandled(db, { invoiceId: invoiceId!, at: NOW })
  archive.undoHandled(db, { invoiceId: invoiceId!, at: NOW })
  const journal = db.prepare('SELECT content FROM journal JOIN journalInvoices USING (number) WHERE invoiceId = ? ORDER BY number').pluck().all(invoiceId) as string[]
  expect(journal.map((content) => JSON.parse(content) as { kind: string; detail: object }).filter(({ kind }) => kind.startsWith('handled')).map(({ kind, detail }) => [kind, detail])).toEqual([
    ['handled', { cause: 'rejected', note: 'wystawiono jako FV/9' }],
    ['handled', { cause: 'still-processing', note: '' }],
    ['handled-undone', { cause: 'still-processing' }],
  ])
})

test('a duplicate marked as dealt with while nobody could tell which it is comes back once it is found to be another invoice, which must be issued by a date', () => {
  const file = Buffer.from(faXml({ number: 'FV/7', seller: '<NIP>5252248481</NIP>' }))
  const { db, ids } = withInvoices([1, { invoiceNumber: 'FV/7' }], [2, { invoiceNumber: 'FV/7', invoiceHash: createHash('sha256').update(file).digest('base64'), statusCode: 440, ksefNumber: null, acquisitionDate: null }])
  const invoiceId = ids[1]!
  const told = () => archive.attentionEntries(db, { afterId: 0, limit: 250, now: NOW }).entries.filter((entry) => entry.invoiceId === invoiceId).map(({ cause, list, sortDay }) => [cause, list, sortDay !== null])
  archive.markHandled(db, { invoiceId, cause: 'duplicate', note: 'poproszono o plik', at: AT })
  expect(told()).toEqual([['duplicate', 'handled', true]])
  archive.recordMetadata(db, { readAt: AT, items: [listedMetadata(1, { invoiceNumber: 'FV/7', buyerIdentifier: '9991000105' })] })
  archive.keepDocument(db, upoDocument(1, { kind: 'invoice', bytes: file, upoEntries: [], invoiceId }))
  expect(told()).toEqual([['duplicate', 'todo', true]])
  archive.markHandled(db, { invoiceId, cause: 'another-invoice', note: 'wystawiono jako FV/9', at: AT })
  expect(told()).toEqual([['duplicate', 'handled', true]])
})

test('settled later leaves the list by itself', () => {
  const { db, ids } = withInvoices([2, REJECTED])
  archive.markHandled(db, { invoiceId: ids[0]!, cause: 'rejected', note: '', at: AT })
  archive.recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices: [listedInvoice(9, { invoiceNumber: 'FV/2/2026' })] })
  archive.keepDocument(db, upoDocument(9))
  expect(archive.attentionEntries(db, { afterId: 0, limit: 250, now: NOW }).entries.map(({ invoiceId }) => invoiceId)).not.toContain(ids[0])
})

test('a mark and the history stay with an invoice that turns out to be known already', () => {
  const db = emptyArchive()
  archive.recordMetadata(db, { readAt: AT, items: [listedMetadata(1, { thirdParties: [{ kind: 'authorised', role: '2', identifier: '9991002015', name: 'Komornik' }] })] })
  const [facts] = archive.incompleteDiagnosisFacts(db, { afterId: 0, limit: 1 })
  archive.markHandled(db, { invoiceId: facts!.invoiceId, cause: 'upo-is-the-senders', note: 'od komornika', at: AT })
  archive.recordListedSessions(db, { listedAt: AT, sessions: [listedSession()] })
  archive.recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices: [listedInvoice(1)] })
  const [merged] = archive.incompleteDiagnosisFacts(db, { afterId: 0, limit: 5 })
  expect(merged).toMatchObject({
    ksefNumber: ksefNumber(1),
    handled: { cause: 'upo-is-the-senders', note: 'od komornika' },
    thirdParties: [{ kind: 'authorised', role: '2', identifier: '9991002015', name: 'Komornik' }],
  })
})

test('what KSeF said with a refusal is kept with the attempt', () => {
  const { db, ids } = withInvoices([1])
  const details = { reasonCode: 'missing-permissions', requiredAnyOfPermissions: ['Introspection'] }
  archive.recordAttempts(db, [{ invoiceId: ids[0]!, sessionReference: SESSION, at: AT, what: 'upo', route: 'link', outcome: 'failed', code: 'api-forbidden', httpStatus: 403, traceId: null, details, documentId: null }])
  expect(archive.diagnosisFacts(db, { invoiceIds: ids })[0]!.lastUpoAttempt).toMatchObject({ code: 'api-forbidden', details })
})

test('thousands of rejected invoices are all found, group by group', { timeout: 60_000 }, () => {
  const { db } = withInvoices(...Array.from({ length: 2_000 }, (_, index) => [index + 1, REJECTED] as [number, typeof REJECTED]))
  const sizes: number[] = []
  for (let afterId: number | null = 0; afterId !== null; ) {
    const page: ReturnType<typeof archive.attentionEntries> = archive.attentionEntries(db, { afterId, limit: 100, now: NOW })
    sizes.push(page.entries.length)
    afterId = page.nextAfterId
  }
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(2_000)
  expect(Math.max(...sizes)).toBe(100)
})

test('an offline invoice sent late in the evening is looked at by the day in Warsaw, a proven one too', () => {
  const { db, ids } = withInvoices([1, { invoicingMode: 'Offline' }], [2, { invoicingMode: 'Offline' }])
  const sentAt = ['2026-01-31T21:59:00.000Z', '2026-01-31T23:30:00.1234567Z']
  archive.recordMetadata(db, { readAt: AT, items: [listedMetadata(1), listedMetadata(2)].map((item) => ({ ...item, issueDate: '2026-01-31', invoicingMode: 'Offline' })) })
  for (const [index, sentDate] of sentAt.entries()) archive.keepDocument(db, upoDocument(index + 1, { upoEntries: [upoEntry(index + 1, { sentDate, mode: 'Offline' })] }))
  expect(archive.attentionCandidates(db, { afterId: 0, limit: 10 }).invoiceIds).toEqual([ids[1]])
})
