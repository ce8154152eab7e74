import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WritableDb } from '../../../electron/archive/connection.ts'
import { archiveOperations as archive } from '../../../electron/archive/operations.ts'
import { toMatchExpression } from '../../../electron/archive/searchWords.ts'
import type { InvoiceFilter } from '../../../electron/shared/contract/invoices.ts'
import { emptyArchive, ksefNumber, listedInvoice, listedMetadata, listedSession, SESSION } from '../../support/archive.ts'

const AT = '2026-02-02T08:00:00.000Z'
const ALL: InvoiceFilter = { text: '', states: [], upo: 'any', xml: 'any', from: null, to: null, by: 'issuedOn', sessionId: null }

function archiveWith(...over: Parameters<typeof listedMetadata>[1][]): WritableDb {
  const db = emptyArchive()
  archive.recordMetadata(db, { readAt: AT, items: over.map((facts, index) => listedMetadata(index + 1, facts)) })
  return db
}

function found(db: WritableDb, text: string): readonly (string | null)[] {
  const page = archive.searchInvoices(db, { filter: { ...ALL, text }, sort: { field: 'ksefNumber', descending: false }, offset: 0, limit: 100 })
  expect(page.total).toBe(page.rows.length)
  return page.rows.map(({ invoiceNumber }) => invoiceNumber)
}

const one = archiveWith.bind(null, {
  invoiceNumber: 'FV/0012/02/2026',
  sellerName: 'Gżegżółka i Wnuk sp.j.',
  buyerName: 'PRZEDSIĘBIORSTWO „Łąka”',
  buyerIdentifier: '5265877635',
  grossMinor: 123_456,
})

test.each([
  ['a word of a name without its Polish letters', 'laka'],
  ['a name in its Polish letters, in capitals', 'GŻEGŻÓŁKA'],
  ['the beginning of a word', 'przedsieb'],
  ['words in another order', 'wnuk gzegzolka'],
  ['an own number', 'FV/0012/02/2026'],
  ['the beginning of an own number', 'fv/0012'],
  ['a KSeF number', ksefNumber(1)],
  ['the middle of a KSeF number', '000000000001'],
  ['a NIP', '5265877635'],
  ['a NIP with dashes', '526-587-76-35'],
  ['a NIP with its country', 'PL526-587-76-35'],
  ['an amount with a comma', '1234,56'],
  ['an amount with a point', '1234.56'],
  ['an amount with its digits in groups', '1 234,56'],
  ['quotation marks and operators, which are nothing but text', '"laka" AND'],
])('finds %s', (_what, text) => {
  const db = one()
  const asked = text.endsWith('AND') ? text.slice(0, -4) : text
  expect(found(db, asked)).toEqual(['FV/0012/02/2026'])
})

test('finds a session and an invoice by reference number', () => {
  const db = emptyArchive()
  archive.recordListedSessions(db, { listedAt: AT, sessions: [listedSession()] })
  archive.recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices: [listedInvoice(1), listedInvoice(2)] })
  expect(found(db, listedInvoice(2).invoiceReference)).toEqual(['FV/2/2026'])
  expect(found(db, SESSION)).toEqual(['FV/1/2026', 'FV/2/2026'])
})

test('does not find what begins no word', () => {
  const db = one()
  for (const text of ['aka', '265877635', 'laka nieznana', '234,56', 'AND', 'NOT laka OR']) expect(found(db, text), text).toEqual([])
})

test('text without a single letter or digit asks for nothing in particular', () => {
  for (const text of ['', '  ', '" *', '()', '-', '„”']) expect(toMatchExpression(text), text).toBeNull()
  expect(found(one(), ' "*" ')).toHaveLength(1)
})

test('whatever is typed is text, never syntax', () => {
  const db = one()
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.stringMatching(/^[a-z"*^(){}:+\-. ]{0,30}$/), fc.constantFrom('NEAR(a b)', 'words : a', '{words} : a', 'a NOT b', '-a')), (text) => {
      found(db, text)
    }),
  )
})

test('every invoice is found by any word of its names, however its letters are marked', () => {
  const word = fc.stringMatching(/^[a-ząćęłńóśźżA-ZĄĆĘŁŃÓŚŹŻ0-9]{1,12}$/)
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), fc.nat(), (words, pick) => {
      const db = archiveWith({ buyerName: words.join(' ') })
      const chosen = words[pick % words.length]!
      for (const text of [chosen, chosen.toUpperCase(), chosen.normalize('NFD'), chosen.slice(0, 3)]) expect(found(db, text)).toHaveLength(1)
    }),
    { numRuns: 40 },
  )
})
