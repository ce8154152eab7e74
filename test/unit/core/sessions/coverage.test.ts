import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coverageOf, describeSession } from '../../../../electron/core/sessions/coverage.ts'
import { recordListedSessions } from '../../../../electron/archive/queries/recordSessions.ts'
import { markSessionRead } from '../../../../electron/archive/queries/recordSessions.ts'
import { sessionsToPlan } from '../../../../electron/archive/queries/sessionsToPlan.ts'
import { recordSessionInvoices } from '../../../../electron/archive/queries/recordInvoices.ts'
import { keepDocument } from '../../../../electron/archive/queries/keepDocument.ts'
import { recordAttempts } from '../../../../electron/archive/queries/attempts.ts'
import { quarantinedDocuments } from '../../../../electron/archive/queries/quarantined.ts'
import { listSessions } from '../../../../electron/archive/queries/listSessions.ts'
import { countStates } from '../../../../electron/archive/queries/searchInvoices.ts'
import { findSession, sessionFacts } from '../../../../electron/archive/queries/sessionFacts.ts'
import { linkSessionUpoPage, recordSessionUpoPages, sessionUposWanted } from '../../../../electron/archive/queries/sessionUpoPages.ts'
import { rebuildDerived } from '../../../../electron/archive/rebuildDerived.ts'
import type { WritableDb } from '../../../../electron/archive/connection.ts'
import type { UpoEntryInput } from '../../../../electron/archive/inputs.ts'
import { SessionDetail } from '../../../../electron/shared/contract/sessions.ts'
import { INVOICE_STATES, INVOICE_STATUS_CODES } from '../../../../electron/shared/model/invoiceStatus.ts'
import { emptyArchive, explain, hashOf, ksefNumber, listedInvoice, listedSession, SESSION, upoDocument, upoEntry } from '../../../support/archive.ts'

const AT = '2026-02-02T08:00:00.000Z'

function archiveWith(invoices: number): WritableDb {
  const db = emptyArchive()
  recordListedSessions(db, { listedAt: AT, sessions: [listedSession({ invoiceCount: invoices, acceptedCount: invoices })] })
  recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices: Array.from({ length: invoices }, (_, index) => listedInvoice(index + 1)) })
  for (const { sessionReference, fingerprint } of sessionsToPlan(db)) markSessionRead(db, { sessionReference, fingerprint })
  return db
}

interface Page {
  readonly page: number
  readonly pages: number
  readonly total: number
  readonly entries: readonly UpoEntryInput[]
}

function keepPage(db: WritableDb, { page, pages, total, entries }: Page): number {
  const { documentId } = keepDocument(
    db,
    upoDocument(1, {
      kind: 'session-upo',
      bytes: Buffer.from(JSON.stringify({ page, entries })),
      upoEntries: entries,
      inspection: { checks: [], signer: null, signedAt: null, page: { page, pages, totalDocuments: total } },
    }),
  )
  return documentId
}

/** What the window is given: all that the contract wants of it is there. */
function detailOf(db: WritableDb): SessionDetail {
  return SessionDetail.parse(describeSession(sessionFacts(db, { id: findSession(db, { referenceNumber: SESSION }) ?? 0 })!))
}

describe('the coverage of a session', () => {
  it('puts every invoice into one count, whatever the statuses', () => {
    const group = fc.record({
      statusCode: fc.oneof(fc.constantFrom(...INVOICE_STATUS_CODES), fc.integer({ min: 100, max: 999 })),
      state: fc.constantFrom(...INVOICE_STATES),
      count: fc.nat(10_000),
    })
    fc.assert(
      fc.property(fc.array(group), (counts) => {
        const { sent, accepted, rejected, inProcess, unclear, ...proof } = coverageOf(counts)
        expect(sent).toBe(counts.reduce((sum, { count }) => sum + count, 0))
        expect(accepted + rejected + inProcess + unclear).toBe(sent)
        expect(proof.provenByInvoiceUpo + proof.provenBySessionUpoOnly + proof.quarantined + proof.notProven).toBe(accepted)
        for (const count of [rejected, inProcess, unclear, ...Object.values(proof)]) expect(count).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('tells the same of an archive, whatever its receipts name', () => {
    const entry = fc.record({ number: fc.integer({ min: 1, max: 12 }), isOther: fc.boolean() })
    fc.assert(
      fc.property(fc.uniqueArray(entry, { selector: ({ number }) => number, maxLength: 12 }), fc.uniqueArray(fc.integer({ min: 1, max: 8 })), (entries, own) => {
        const db = archiveWith(8)
        for (const number of own) keepDocument(db, upoDocument(number))
        keepPage(db, { page: 1, pages: 1, total: entries.length, entries: entries.map(({ number, isOther }) => upoEntry(number, isOther ? { documentHash: hashOf(number + 100) } : {})) })
        const { coverage, gaps, strangers, contradictions } = detailOf(db)
        const onList = entries.filter(({ number }) => number <= 8)
        const bySession = onList.filter(({ number, isOther }) => !isOther && !own.includes(number)).length
        const unclear = onList.filter(({ number, isOther }) => isOther && !own.includes(number)).length
        expect(coverage).toMatchObject({ sent: 8, accepted: 8, provenByInvoiceUpo: own.length, provenBySessionUpoOnly: bySession, quarantined: unclear, notProven: 8 - own.length - bySession - unclear })
        expect(gaps.total).toBe(8 - onList.length)
        expect(strangers.total).toBe(entries.length - onList.length)
        expect(contradictions.total).toBe(onList.filter(({ isOther }) => isOther).length)
        const before = db.prepare('SELECT * FROM invoices ORDER BY id').all()
        rebuildDerived(db)
        expect(db.prepare('SELECT * FROM invoices ORDER BY id').all()).toEqual(before)
      }),
      { numRuns: 40 },
    )
  })

  it('calls nothing missing before all pages are here, and counts entries instead of trusting ranges', () => {
    const db = archiveWith(4)
    keepPage(db, { page: 1, pages: 2, total: 4, entries: [upoEntry(1), upoEntry(2)] })
    expect(detailOf(db)).toMatchObject({ hasAllPages: false, gaps: { total: 0 }, entries: { counted: 2, stated: 4, verdict: 'not-checked' } })
    keepPage(db, { page: 2, pages: 2, total: 4, entries: [upoEntry(3)] })
    const detail = detailOf(db)
    expect(detail).toMatchObject({ hasAllPages: true, entries: { counted: 3, stated: 4, verdict: 'failed' } })
    expect(detail.gaps.rows.map((gap) => gap.ksefNumber)).toEqual([ksefNumber(4)])
  })

  it('reports the same file under another number, another own number and another seller', () => {
    const db = archiveWith(2)
    keepPage(db, { page: 1, pages: 1, total: 2, entries: [upoEntry(9, { documentHash: hashOf(1) }), upoEntry(2, { invoiceNumber: 'FV/X', sellerNip: '7010002137' })] })
    const { contradictions, gaps, strangers, coverage } = detailOf(db)
    expect(contradictions.rows.map(({ difference }) => difference).toSorted()).toEqual(['invoice-number', 'ksef-number'])
    expect({ gaps: gaps.total, strangers: strangers.total }).toEqual({ gaps: 1, strangers: 1 })
    expect(coverage).toMatchObject({ provenBySessionUpoOnly: 1, notProven: 1 })
    const [card] = listSessions(db, { text: '', which: 'all', createdSince: null, offset: 0, limit: 1 }).rows
    expect(card).toMatchObject({ knownCount: 2, provenCount: 1, unlistedCount: 1 })
  })

  it('tells an invoice in whose place something else came from one that lacks its UPO, as the list of invoices does', () => {
    const db = archiveWith(3)
    keepDocument(db, upoDocument(1))
    keepDocument(db, upoDocument(2, { standing: 'quarantined', quarantineReason: 'signature-invalid', invoiceId: 2 }))
    expect(detailOf(db).coverage).toMatchObject({ accepted: 3, provenByInvoiceUpo: 1, quarantined: 1, notProven: 1 })
    expect(countStates(db)).toMatchObject({ complete: 1, unclear: 1, 'no-upo': 1 })
  })

  it('leads from a page that was set apart to the session in whose place it came, whatever it names', () => {
    const db = archiveWith(1)
    const { documentId } = keepDocument(db, upoDocument(1, { kind: 'session-upo', standing: 'quarantined', quarantineReason: 'other-session', invoiceId: null, sessionReference: '20260101-SO-0000000000-0000000000-00' }))
    recordAttempts(db, [{ invoiceId: null, sessionReference: SESSION, at: AT, what: 'session-upo', route: 'link', outcome: 'quarantined', code: 'other-session', httpStatus: 200, traceId: null, documentId }])
    expect(quarantinedDocuments(db, { offset: 0, limit: 1 }).rows).toMatchObject([{ session: { reference: SESSION }, invoice: null }])
  })

  it('gives what KSeF says of a failed submission besides', () => {
    const db = emptyArchive()
    recordListedSessions(db, { listedAt: AT, sessions: [listedSession({ statusCode: 405, statusDetails: ['Nieprawidłowa część 2', 'Suma się nie zgadza'] })] })
    expect(detailOf(db).statusDetails).toEqual(['Nieprawidłowa część 2', 'Suma się nie zgadza'])
  })

  it('matches two entries of one hash by their KSeF numbers', () => {
    const db = archiveWith(0)
    const invoices = [1, 2].map((number) => listedInvoice(number, { invoiceHash: hashOf(7), invoiceNumber: 'FV/7' }))
    recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices })
    keepPage(db, { page: 1, pages: 1, total: 2, entries: [1, 2].map((number) => upoEntry(number, { documentHash: hashOf(7), invoiceNumber: 'FV/7' })) })
    expect(detailOf(db)).toMatchObject({ coverage: { accepted: 2, provenBySessionUpoOnly: 2 }, contradictions: { total: 0 }, strangers: { total: 0 } })
  })
})

describe('the pages of a session UPO', () => {
  it('are wanted until every one that KSeF named is here', () => {
    const db = archiveWith(2)
    const wanted = () => sessionUposWanted(db, { beforeId: null, limit: 10 }).map(({ sessionReference }) => sessionReference)
    expect(wanted()).toEqual([SESSION])
    expect(recordSessionUpoPages(db, { sessionReference: SESSION, listedAt: AT, pageReferences: ['A', 'B'] })).toEqual(['A', 'B'])
    linkSessionUpoPage(db, { sessionReference: SESSION, pageReference: 'A', documentId: keepPage(db, { page: 1, pages: 2, total: 2, entries: [upoEntry(1)] }) })
    expect(recordSessionUpoPages(db, { sessionReference: SESSION, listedAt: AT, pageReferences: ['A', 'B'] })).toEqual(['B'])
    expect(wanted()).toEqual([SESSION])
    linkSessionUpoPage(db, { sessionReference: SESSION, pageReference: 'B', documentId: keepPage(db, { page: 2, pages: 2, total: 2, entries: [upoEntry(2)] }) })
    expect(wanted()).toEqual([])
    expect(detailOf(db).pages.map(({ pageReference }) => pageReference)).toEqual(['A', 'B'])
  })

  it('are found by an index in an archive of a million documents', () => {
    const db = emptyArchive()
    expect(explain(db, "SELECT id FROM documents WHERE kind = 'session-upo' AND sessionReference = 'x' AND standing = 'kept'")).toContain('documents_of_session')
    expect(explain(db, "SELECT documentId FROM attempts WHERE what = 'session-upo' AND sessionReference = 'x'")).toContain('attempts_at_session_upo')
  })
})
