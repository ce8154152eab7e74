import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WritableDb } from '../../../../electron/archive/connection.ts'
import type { AttemptInput } from '../../../../electron/archive/inputs.ts'
import { recordSessionInvoices } from '../../../../electron/archive/queries/recordInvoices.ts'
import { recordListedSessions } from '../../../../electron/archive/queries/recordSessions.ts'
import { keepUpos, type UpoToKeep } from '../../../../electron/core/evidence/keepUpos.ts'
import { sha256Base64 } from '../../../../electron/crypto/hash.ts'
import { toFetchedDocument } from '../../../../electron/ksef/fetchedDocument.ts'
import { emptyArchive, listedInvoice, listedSession, SESSION } from '../../../support/archive.ts'
import { archiveContents } from '../../../support/archiveContents.ts'
import { ksefNumberOf, pageXml, signedUpo, upoXml } from '../../../support/upo.ts'

const AT = '2026-03-05T10:00:00.000Z'
const NUMBERS = [1, 2, 3, 4] as const

function entry(number: number): { readonly ksefNumber: string; readonly documentHash: string } {
  return { ksefNumber: ksefNumberOf(number), documentHash: sha256Base64(Buffer.from(`invoice ${number}`)) }
}

/** What may come in the place of a receipt: of the right invoice and of others, signed twice, of other bytes, of none, unsigned, of several. */
const ANSWERS = [
  ...NUMBERS.map((number) => signedUpo({ session: SESSION, entries: [entry(number)] })),
  signedUpo({ session: SESSION, entries: [entry(1)], receiver: 'Ministerstwo Finansów (TE)' }),
  signedUpo({ session: SESSION, entries: [{ ...entry(2), documentHash: entry(1).documentHash }] }),
  signedUpo({ session: SESSION, entries: [entry(9)] }),
  signedUpo({ session: SESSION, entries: [entry(1), entry(2)], description: pageXml(1, 1, 1, 2, 2) }),
  Buffer.from(upoXml({ session: SESSION, entries: [entry(3)] })),
  Buffer.from('<!doctype html><title>Bot?</title>'),
  Buffer.from(''),
].map((bytes) => toFetchedDocument({ status: 200, header: () => null, bytes }, 'link', Date.parse(AT)))

/** Invoice, what came for it, and whether something failed before. */
const asked = fc.tuple(fc.constantFrom(...NUMBERS), fc.array(fc.nat(ANSWERS.length - 1), { maxLength: 2 }), fc.boolean())

function toItem(db: WritableDb, [number, answers, hasFailed]: readonly [number, readonly number[], boolean]): UpoToKeep {
  const invoiceId = db.prepare('SELECT id FROM invoices WHERE invoiceReference = ?').pluck().get(listedInvoice(number).invoiceReference) as number
  const failed: AttemptInput = { invoiceId, sessionReference: SESSION, at: AT, what: 'upo', route: 'link', outcome: 'failed', code: 'network', httpStatus: null, traceId: null, documentId: null }
  return { invoiceId, sessionReference: SESSION, ...{ ksefNumber: entry(number).ksefNumber, invoiceHash: entry(number).documentHash }, documents: answers.map((index) => ANSWERS[index]!), attempts: hasFailed ? [failed] : [] }
}

function listed(): WritableDb {
  const db = emptyArchive()
  recordListedSessions(db, { listedAt: AT, sessions: [listedSession()] })
  const invoices = NUMBERS.map((number) => listedInvoice(number, { ksefNumber: entry(number).ksefNumber, invoiceHash: entry(number).documentHash }))
  recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices })
  return db
}

test('a group of receipts becomes what they become one by one', () => {
  const outcomes = { stored: 0, alreadyStored: 0, quarantined: 0 }
  fc.assert(
    fc.property(fc.array(fc.array(asked, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 3 }), (groups) => {
      const [together, apart] = [listed(), listed()] as const
      for (const group of groups) {
        const counts = keepUpos(together, { environment: 'test', items: group.map((one) => toItem(together, one)) })
        const oneByOne = group.map((one) => keepUpos(apart, { environment: 'test', items: [toItem(apart, one)] }))
        const sum = (of: keyof typeof counts): number => oneByOne.reduce((total, one) => total + one[of], 0)
        expect(counts).toEqual({ stored: sum('stored'), alreadyStored: sum('alreadyStored'), quarantined: sum('quarantined') })
        expect(archiveContents(together)).toEqual(archiveContents(apart))
        for (const outcome of ['stored', 'alreadyStored', 'quarantined'] as const) outcomes[outcome] += counts[outcome]
      }
      for (const db of [together, apart]) db.close()
    }),
    { numRuns: 40 },
  )
  expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(0)
})
