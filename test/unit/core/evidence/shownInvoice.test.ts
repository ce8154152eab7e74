import { describe, expect, test } from 'vitest'
import type { WritableDb } from '../../../../electron/archive/connection.ts'
import { recordSessionInvoices } from '../../../../electron/archive/queries/recordInvoices.ts'
import { recordMetadata } from '../../../../electron/archive/queries/recordMetadata.ts'
import { recordListedSessions } from '../../../../electron/archive/queries/recordSessions.ts'
import { importDocuments } from '../../../../electron/core/evidence/import/importDocuments.ts'
import { keepUpos } from '../../../../electron/core/evidence/keepUpos.ts'
import { shownInvoice } from '../../../../electron/core/evidence/shownInvoice.ts'
import { sha256Base64 } from '../../../../electron/crypto/hash.ts'
import { readIdentity } from '../../../../electron/crypto/certificateChain.ts'
import { recogniseDocument } from '../../../../electron/documents/import/recogniseDocument.ts'
import type { ListedInvoice } from '../../../../electron/archive/inputs.ts'
import { emptyArchive, listedInvoice, listedMetadata, listedSession } from '../../../support/archive.ts'
import { makeAuthorityCertificate, makeCredential, OTHER_NIP, TEST_NIP } from '../../../support/certificates.ts'
import { importedInvoice, importedUpo } from '../../../support/importFiles.ts'
import { ksefNumberOf, pageXml, signedUpo, UPO_SESSION } from '../../../support/upo.ts'

const AT = '2026-03-05T10:00:00.000Z'

function take(db: WritableDb, ...files: readonly Uint8Array[]): void {
  const items = files.map((bytes, index) => {
    const found = recogniseDocument(bytes)
    if (found.what === 'refused') throw new Error(found.reason)
    return { name: `${index}.xml`, bytes, what: found.what, reading: JSON.stringify(found.what === 'upo' ? found.inspection : found.facts) }
  })
  importDocuments(db, { importedAt: AT, items })
}

function list(db: WritableDb, over: Partial<ListedInvoice> = {}): void {
  recordListedSessions(db, { listedAt: AT, sessions: [listedSession({ referenceNumber: UPO_SESSION })] })
  const invoice = listedInvoice(1, { ksefNumber: ksefNumberOf(1), invoiceHash: sha256Base64(importedInvoice(1)), ...over })
  recordSessionInvoices(db, { sessionReference: UPO_SESSION, route: 'session-invoices', readAt: AT, invoices: [invoice] })
}

function metadata(db: WritableDb, nip: string): void {
  const item = listedMetadata(1, { ksefNumber: ksefNumberOf(1), invoiceHash: sha256Base64(importedInvoice(1)), sellerNip: nip })
  recordMetadata(db, { readAt: AT, items: [{ ...item, raw: JSON.stringify({ ksefNumber: item.ksefNumber, invoiceNumber: item.invoiceNumber, invoiceHash: item.invoiceHash, seller: { nip } }) }] })
}

function fetchUpo(db: WritableDb, bytes: Uint8Array): void {
  const document = { bytes, sha256: sha256Base64(bytes), headerHash: sha256Base64(bytes), headerHashVerdict: 'matches', contentType: 'application/xml', looksLike: 'xml', route: 'link', fetchedAt: AT, rootElement: 'Potwierdzenie' } as const
  keepUpos(db, { environment: 'test', items: [{ invoiceId: 1, sessionReference: null, ksefNumber: null, invoiceHash: null, documents: [document], attempts: [] }] })
}

function verdicts(db: WritableDb, trusted: readonly Uint8Array[] = []): Record<string, string> {
  const upo = shownInvoice(db, { id: 1, trusted })?.documents.find(({ kind }) => kind !== 'invoice')
  return Object.fromEntries((upo?.checks ?? []).map(({ check, verdict }) => [check, verdict]))
}

describe('the lines of a UPO rest on what is known when they are shown', () => {
  test('from a file alone nothing outside it is claimed', () => {
    const db = emptyArchive()
    take(db, importedUpo(1))
    expect(verdicts(db)).toEqual({
      'header-hash': 'not-checked',
      structure: 'confirmed',
      receiver: 'confirmed',
      signature: 'confirmed',
      'signature-algorithm': 'confirmed',
      'signing-time': 'confirmed',
      'certificate-digest': 'confirmed',
      'certificate-validity': 'confirmed',
      'certificate-chain': 'not-checked',
      'ksef-number-present': 'not-checked',
      'ksef-number-checksum': 'confirmed',
      'hash-matches-list': 'not-checked',
      'hash-matches-xml': 'not-checked',
      'seller-nip': 'not-checked',
      'invoice-number': 'not-checked',
      'session-reference': 'not-checked',
      'entries-distinct': 'confirmed',
    })
  })

  test('the list, the metadata and the invoice file each settle their own lines, in any order', () => {
    const db = emptyArchive()
    take(db, importedUpo(1))
    list(db)
    expect(verdicts(db)).toMatchObject({ 'hash-matches-list': 'confirmed', 'hash-matches-xml': 'not-checked', 'seller-nip': 'not-checked', 'invoice-number': 'confirmed', 'session-reference': 'confirmed' })
    take(db, importedInvoice(1))
    expect(verdicts(db)).toMatchObject({ 'hash-matches-list': 'confirmed', 'hash-matches-xml': 'confirmed', 'seller-nip': 'confirmed' })
    metadata(db, OTHER_NIP)
    expect(verdicts(db)).toMatchObject({ 'seller-nip': 'warning' })
    metadata(db, TEST_NIP)
    expect(verdicts(db)).toMatchObject({ 'seller-nip': 'confirmed' })
  })

  test('a list that says another own number or hash is told', () => {
    const db = emptyArchive()
    take(db, importedUpo(1))
    list(db, { invoiceNumber: 'FV/99', invoiceHash: sha256Base64(Buffer.from('another')) })
    expect(shownInvoice(db, { id: 1, trusted: [] })?.summary.state).not.toBe('complete')
    expect(verdicts(db)).toMatchObject({ 'hash-matches-list': 'failed', 'invoice-number': 'warning' })
    list(db, { invoiceNumber: 'FV/99' })
    expect(verdicts(db)).toMatchObject({ 'hash-matches-list': 'confirmed', 'invoice-number': 'warning' })
  })

  test('an entry of a page is held against its own invoice', () => {
    const db = emptyArchive()
    list(db)
    const entry = { ksefNumber: ksefNumberOf(1), invoiceNumber: 'FV/1/2026', documentHash: sha256Base64(importedInvoice(1)) }
    take(db, signedUpo({ description: pageXml(1, 1, 1, 2, 2), entries: [{ ksefNumber: ksefNumberOf(2) }, entry] }))
    expect(verdicts(db)).toMatchObject({ 'ksef-number-present': 'confirmed', 'ksef-number-checksum': 'confirmed', 'hash-matches-list': 'confirmed', 'invoice-number': 'confirmed', 'session-reference': 'confirmed', 'entry-count': 'confirmed' })
  })

  test('a second, different UPO of the same invoice is kept beside the first, and both are shown', () => {
    const db = emptyArchive()
    list(db)
    fetchUpo(db, importedUpo(1))
    const second = signedUpo({ entries: [{ ksefNumber: ksefNumberOf(1), invoiceNumber: 'FV/1/2026', documentHash: sha256Base64(importedInvoice(1)) }] }, makeCredential('ec'))
    take(db, second)
    const shown = shownInvoice(db, { id: 1, trusted: [] })
    expect(shown?.summary.state).toBe('complete')
    expect(shown?.documents.map(({ kind, standing, route }) => [kind, standing, route])).toEqual([
      ['invoice-upo', 'kept', 'link'],
      ['invoice-upo', 'kept', 'import'],
    ])
    expect(new Set(shown?.documents.map(({ sha256 }) => sha256)).size).toBe(2)
  })
})

describe('the signer and the chain', () => {
  test('who signed is shown, and the chain is checked only against what the person trusts', () => {
    const db = emptyArchive()
    take(db, importedUpo(1))
    const authority = makeAuthorityCertificate()
    const chainOf = (trusted: readonly Uint8Array[]) => shownInvoice(db, { id: 1, trusted })?.documents[0]?.checks.find(({ check }) => check === 'certificate-chain')
    expect(shownInvoice(db, { id: 1, trusted: [] })?.documents[0]?.certificate).toEqual(readIdentity(makeCredential('rsa').certificateDer))
    expect(chainOf([])).toMatchObject({ verdict: 'not-checked' })
    expect(chainOf([authority])).toEqual({ check: 'certificate-chain', verdict: 'confirmed', detail: readIdentity(authority).subject })
    expect(chainOf([makeCredential('other-nip').certificateDer])).toEqual({ check: 'certificate-chain', verdict: 'warning', detail: 'no-path' })
  })

  test('there is no such invoice', () => {
    expect(shownInvoice(emptyArchive(), { id: 1, trusted: [] })).toBeNull()
  })
})
