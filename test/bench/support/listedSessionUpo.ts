import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { closeArchive, createOrOpenArchive } from '../../../electron/archive/connection.ts'
import type { ListedInvoice } from '../../../electron/archive/inputs.ts'
import { recordSessionInvoices } from '../../../electron/archive/queries/recordInvoices.ts'
import { recordListedSessions } from '../../../electron/archive/queries/recordSessions.ts'
import { recordSessionUpoPages } from '../../../electron/archive/queries/sessionUpoPages.ts'
import type { InvoiceRecord } from '../../../electron/simulator/world/records.ts'
import { sealedReceipts } from './sealedReceipts.ts'

const AT = '2026-02-02T08:00:00.000Z'

/** An archive that lists a session and its invoices, and the session's UPO, as files. */
export interface ListedSessionUpo {
  readonly nip: string
  readonly archive: string
  readonly page: string
  readonly sessionReference: string
  readonly pageReference: string
}

/** What the main process is told to do: once to get warm, then so many times. */
export interface ToEnter {
  readonly warmUp: ListedSessionUpo
  readonly measured: ListedSessionUpo
  readonly tries: number
}

/** Makes both in the folder, readable for everybody. */
export async function listSessionUpo(folder: string, entries: number): Promise<ListedSessionUpo> {
  const { nip, sessionReference, pageReference, invoices, sessionUpo } = sealedReceipts(entries)
  const archive = join(folder, `lists-${entries}.teczka`)
  const page = join(folder, `session-upo-${entries}.xml`)
  const db = createOrOpenArchive({ file: archive, context: { environment: 'simulator', identifier: { type: 'Nip', value: nip } } })
  const counts = { invoiceCount: entries, acceptedCount: entries, rejectedCount: 0 }
  const session = { referenceNumber: sessionReference, sessionType: 'Batch', statusCode: 200, statusDescription: null, statusDetails: [], ...counts } as const
  recordListedSessions(db, { listedAt: AT, sessions: [{ ...session, dateCreated: AT, dateUpdated: AT, validUntil: null, raw: JSON.stringify(session) }] })
  recordSessionInvoices(db, { sessionReference, route: 'session-invoices', readAt: AT, invoices: invoices.map(toListed) })
  recordSessionUpoPages(db, { sessionReference, listedAt: AT, pageReferences: [pageReference] })
  closeArchive(db)
  await writeFile(page, sessionUpo())
  await chmod(archive, 0o644)
  return { nip, archive, page, sessionReference, pageReference }
}

function toListed({ reference, ordinal, face, ksefNumber, hash, fileName, mode, invoicingAt, acquiredAt }: InvoiceRecord): ListedInvoice {
  const listed = {
    invoiceReference: reference,
    ordinalNumber: ordinal,
    invoiceNumber: face?.number ?? null,
    ksefNumber,
    invoiceHash: hash(),
    invoiceFileName: fileName,
    statusCode: 200,
    statusDescription: 'Sukces',
    statusDetails: [],
    statusExtensions: {},
    invoicingMode: mode,
    invoicingDate: new Date(invoicingAt).toISOString(),
    acquisitionDate: acquiredAt === null ? null : new Date(acquiredAt).toISOString(),
    permanentStorageDate: null,
  }
  return { ...listed, raw: JSON.stringify(listed) }
}
