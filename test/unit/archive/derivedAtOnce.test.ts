import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WritableDb } from '../../../electron/archive/connection.ts'
import type { DocumentInput } from '../../../electron/archive/inputs.ts'
import { archiveOperations as archive } from '../../../electron/archive/operations.ts'
import { keepDocument } from '../../../electron/archive/queries/keepDocument.ts'
import { fillFacts } from '../../../electron/archive/queries/recordMetadata.ts'
import { noneTouched, settle } from '../../../electron/archive/touched.ts'
import { inTransaction } from '../../../electron/archive/transaction.ts'
import { CONTEXT, emptyArchive, FACTS, hashOf, ksefNumber, listedInvoice, listedMetadata, listedSession, SESSION, upoDocument, upoEntry } from '../../support/archive.ts'

const AT = '2026-02-02T08:00:00.000Z'
const OTHER_SESSION = '20260201-SB-0000000000-0000000000-00'

const number = fc.integer({ min: 1, max: 4 })

/** What its bytes say, so that the same bytes always say the same; one invoice or a page of several. */
const said = fc
  .record({
    entries: fc.array(
      fc.record({ number, hash: fc.constantFrom('own', 'other', 'none'), nip: fc.constantFrom('5252248481', '1111111111', null), invoiceNumber: fc.constantFrom('FV/ŁÓDŹ/1', null) }),
      { minLength: 1, maxLength: 4 },
    ),
    signatureVerified: fc.boolean(),
    sessionReference: fc.constantFrom(SESSION, OTHER_SESSION, 'unknown'),
  })
  .map(({ entries, ...other }) => {
    const upoEntries = entries.map(({ number: one, hash, nip, invoiceNumber }) =>
      upoEntry(one, { documentHash: hash === 'none' ? null : hashOf(hash === 'own' ? one : one + 10), sellerNip: nip, invoiceNumber }),
    )
    const kind = entries.length === 1 ? 'invoice-upo' : 'session-upo'
    return upoDocument(1, { kind, upoEntries, ...other, bytes: Buffer.from(JSON.stringify({ upoEntries, ...other })) })
  })

interface Arrival {
  readonly which: number
  readonly isQuarantined: boolean
  readonly invoiceId: 1 | null
}

/** Few documents that come again and again, set apart or kept. */
function toDocument(documents: readonly DocumentInput[], { which, isQuarantined, invoiceId }: Arrival): DocumentInput {
  const document = documents[which % documents.length]!
  return isQuarantined ? { ...document, standing: 'quarantined', quarantineReason: 'header-hash-differs', invoiceId } : document
}

type Step = (db: WritableDb, documents: readonly DocumentInput[]) => void

const listing = fc.record({ number, status: fc.constantFrom(200, 150, 440), hash: fc.constantFrom('own', 'none') }).map(({ number: one, status, hash }): Step => (db) => {
  const invoice = listedInvoice(one, { statusCode: status, ...(status === 200 ? {} : { ksefNumber: null }), ...(hash === 'none' ? { invoiceHash: null } : {}) })
  archive.recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices: [invoice] })
})

const BAILIFF = { kind: 'authorised', role: '2', identifier: '9991002015', name: 'Komornik' } as const
const FACTOR = { kind: 'third', role: '1', identifier: '9991002067', name: 'Faktor' } as const

/** Days before, on and after which the refreshes below begin; by it they read past an invoice or not. */
const day = fc.integer({ min: 1, max: 9 })

const metadata = fc
  .record({ number, thirdParties: fc.constantFrom([], [FACTOR], [FACTOR, BAILIFF]), isSelfInvoicing: fc.constantFrom(false, false, true), acceptedOn: day })
  .map(({ number: one, acceptedOn, ...said }): Step => (db) => void archive.recordMetadata(db, { readAt: AT, items: [listedMetadata(one, { ...said, acquisitionDate: `2026-02-0${acceptedOn}T09:02:00+00:00` })] }))

/** Killed ones have no end; a clock may have been put back before any. */
const refresh = fc
  .record({ startedOn: day, outcome: fc.constantFrom('done', 'paused', 'failed', 'killed'), waitingFor: fc.constantFrom([], ['xml'], ['sessions']), readsMetadata: fc.boolean() })
  .map(({ startedOn, outcome, waitingFor, readsMetadata }): Step => (db) => {
    const startedAt = `2026-02-0${startedOn}T08:00:00.000Z`
    const { runId } = archive.startRun(db, { startedAt })
    if (outcome === 'killed') return
    if (readsMetadata) {
      const until = archive.readSyncState(db, { key: 'metadataUntil' })
      archive.writeSyncState(db, { key: 'from', value: '2026-02-01' })
      archive.writeSyncState(db, { key: 'metadataUntil', value: until === null || until < startedAt ? startedAt : until })
    }
    archive.finishRun(db, { runId, finishedAt: startedAt, outcome, result: JSON.stringify({ waitingFor }) })
  })

/** Documents of one transaction, as a caller keeps them: each with its own, or the whole group settled at the end, or when one of it is looked at. */
const keeping = fc.record({ arrivals: fc.array(fc.record({ which: fc.nat(9), isQuarantined: fc.boolean(), invoiceId: fc.constantFrom(null, 1 as const) }), { minLength: 1, maxLength: 4 }), together: fc.boolean(), told: fc.option(number), lookedAt: fc.option(number) }).map(
  ({ arrivals, together, told, lookedAt }): Step =>
    (db, documents) =>
      inTransaction(db, () => {
        const touched = noneTouched()
        for (const [index, arrival] of arrivals.entries()) {
          keepDocument(db, toDocument(documents, arrival), together ? { touched } : {})
          if (index > 0) continue
          const id = told === null ? undefined : (db.prepare('SELECT id FROM invoices WHERE ksefNumber = ?').pluck().get(ksefNumber(told)) as number | undefined)
          if (id !== undefined) {
            fillFacts(db, id, FACTS)
            touched.facts.add(id)
          }
          if (lookedAt !== null && (touched.evidence.has(lookedAt) || touched.facts.has(lookedAt))) settle(db, touched)
        }
        settle(db, touched)
      }),
)

function invoices(db: WritableDb): unknown {
  return db.prepare('SELECT * FROM invoices ORDER BY id').all()
}

test('what is made at hand, a group at once, is what all evidence together gives', () => {
  fc.assert(
    fc.property(fc.array(said, { minLength: 1, maxLength: 5 }), fc.array(fc.oneof({ weight: 2, arbitrary: listing }, { weight: 2, arbitrary: metadata }, { weight: 2, arbitrary: refresh }, { weight: 4, arbitrary: keeping }), { minLength: 1, maxLength: 10 }), (documents, steps) => {
      const db = emptyArchive(CONTEXT)
      archive.recordListedSessions(db, { listedAt: AT, sessions: [listedSession(), listedSession({ referenceNumber: OTHER_SESSION })] })
      archive.recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices: [listedInvoice(1)] })
      for (const step of steps) {
        step(db, documents)
        const before = invoices(db)
        archive.rebuildDerived(db)
        expect(invoices(db)).toEqual(before)
      }
      db.close()
    }),
    { numRuns: 300 },
  )
})
