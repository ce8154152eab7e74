import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { WritableDb } from '../../../../electron/archive/connection.ts'
import type { ListedInvoice, ListedMetadata } from '../../../../electron/archive/inputs.ts'
import { archiveOperations as archive } from '../../../../electron/archive/operations.ts'
import { recordReading } from '../../../../electron/archive/queries/invoiceReadings.ts'
import type { InvoiceReference } from '../../../../electron/shared/model/invoiceFacts.ts'
import { describeRelation } from '../../../../electron/shared/messages/relations.ts'
import { composeKsefNumber } from '../../../../electron/shared/model/ksefNumber.ts'
import { CONTEXT, emptyArchive, listedInvoice, listedMetadata, listedSession, SESSION, upoDocument, upoEntry } from '../../../support/archive.ts'

const AT = '2026-02-02T08:00:00.000Z'
const number = (index: number): string => composeKsefNumber('5252248481', '2026-02-01', index.toString(16).toUpperCase().padStart(12, '0'))
const misquoted = (index: number): string => number(index).replace(/..$/, (crc) => (crc === '00' ? '01' : '00'))

const fileOf = (index: number): Buffer => Buffer.from(`<Faktura>${index}</Faktura>`)
const hashOf = (index: number): string => createHash('sha256').update(fileOf(index)).digest('base64')

/** Puts an accepted invoice here (or what `over` makes of it), its own number FV/n/2026; answers its id. */
function add(db: WritableDb, index: number, over: Partial<ListedInvoice> = {}): number {
  archive.recordListedSessions(db, { listedAt: AT, sessions: [listedSession()] })
  const [recorded] = archive.recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices: [listedInvoice(index, { ksefNumber: number(index), invoiceHash: hashOf(index), ...over })] })
  return recorded!.invoiceId
}

const metadata = (index: number, over: Partial<ListedMetadata> = {}): ListedMetadata => listedMetadata(index, { ksefNumber: number(index), invoiceHash: hashOf(index), ...over })

/** Gives the invoice its file, which names these others. */
function addFile(db: WritableDb, index: number, invoiceId: number, references: readonly Partial<InvoiceReference>[], flags = {}): void {
  const { documentId } = archive.keepDocument(db, upoDocument(1, { kind: 'invoice', bytes: fileOf(index), upoEntries: [], invoiceId }))
  const whole = references.map((reference) => ({ kind: 'corrected' as const, ksefNumber: null, invoiceNumber: null, issuedOn: null, ...reference }))
  recordReading(db, { documentId, isLocalGovernment: null, isVatGroup: null, references: whole, ...flags })
}

const relatedOf = (db: WritableDb, id: number) => archive.invoiceDetail(db, { id })!.related
const briefly = (db: WritableDb, id: number) => relatedOf(db, id).map(({ kind, direction, hasWrongChecksum, found }) => [kind, direction, found?.id ?? null, found?.by ?? null, hasWrongChecksum])

test('repeated submissions are told apart by their moment and session', () => {
  const db = emptyArchive(CONTEXT)
  const first = add(db, 1)
  add(db, 2, { invoiceNumber: 'FV/1/2026', ksefNumber: null, statusCode: 440, invoicingDate: '2026-02-01T10:15:00.000Z' })
  const [repeated] = relatedOf(db, first)
  expect(repeated).toMatchObject({ kind: 'duplicate', direction: 'from', ksefNumber: null, found: { takenAt: '2026-02-01T10:15:00.000Z', sessionReference: SESSION } })
  expect(describeRelation('pl', repeated!).submission).toBe(`Przyjęta do przetwarzania 01.02.2026, 11:15 w sesji ${SESSION}`)
  expect(describeRelation('en', { ...repeated!, found: { ...repeated!.found!, takenAt: null } }).submission).toBe(`In session ${SESSION}`)
  expect(describeRelation('pl', { ...repeated!, ksefNumber: number(1) }).submission).toBeNull()
})

test('of more than a hundred the first are told, and that there are more', () => {
  const db = emptyArchive()
  const cut = (id: number) => {
    const { related, relatedIsCut } = archive.invoiceDetail(db, { id })!
    return [related.length, relatedIsCut]
  }
  const [whole, more] = [add(db, 1), add(db, 2)]
  const quoted = (count: number) => Array.from({ length: count }, (_, index) => ({ invoiceNumber: `FV/${index}/1999`, issuedOn: '1999-12-31' }))
  addFile(db, 1, whole, quoted(100))
  addFile(db, 2, more, quoted(101))
  expect([cut(whole), cut(more)]).toEqual([[100, false], [100, true]])
})

describe('a correction', () => {
  test('by KSeF number is linked both ways, also before the corrected invoice is here', () => {
    const db = emptyArchive()
    const correction = add(db, 2)
    addFile(db, 2, correction, [{ ksefNumber: number(1), invoiceNumber: 'FV/1/2026', issuedOn: '2026-01-31' }])
    expect(relatedOf(db, correction)).toEqual([{ kind: 'correction', direction: 'to', ksefNumber: number(1), invoiceNumber: 'FV/1/2026', issuedOn: '2026-01-31', hasWrongChecksum: false, found: null }])
    const corrected = add(db, 1)
    expect(briefly(db, correction)).toEqual([['correction', 'to', corrected, 'ksef-number', false]])
    expect(briefly(db, corrected)).toEqual([['correction', 'from', correction, 'ksef-number', false]])
  })

  test('whose quoted number has wrong check digits is linked all the same, and marked', () => {
    const db = emptyArchive()
    const [corrected, correction] = [add(db, 1), add(db, 2)]
    addFile(db, 2, correction, [{ ksefNumber: misquoted(1) }])
    expect(briefly(db, correction)).toEqual([['correction', 'to', corrected, 'ksef-number', true]])
    expect(briefly(db, corrected)).toEqual([['correction', 'from', correction, 'ksef-number', true]])
  })

  test('whose quoted number is mistyped throughout is linked by own number, date and seller', () => {
    const db = emptyArchive()
    const [corrected, correction] = [add(db, 1), add(db, 2)]
    archive.recordMetadata(db, { readAt: AT, items: [metadata(1, {  })] })
    addFile(db, 2, correction, [{ ksefNumber: misquoted(77), invoiceNumber: 'FV/1/2026', issuedOn: '2026-01-31' }])
    expect(briefly(db, correction)).toEqual([['correction', 'to', corrected, 'own-number', true]])
    expect(briefly(db, corrected)).toEqual([['correction', 'from', correction, 'own-number', true]])
  })

  test.each([
    ['of another day', { invoiceNumber: 'FV/1/2026', issuedOn: '2025-01-31' }],
    ['of a right KSeF number that is not here', { ksefNumber: number(77), invoiceNumber: 'FV/1/2026', issuedOn: '2026-01-31' }],
    ['of another number', { invoiceNumber: 'FV/10/2026' }],
  ])('is not linked to an invoice %s', (_, reference) => {
    const db = emptyArchive()
    const [corrected, correction] = [add(db, 1), add(db, 2)]
    archive.recordMetadata(db, { readAt: AT, items: [metadata(1, {  })] })
    addFile(db, 2, correction, [reference])
    expect(briefly(db, correction)).toEqual([['correction', 'to', null, null, false]])
    expect(relatedOf(db, corrected)).toEqual([])
  })

  test("is not linked by number to another seller's invoice", () => {
    const db = emptyArchive()
    const [corrected, correction] = [add(db, 1), add(db, 2)]
    archive.recordMetadata(db, { readAt: AT, items: [metadata(1, { sellerNip: '5265877635' }), metadata(2)] })
    addFile(db, 2, correction, [{ invoiceNumber: 'FV/1/2026' }])
    expect(briefly(db, correction)).toEqual([['correction', 'to', null, null, false]])
    expect(relatedOf(db, corrected)).toEqual([])
  })
})

test('a settlement is linked with its advances: by KSeF number, and by number to the advance, not to the invoice of the same number', () => {
  const db = emptyArchive()
  const [byNumber, sameNumber, advance, settlement] = [add(db, 1), add(db, 4, { invoiceNumber: 'FV/1/2026' }), add(db, 2), add(db, 3)]
  archive.recordMetadata(db, { readAt: AT, items: [metadata(1, { invoiceType: 'Zal' }), metadata(4, { invoiceNumber: 'FV/1/2026' })] })
  addFile(db, 3, settlement, [{ kind: 'advance', ksefNumber: number(2) }, { kind: 'advance', invoiceNumber: 'FV/1/2026' }])
  expect(briefly(db, settlement)).toEqual([
    ['advance', 'to', advance, 'ksef-number', false],
    ['advance', 'to', byNumber, 'own-number', false],
  ])
  expect(briefly(db, advance)).toEqual([['advance', 'from', settlement, 'ksef-number', false]])
  expect(briefly(db, byNumber)).toEqual([['advance', 'from', settlement, 'own-number', false]])
  expect(relatedOf(db, sameNumber)).toEqual([])
})

test('a technical correction is linked by the hash of the file that it replaces, once', () => {
  const db = emptyArchive()
  const refused = add(db, 1, { statusCode: 450, ksefNumber: null })
  const accepted = add(db, 2, { invoiceNumber: 'FV/1/2026' })
  archive.recordMetadata(db, { readAt: AT, items: [metadata(2, { invoiceNumber: 'FV/1/2026', hashOfCorrectedInvoice: hashOf(1) })] })
  expect(briefly(db, accepted)).toEqual([['technical-correction', 'to', refused, 'hash', false]])
  expect(briefly(db, refused)).toEqual([['technical-correction', 'from', accepted, 'hash', false]])
})

test('what was refused is linked with what was accepted later under its number, a repeated submission with the first', () => {
  const db = emptyArchive(CONTEXT)
  const refused = add(db, 1, { statusCode: 450, ksefNumber: null, invoicingDate: '2026-01-31T09:00:00Z' })
  const accepted = add(db, 2, { invoiceNumber: 'FV/1/2026' })
  const repeated = add(db, 3, { invoiceNumber: 'FV/1/2026', statusCode: 440, ksefNumber: null })
  const refusedAfterwards = add(db, 4, { invoiceNumber: 'FV/1/2026', statusCode: 450, ksefNumber: null, invoicingDate: '2026-03-01T09:00:00Z' })
  expect(briefly(db, refused)).toEqual([['accepted-later', 'from', accepted, 'own-number', false]])
  expect(briefly(db, repeated)).toEqual([['duplicate', 'to', accepted, 'own-number', false]])
  expect(briefly(db, accepted)).toEqual([
    ['accepted-later', 'to', refused, 'own-number', false],
    ['duplicate', 'from', repeated, 'own-number', false],
  ])
  expect(relatedOf(db, refusedAfterwards)).toEqual([])
})

test('a UPO that proves nothing makes no accepted invoice of what was refused under its number', () => {
  const db = emptyArchive(CONTEXT)
  const refused = add(db, 1, { statusCode: 450, ksefNumber: null, invoicingDate: '2026-01-31T09:00:00Z' })
  const repeated = add(db, 3, { invoiceNumber: 'FV/1/2026', statusCode: 440, ksefNumber: null })
  archive.keepDocument(db, upoDocument(2, { route: 'import', signatureVerified: false, upoEntries: [upoEntry(2, { ksefNumber: number(2), invoiceNumber: 'FV/1/2026' })] }))
  expect([refused, repeated, 3].map((id) => relatedOf(db, id))).toEqual([[], [], []])
  archive.recordMetadata(db, { readAt: AT, items: [metadata(2, { invoiceNumber: 'FV/1/2026' })] })
  expect(relatedOf(db, refused)).toHaveLength(1)
})

test('a purchase under the number of a refused sale is no link of it', () => {
  const db = emptyArchive(CONTEXT)
  const refused = add(db, 1, { statusCode: 415, ksefNumber: null, invoicingDate: '2026-01-31T09:00:00Z' })
  archive.recordMetadata(db, { readAt: AT, role: 'buyer', items: [metadata(2, { ksefNumber: composeKsefNumber('5265877635', '2026-02-01', '000000000002'), invoiceNumber: 'FV/1/2026', sellerNip: '5265877635' })] })
  expect([relatedOf(db, refused), relatedOf(db, 2)]).toEqual([[], []])
})

test('the flags of the buyer are those of the file', () => {
  const db = emptyArchive()
  const id = add(db, 1)
  expect(archive.invoiceDetail(db, { id })).toMatchObject({ isLocalGovernment: null, isVatGroup: null })
  addFile(db, 1, id, [], { isLocalGovernment: true, isVatGroup: false })
  expect(archive.invoiceDetail(db, { id })).toMatchObject({ isLocalGovernment: true, isVatGroup: false })
})

const REFERENCE = fc.record({ target: fc.integer({ min: 1, max: 6 }), way: fc.constantFrom('ksef', 'misquoted', 'own', 'both') })

const FILES = fc.uniqueArray(fc.record({ source: fc.integer({ min: 1, max: 6 }), references: fc.array(REFERENCE, { maxLength: 4 }) }), { maxLength: 5, selector: ({ source }) => source })
const CODES = fc.array(fc.constantFrom(200, 440, 450), { minLength: 6, maxLength: 6 })

test('whatever one document refers to says that it comes from there', () => {
  const law = fc.property(FILES, CODES, (files, codes) => {
    const db = emptyArchive(CONTEXT)
    const ids = codes.map((statusCode, index) => add(db, index + 1, { invoiceNumber: `FV/${(index % 4) + 1}/2026`, statusCode, ...(statusCode === 200 ? {} : { ksefNumber: null }) }))
    for (const { source, references } of files) {
      addFile(db, source, ids[source - 1]!, references.map(({ target, way }) => ({ ...(way === 'own' ? {} : { ksefNumber: way === 'misquoted' ? misquoted(target) : number(target) }), ...(way === 'ksef' ? {} : { invoiceNumber: `FV/${target}/2026` }) })))
    }
    const pairs = (direction: 'to' | 'from') =>
      ids.flatMap((id) =>
        relatedOf(db, id)
          .filter((one) => one.direction === direction && one.found !== null)
          .map(({ kind, found }) => (direction === 'to' ? `${kind} ${id}>${found!.id}` : `${kind} ${found!.id}>${id}`)),
      )
    expect(new Set(pairs('to'))).toEqual(new Set(pairs('from')))
  })
  fc.assert(law, { numRuns: 40 })
})
