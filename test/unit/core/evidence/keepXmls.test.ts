import { expect, test } from 'vitest'
import { archiveOperations as archive } from '../../../../electron/core/archiveOperations.ts'
import { sha256Base64 } from '../../../../electron/crypto/hash.ts'
import { emptyArchive, listedInvoice, listedSession, SESSION } from '../../../support/archive.ts'
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
