import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WritableDb } from '../../../../electron/archive/connection.ts'
import { archiveOperations as archive } from '../../../../electron/core/archiveOperations.ts'
import type { XmlToKeep } from '../../../../electron/core/evidence/keepXmls.ts'
import { sha256Base64 } from '../../../../electron/crypto/hash.ts'
import { toFetchedDocument } from '../../../../electron/ksef/fetchedDocument.ts'
import { emptyArchive, listedInvoice, listedSession, SESSION } from '../../../support/archive.ts'
import { archiveContents } from '../../../support/archiveContents.ts'
import { faXml } from '../../../support/invoiceXml.ts'

const AT = '2026-02-02T08:00:00.000Z'

/** Lists an invoice of these bytes and keeps them as fetched; gives what is known of it, and the bytes as stored. */
function kept(bytes: Buffer) {
  const db = emptyArchive()
  const invoiceHash = sha256Base64(bytes)
  archive.recordListedSessions(db, { listedAt: AT, sessions: [listedSession()] })
  const [recorded] = archive.recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices: [listedInvoice(1, { invoiceHash, invoiceNumber: null })] })
  const { invoiceId } = recorded!
  const document = { bytes, sha256: invoiceHash, headerHash: invoiceHash, headerHashVerdict: 'matches', contentType: 'application/xml', looksLike: 'xml', rootElement: null, route: 'invoice', fetchedAt: AT } as const
  archive.keepXmls(db, { items: [{ invoiceId, invoiceHash, document, failure: null }] })
  const detail = archive.shownInvoice(db, { id: invoiceId, trusted: [] })!
  return { db, detail, stored: Buffer.from(archive.documentBytes(db, { documentId: detail.documents[0]!.documentId })!.bytes) }
}

const NAMING = '<DaneFaKorygowanej><NrFaKorygowanej>FV/0</NrFaKorygowanej></DaneFaKorygowanej>'

test('a form to come is stored with what could be read, and what it names', () => {
  const bytes = Buffer.from(faXml({ form: 'FA (9)', extra: NAMING }))
  const { detail, stored } = kept(bytes)
  expect(stored.equals(bytes)).toBe(true)
  expect(detail).toMatchObject({ formCode: null, summary: { hasXml: true, invoiceNumber: 'FV/1/2026', grossMinor: 12_300 }, related: [{ kind: 'correction', invoiceNumber: 'FV/0', found: null }] })
})

test('broken XML is stored with what came before the break', () => {
  const whole = faXml({ extra: NAMING })
  const bytes = Buffer.from(whole.slice(0, whole.indexOf('<P_13_1>')))
  const { detail, stored } = kept(bytes)
  expect(stored.equals(bytes)).toBe(true)
  expect(detail).toMatchObject({ formCode: 'FA (3)', summary: { hasXml: true, invoiceNumber: 'FV/1/2026', sellerNip: '5265877635', grossMinor: null }, related: [] })
})

test('what is no XML at all is stored all the same, where its hash is that of the list', () => {
  const { detail } = kept(Buffer.from('to nie jest faktura'))
  expect(detail).toMatchObject({ formCode: null, summary: { hasXml: true, invoiceNumber: null }, related: [] })
})

test('whatever party it names finds it, marks or none, NIP with dashes or without', () => {
  const parties = '<Podmiot3><DaneIdentyfikacyjne><NIP>7010002137</NIP><Nazwa>Żłobek „Ćma”</Nazwa></DaneIdentyfikacyjne><Rola>8</Rola></Podmiot3>'
  const { db } = kept(Buffer.from(faXml({ parties })))
  const filter = { states: [], upo: 'any', xml: 'any', from: null, to: null, by: 'issuedOn', sessionId: null } as const
  const found = (text: string, more = {}) => archive.searchInvoices(db, { filter: { ...filter, text, ...more }, sort: { field: 'issuedOn', descending: true }, offset: 0, limit: 10 }).total
  expect(['zlobek cma', 'ŻŁOBEK', '701-000-21-37', 'PL7010002137', '5265877635', 'zdzblo', 'nikt'].map((text) => found(text))).toEqual([1, 1, 1, 1, 1, 1, 0])
  expect([{ form: 'FA (3)' }, { form: 'FA (2)' }, { form: 'unknown' }, { onlySelfInvoiced: true }].map((more) => found('', more))).toEqual([1, 0, 0, 0])
})

const NUMBERS = [1, 2, 3, 4] as const
/** The files of three invoices, that of one twice over, and what came in their place. Of the fourth no list has told the hash. */
const FILES = [...[1, 2, 3, 4].map((number) => faXml({ extra: NAMING }).replaceAll('FV/1/2026', `FV/${number}/2026`)), faXml({ form: 'FA (9)' }), '<html></html>', 'nic']
const ANSWERS = FILES.map((file) => toFetchedDocument({ status: 200, header: () => null, bytes: Buffer.from(file) }, 'invoice', Date.parse(AT)))
const FAILURE = { at: AT, code: '21165', httpStatus: 400, traceId: null, details: {} } as const

function withInvoices(): WritableDb {
  const db = emptyArchive()
  archive.recordListedSessions(db, { listedAt: AT, sessions: [listedSession()] })
  const invoices = NUMBERS.map((number) => listedInvoice(number, { invoiceHash: number === 4 ? null : ANSWERS[number - 1]!.sha256, invoiceNumber: null }))
  archive.recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices })
  return db
}

test('a group of files becomes what they become one by one', () => {
  const asked = fc.tuple(fc.constantFrom(...NUMBERS), fc.option(fc.nat(FILES.length - 1)))
  const outcomes = { stored: 0, alreadyStored: 0, quarantined: 0 }
  fc.assert(
    fc.property(fc.array(fc.array(asked, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 3 }), (groups) => {
      const [together, apart] = [withInvoices(), withInvoices()] as const
      for (const group of groups) {
        const items = group.map(([number, answer]): XmlToKeep => {
          const invoiceId = together.prepare('SELECT id FROM invoices WHERE invoiceReference = ?').pluck().get(listedInvoice(number).invoiceReference) as number
          return { invoiceId, invoiceHash: number === 4 ? null : ANSWERS[number - 1]!.sha256, document: answer === null ? null : ANSWERS[answer]!, failure: answer === null ? FAILURE : null }
        })
        const counts = archive.keepXmls(together, { items })
        const oneByOne = items.map((item) => archive.keepXmls(apart, { items: [item] }))
        for (const outcome of ['stored', 'alreadyStored', 'quarantined'] as const) {
          expect(counts[outcome]).toBe(oneByOne.reduce((total, one) => total + one[outcome], 0))
          outcomes[outcome] += counts[outcome]
        }
        expect(archiveContents(together)).toEqual(archiveContents(apart))
      }
      for (const db of [together, apart]) db.close()
    }),
    { numRuns: 40 },
  )
  expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(0)
})
