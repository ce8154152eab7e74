import { expect, test } from 'vitest'
import type { WritableDb } from '../../../../electron/archive/connection.ts'
import { archiveOperations as archive } from '../../../../electron/core/archiveOperations.ts'
import { sha256Base64 } from '../../../../electron/crypto/hash.ts'
import { recogniseDocument } from '../../../../electron/documents/import/recogniseDocument.ts'
import { toFetchedDocument, type DocumentRoute, type FetchedDocument } from '../../../../electron/ksef/fetchedDocument.ts'
import { CONTEXT, emptyArchive, listedInvoice, listedMetadata, listedSession, SESSION } from '../../../support/archive.ts'
import { makeCredential, OTHER_NIP, TEST_NIP } from '../../../support/certificates.ts'
import { faXml } from '../../../support/invoiceXml.ts'
import { ksefNumberOf, pageXml, signedUpo } from '../../../support/upo.ts'

const AT = '2026-03-05T10:00:00.000Z'
const KSEF_NUMBER = ksefNumberOf(1)

const fileOf = (buyer: string, gross: string, seller: string): Buffer =>
  Buffer.from(faXml({ seller: `<NIP>${seller}</NIP><Nazwa>My</Nazwa>`, buyer: `<NIP>${OTHER_NIP}</NIP><Nazwa>${buyer}</Nazwa>`, number: 'FV/1', amounts: `<P_15>${gross}</P_15>` }))
const [TRUE_FILE, FORGED_FILE] = [fileOf('Prawdziwy', '100.00', TEST_NIP), fileOf('Zmyślony', '999.00', '1111111111')]
const entryOf = (file: Buffer, sellerNip: string) => ({ ksefNumber: KSEF_NUMBER, invoiceNumber: 'FV/1', sellerNip, documentHash: sha256Base64(file) })
const TRUE_UPO = signedUpo({ session: SESSION, entries: [entryOf(TRUE_FILE, TEST_NIP)] })
const TRUE_PAGE = signedUpo({ session: SESSION, entries: [entryOf(TRUE_FILE, TEST_NIP)], description: pageXml(1, 1, 1, 1, 1) })
const FORGED_UPO = signedUpo({ session: SESSION, entries: [entryOf(FORGED_FILE, '1111111111')] }, makeCredential('ec'))

function take(db: WritableDb, bytes: Buffer): void {
  const found = recogniseDocument(bytes)
  if (found.what === 'refused') throw new Error(found.reason)
  archive.importDocuments(db, { importedAt: AT, items: [{ name: 'a.xml', bytes, what: found.what, reading: JSON.stringify(found.what === 'upo' ? found.inspection : found.facts) }] })
}

function given(bytes: Buffer, route: DocumentRoute): FetchedDocument {
  return toFetchedDocument({ status: 200, header: () => null, bytes }, route, Date.parse(AT))
}

const STEPS = {
  'forged UPO': (db: WritableDb) => take(db, FORGED_UPO),
  'forged file': (db: WritableDb) => take(db, FORGED_FILE),
  list: (db: WritableDb) =>
    void archive.recordSessionInvoices(db, { sessionReference: SESSION, route: 'session-invoices', readAt: AT, invoices: [listedInvoice(1, { ksefNumber: KSEF_NUMBER, invoiceNumber: 'FV/1', invoiceHash: sha256Base64(TRUE_FILE) })] }),
  metadata: (db: WritableDb) =>
    void archive.recordMetadata(db, { readAt: AT, items: [listedMetadata(1, { ksefNumber: KSEF_NUMBER, invoiceNumber: 'FV/1', sellerNip: TEST_NIP, invoiceHash: sha256Base64(TRUE_FILE), buyerName: 'Prawdziwy', grossMinor: 10_000 })] }),
  page: (db: WritableDb) => void archive.keepSessionUpoPage(db, { environment: 'test', sessionReference: SESSION, pageReference: 'page', documents: [given(TRUE_PAGE, 'session-upo')], attempts: [] }),
  UPO: (db: WritableDb) => {
    for (const { invoiceId, invoiceHash } of archive.uposWanted(db, { afterId: 0, limit: 1 })) {
      archive.keepUpos(db, { environment: 'test', items: [{ invoiceId, sessionReference: SESSION, ksefNumber: KSEF_NUMBER, invoiceHash, documents: [given(TRUE_UPO, 'link')], attempts: [] }] })
    }
  },
  file: (db: WritableDb) => {
    for (const { invoiceId, invoiceHash } of archive.xmlWanted(db, { limit: 1, notTriedSince: '9999' })) {
      archive.keepXmls(db, { items: [{ invoiceId, invoiceHash, document: given(TRUE_FILE, 'invoice'), failure: null }] })
    }
  },
} as const

type Step = keyof typeof STEPS

function ordersOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return items.length <= 1 ? [items] : items.flatMap((item, index) => ordersOf(items.toSpliced(index, 1)).map((rest) => [item, ...rest]))
}

/** What the steps leave once a refresh has come to its end. */
function outcomeOf(steps: readonly Step[]): { readonly now: unknown; readonly rebuilt: unknown } {
  const db = emptyArchive(CONTEXT)
  const look = (): unknown => db.prepare('SELECT invoiceHash, sellerNip, sellerName, buyerName, grossMinor, state, proof, hasXml, words FROM invoices').all()
  archive.recordListedSessions(db, { listedAt: AT, sessions: [listedSession()] })
  for (const step of steps) STEPS[step](db)
  // What is wanted still is fetched at the end.
  STEPS.UPO(db)
  STEPS.file(db)
  archive.readKeptInvoices(db, { limit: 100 })
  const now = look()
  archive.rebuildDerived(db)
  archive.readKeptInvoices(db, { limit: 100 })
  return { now, rebuilt: look() }
}

test('where KSeF gives the file and no UPO, nothing of a forged UPO is left either', () => {
  const db = emptyArchive(CONTEXT)
  STEPS['forged UPO'](db)
  STEPS.file(db)
  archive.readKeptInvoices(db, { limit: 100 })
  const look = (): unknown => db.prepare('SELECT sellerNip, buyerName, grossMinor, issuedOn, acquisitionDate, invoicingMode, state, hasXml FROM invoices').get()
  const now = look()
  expect(now).toEqual({ sellerNip: TEST_NIP, buyerName: 'Prawdziwy', grossMinor: 10_000, issuedOn: '2026-02-15', acquisitionDate: null, invoicingMode: null, state: 'unclear', hasXml: 1 })
  archive.rebuildDerived(db)
  archive.readKeptInvoices(db, { limit: 100 })
  expect(look()).toEqual(now)
})

test.each<{ readonly steps: readonly Step[]; readonly last: readonly Step[] }>([
  { steps: ['forged UPO', 'forged file', 'list'], last: [] },
  { steps: ['forged UPO', 'forged file', 'list', 'page'], last: [] },
  { steps: ['forged UPO', 'forged file', 'list'], last: ['file', 'UPO'] },
  { steps: ['forged UPO', 'forged file'], last: ['page', 'file'] },
  { steps: ['forged UPO', 'forged file'], last: ['file', 'page'] },
  { steps: ['forged UPO', 'forged file', 'page', 'metadata'], last: [] },
])('forged files leave nothing on an invoice that KSeF has proven, in whatever order they came: $steps, then $last', ({ steps, last }) => {
  for (const order of ordersOf(steps)) {
    const { now, rebuilt } = outcomeOf([...order, ...last])
    expect(now, order.join()).toMatchObject([{ sellerNip: TEST_NIP, buyerName: 'Prawdziwy', grossMinor: 10_000, hasXml: 1, invoiceHash: sha256Base64(TRUE_FILE), words: expect.not.stringContaining('zmyslony') as string }])
    expect(rebuilt, order.join()).toEqual(now)
  }
})
