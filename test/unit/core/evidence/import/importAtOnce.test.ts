import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WritableDb } from '../../../../../electron/archive/connection.ts'
import { recordSessionInvoices } from '../../../../../electron/archive/queries/recordInvoices.ts'
import { recordListedSessions } from '../../../../../electron/archive/queries/recordSessions.ts'
import type { DocumentToImport } from '../../../../../electron/core/evidence/import/importedGroup.ts'
import { importDocuments } from '../../../../../electron/core/evidence/import/importDocuments.ts'
import { sha256Base64 } from '../../../../../electron/crypto/hash.ts'
import { recogniseDocument } from '../../../../../electron/documents/import/recogniseDocument.ts'
import { emptyArchive, listedInvoice, listedSession, SESSION } from '../../../../support/archive.ts'
import { importedInvoice, importedUpo } from '../../../../support/importFiles.ts'
import { ksefNumberOf, pageXml, signedUpo, upoXml } from '../../../../support/upo.ts'

const AT = '2026-03-05T10:00:00.000Z'

function toImport(file: Uint8Array | string): DocumentToImport {
  const bytes = Buffer.from(file)
  const found = recogniseDocument(bytes)
  if (found.what === 'refused') throw new Error(found.reason)
  return { name: 'file.xml', bytes, what: found.what, reading: JSON.stringify(found.what === 'upo' ? found.inspection : found.facts) }
}

function entry(number: number): { readonly ksefNumber: string; readonly invoiceNumber: string; readonly documentHash: string } {
  return { ksefNumber: ksefNumberOf(number), invoiceNumber: `FV/${number}/2026`, documentHash: sha256Base64(importedInvoice(number)) }
}

/** Files that get in each other's way: other bytes of a number, receipts of one invoice, alone and on pages, signed and not, right and wrong. */
const FILES: readonly DocumentToImport[] = [
  ...[1, 2, 3].flatMap((number) => [importedInvoice(number), importedUpo(number), upoXml({ entries: [entry(number)] })]),
  importedInvoice(1).toString().replace('Nabywca 1', 'Kto inny'),
  importedInvoice(2).toString().replace('Nabywca 2', 'Kto inny'),
  signedUpo({ entries: [{ ...entry(1), documentHash: sha256Base64(Buffer.from('other')) }] }),
  signedUpo({ entries: [{ ksefNumber: ksefNumberOf(2), invoiceNumber: 'FV/2/2026' }] }),
  signedUpo({ entries: [entry(1), entry(2)], description: pageXml(1, 1, 1, 2, 2) }),
  signedUpo({ entries: [entry(2), entry(4)], description: pageXml(1, 1, 1, 2, 2) }),
  upoXml({ entries: [entry(3), entry(4)], description: pageXml(1, 1, 1, 2, 2) }),
].map(toImport)

const listing = fc.record({ number: fc.integer({ min: 1, max: 4 }), hash: fc.constantFrom('right', 'none'), statusCode: fc.constantFrom(200, 450) })

/** Everything but what the word index holds, which is made of `invoices`; of the journal what it tells of whom, for a group tells of its files in another order. */
function dump(db: WritableDb): Record<string, unknown> {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'invoiceWords%' AND name NOT LIKE 'journal%' ORDER BY name").pluck().all() as string[]
  const told = db.prepare("SELECT json_remove(j.content, '$.number') || ' ' || ifnull(i.invoiceId, '') FROM journal j LEFT JOIN journalInvoices i ON i.number = j.number").pluck().all()
  return { ...Object.fromEntries(tables.map((table) => [table, db.prepare(`SELECT * FROM ${table}`).all()])), journal: told.toSorted() }
}

test('a group of files becomes what its receipts, and then its invoices, become one by one', () => {
  const upo = (index: number): boolean => FILES[index]!.what === 'upo'
  fc.assert(
    fc.property(fc.array(listing, { maxLength: 3 }), fc.array(fc.array(fc.nat(FILES.length - 1), { minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 3 }), fc.option(fc.nat(5)), (listings, groups, damaged) => {
      const [together, apart] = [emptyArchive(), emptyArchive()] as const
      for (const db of [together, apart]) {
        recordListedSessions(db, { listedAt: AT, sessions: [listedSession()] })
        const invoices = listings.map(({ number, hash, statusCode }, index) =>
          listedInvoice(index, { invoiceNumber: `FV/${number}/2026`, statusCode, ksefNumber: statusCode === 200 ? ksefNumberOf(number) : null, invoiceHash: hash === 'right' ? entry(number).documentHash : null }),
        )
        recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices })
      }
      for (const group of groups) {
        const answers = importDocuments(together, { importedAt: AT, items: group.map((index) => FILES[index]!) })
        const inTurn = [...group.keys()].sort((one, other) => Number(!upo(group[one]!)) - Number(!upo(group[other]!)) || one - other)
        const oneByOne = inTurn.map((place) => [place, importDocuments(apart, { importedAt: AT, items: [FILES[group[place]!]!] })[0]] as const)
        expect(answers).toEqual(oneByOne.sort(([one], [other]) => one - other).map(([, answer]) => answer))
        expect(dump(together)).toEqual(dump(apart))
        if (damaged !== null) for (const db of [together, apart]) db.prepare('UPDATE documents SET damagedAt = ? WHERE id = ?').run(AT, damaged)
      }
      for (const db of [together, apart]) db.close()
    }),
    { numRuns: 100 },
  )
})
