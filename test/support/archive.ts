import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { configure, type WritableDb } from '../../electron/archive/connection.ts'
import { ARCHIVE_APPLICATION_ID } from '../../electron/archive/fileHeader.ts'
import { migrate, MIGRATIONS } from '../../electron/archive/migrations/index.ts'
import type { DocumentInput, InvoiceFacts, ListedInvoice, ListedMetadata, ListedSession, UpoEntryInput } from '../../electron/archive/inputs.ts'
import { composeKsefNumber } from '../../electron/shared/model/ksefNumber.ts'
import type { KsefContext } from '../../electron/shared/model/context.ts'

export const CONTEXT: KsefContext = { environment: 'test', identifier: { type: 'Nip', value: '5252248481' } }

/** A migrated archive in memory, closed when the test ends; nobody's unless somebody is named. */
export function emptyArchive(owner: KsefContext | null = null): WritableDb {
  const db = new Database(':memory:')
  configure(db)
  migrate(db, { applicationId: ARCHIVE_APPLICATION_ID, migrations: MIGRATIONS })
  if (owner !== null) {
    const write = db.prepare('INSERT INTO archiveInfo (key, value) VALUES (?, ?)')
    for (const said of Object.entries({ environment: owner.environment, identifierType: owner.identifier.type, identifierValue: owner.identifier.value })) write.run(said)
  }
  onTestFinished(() => {
    db.close()
  })
  return db
}

/** A folder of the test's own, taken away when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'teczka-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** What SQLite means to do for a query, one line a step. */
export function explain(db: WritableDb, sql: string, values: Record<string, unknown> | readonly unknown[] = {}): string {
  const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(values) as { detail: string }[]
  return steps.map(({ detail }) => detail).join('\n')
}

export const SESSION = '20260201-SB-1234567890-ABCDEF1234-01'

export function listedSession(over: Partial<ListedSession> = {}): ListedSession {
  const session = {
    referenceNumber: SESSION,
    sessionType: 'Batch' as const,
    statusCode: 200,
    statusDescription: 'Sesja wsadowa przetworzona pomyślnie',
    statusDetails: [],
    dateCreated: '2026-02-01T09:00:00.1234567+00:00',
    dateUpdated: '2026-02-01T09:05:00+00:00',
    validUntil: null,
    invoiceCount: 1,
    acceptedCount: 1,
    rejectedCount: 0,
    ...over,
  }
  return { raw: JSON.stringify(session), ...session }
}

/** KSeF numbers of the tests: `number` in the middle. */
export function ksefNumber(number: number): string {
  return composeKsefNumber('5252248481', '2026-02-01', number.toString(16).toUpperCase().padStart(12, '0'))
}

export function hashOf(number: number): string {
  return Buffer.from(`hash of ${String(number).padStart(24, '0')}`).toString('base64')
}

export function listedInvoice(number = 1, over: Partial<ListedInvoice> = {}): ListedInvoice {
  const invoice = {
    invoiceReference: `20260201-EE-${String(number).padStart(10, '0')}-ABCDEF1234-01`,
    ordinalNumber: number,
    invoiceNumber: `FV/${number}/2026`,
    ksefNumber: ksefNumber(number),
    invoiceHash: hashOf(number),
    invoiceFileName: null,
    statusCode: 200,
    statusDescription: 'Sukces',
    statusDetails: [],
    statusExtensions: {},
    invoicingMode: 'Online',
    invoicingDate: '2026-02-01T09:01:00.0000001+00:00',
    acquisitionDate: '2026-02-01T09:02:00.1239999+00:00',
    permanentStorageDate: null,
    ...over,
  }
  return { raw: JSON.stringify(invoice), ...invoice }
}

export const FACTS: InvoiceFacts = {
  invoiceNumber: 'FV/1/2026',
  issueDate: '2026-01-31',
  sellerNip: '5252248481',
  sellerName: 'Źródło Łąk sp. z o.o.',
  buyerIdentifierType: 'Nip',
  buyerIdentifier: '5265877635',
  buyerName: 'Łódzkie Zakłady Żarówek',
  netMinor: 100_000,
  vatMinor: 23_000,
  grossMinor: 123_000,
  currency: 'PLN',
  invoiceType: 'Vat',
  formCode: 'FA (3)',
  isSelfInvoicing: false,
  thirdParties: [],
}

export function listedMetadata(number = 1, over: Partial<ListedMetadata> = {}): ListedMetadata {
  const item = {
    ...FACTS,
    invoiceNumber: `FV/${number}/2026`,
    ksefNumber: ksefNumber(number),
    invoiceHash: hashOf(number),
    invoicingMode: 'Online',
    hasAttachment: false,
    hashOfCorrectedInvoice: null,
    invoicingDate: '2026-02-01T09:01:00.0000001+00:00',
    acquisitionDate: '2026-02-01T09:02:00.1239999+00:00',
    permanentStorageDate: '2026-02-01T09:03:00+00:00',
    ...over,
  }
  return { raw: JSON.stringify(item), ...item }
}

export function upoEntry(number = 1, over: Partial<UpoEntryInput> = {}): UpoEntryInput {
  return {
    ksefNumber: ksefNumber(number),
    invoiceNumber: `FV/${number}/2026`,
    sellerNip: '5252248481',
    issueDate: '2026-01-31',
    sentDate: '2026-02-01T10:00:30.584+01:00',
    numberGivenDate: '2026-02-01T10:02:00.123+01:00',
    documentHash: hashOf(number),
    mode: 'Online',
    ...over,
  }
}

/** A kept invoice UPO for the test invoice of this number. */
export function upoDocument(number = 1, over: Partial<DocumentInput> = {}): DocumentInput {
  return {
    kind: 'invoice-upo',
    bytes: Buffer.from(`<Potwierdzenie>${ksefNumber(number)}</Potwierdzenie>`),
    contentType: 'application/xml',
    headerHash: null,
    route: 'link',
    fetchedAt: '2026-02-02T08:00:00.000Z',
    standing: 'kept',
    quarantineReason: null,
    inspection: { checks: [{ check: 'signature', verdict: 'confirmed', detail: null }], signer: 'Ministerstwo Finansów', signedAt: '2026-02-01T09:02:01Z' },
    signatureVerified: true,
    upoEntries: [upoEntry(number)],
    invoiceId: null,
    inPlaceOf: 'upo',
    senderContext: 'Nip 5252248481',
    sessionReference: SESSION,
    ...over,
  }
}
