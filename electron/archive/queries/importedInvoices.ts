import type { ReadableDb, WritableDb } from '../connection.ts'
import { readAccepted } from '../derivationSources.ts'
import { FACT_COLUMNS, factValues } from '../factColumns.ts'
import type { InvoiceFacts } from '../inputs.ts'
import { isOnList, type InvoiceRow } from '../invoiceRow.ts'
import type { SettledFile, UnlistedInvoice } from '../outputs.ts'
import { runWithRows } from '../runWithRows.ts'
import { numberKey } from '../sortKeys.ts'
import { statement } from '../statements.ts'

export interface ImportedInvoice {
  readonly documentId: number
  readonly importedAt: string
  readonly fileName: string
  readonly facts: InvoiceFacts
}

/** Notes what imported invoice files say of themselves, until a list or a UPO names them (claimImported). */
export function recordImportedInvoices(db: WritableDb, invoices: readonly ImportedInvoice[]): void {
  const rows = invoices.map(({ documentId, importedAt, fileName, facts }) => [documentId, importedAt, fileName, numberKey(facts.invoiceNumber), ...factValues(facts)])
  runWithRows(db, rows, (values) => `INSERT INTO importedInvoices (documentId, importedAt, fileName, invoiceNumberKey, ${FACT_COLUMNS.join(', ')}) VALUES ${values} ON CONFLICT DO NOTHING`)
}

/** What a file about an invoice is held against. */
export interface InvoiceNumbers extends Pick<InvoiceRow, 'ksefNumber' | 'invoiceHash' | 'sellerNip' | 'invoiceNumber'> {
  readonly invoiceId: number
}

export interface AcceptedNumbers extends InvoiceNumbers {
  /** Of the session on whose list it is; null: on none that was read. */
  readonly sessionReference: string | null
}

/** The accepted invoices with these KSeF numbers; a duplicate that names one is another matter. */
export function acceptedInvoices(db: ReadableDb, ksefNumbers: readonly string[]): ReadonlyMap<string, AcceptedNumbers> {
  return new Map(
    [...readAccepted(db, ksefNumbers)].map(([ksefNumber, { source: { invoiceId, listed } }]) => {
      // What was read from another UPO is no measure for this one.
      const said = isOnList(listed) ? listed : NOTHING_SAID
      return [ksefNumber, { ...said, invoiceId, sessionReference: listed.listedSession }]
    }),
  )
}

const NOTHING_SAID: Omit<InvoiceNumbers, 'invoiceId'> = { ksefNumber: null, invoiceHash: null, sellerNip: null, invoiceNumber: null }

/** The invoices, of any status, whose files have these hashes (Base64); accepted ones first. */
export function invoicesWithHashes(db: ReadableDb, hashes: readonly string[]): ReadonlyMap<string, readonly InvoiceNumbers[]> {
  const found = new Map<string, InvoiceNumbers[]>(hashes.map((hash) => [hash, []]))
  for (const row of statement(db, WITH_HASHES).all(JSON.stringify(hashes)) as InvoiceNumbers[]) found.get(row.invoiceHash ?? '')?.push(row)
  return found
}

/** The accepted invoices of the same seller, type and own number that KSeF's lists name or whose files are here, for what a UPO alone says is no measure; a type that is not known is no difference. One without a hash may be that of any file. */
export function invoicesWithNumber(db: ReadableDb, { sellerNip, invoiceType, invoiceNumber }: Pick<InvoiceFacts, 'sellerNip' | 'invoiceType' | 'invoiceNumber'>): readonly InvoiceNumbers[] {
  return statement(db, WITH_NUMBER).all({ key: numberKey(invoiceNumber), sellerNip, invoiceType, invoiceNumber }) as InvoiceNumbers[]
}

/** Imported invoice files that no list and no UPO has named so far, newest first: nothing here says that KSeF has them. */
export function unlistedInvoices(db: ReadableDb, { offset, limit }: { readonly offset: number; readonly limit: number }): { readonly total: number; readonly rows: readonly UnlistedInvoice[] } {
  const total = statement(db, `SELECT count(*) FROM importedInvoices i WHERE ${IS_UNLISTED}`).pluck().get() as number
  const rows = statement(db, LIST_UNLISTED).all({ offset, limit }) as UnlistedInvoice[]
  return { total, rows }
}

/** Of these imported files, those that an invoice has claimed since, and those whose number is known by now to be another file's. */
export function settledFiles(db: ReadableDb, { documentIds }: { readonly documentIds: readonly number[] }): readonly SettledFile[] {
  const asked = JSON.stringify(documentIds)
  const claimed = statement(db, CLAIMED).all(asked) as Omit<SettledFile, 'outcome'>[]
  const unlisted = statement(db, UNLISTED).all(asked) as UnlistedNumber[]
  const numberUsed = unlisted.flatMap(({ documentId, ...facts }) => invoicesWithNumber(db, facts).slice(0, 1).map(({ invoiceId }) => ({ documentId, outcome: 'number-used' as const, invoiceId, ksefNumber: null })))
  return [...claimed.map((file) => ({ ...file, outcome: 'stored' as const })), ...numberUsed]
}

/** Those of these documents that are imported files and that no invoice has. */
export function unlistedAmong(db: ReadableDb, documentIds: readonly number[]): ReadonlySet<number> {
  return new Set((statement(db, UNLISTED).all(JSON.stringify(documentIds)) as UnlistedNumber[]).map(({ documentId }) => documentId))
}

type UnlistedNumber = Pick<InvoiceFacts, 'sellerNip' | 'invoiceType' | 'invoiceNumber'> & { readonly documentId: number }

const CLAIMED = `
SELECT l.documentId, min(l.invoiceId) AS invoiceId, i.ksefNumber FROM documentInvoices l JOIN invoices i ON i.id = l.invoiceId
WHERE l.documentId IN (SELECT value FROM json_each(?)) AND l.relation = 'invoice' GROUP BY l.documentId`

/** SQL: no invoice has the imported file of the row `i`. */
export const IS_UNLISTED = "NOT EXISTS (SELECT 1 FROM documentInvoices l WHERE l.documentId = i.documentId AND l.relation = 'invoice')"

const UNLISTED = `SELECT documentId, sellerNip, invoiceType, invoiceNumber FROM importedInvoices i WHERE documentId IN (SELECT value FROM json_each(?)) AND ${IS_UNLISTED}`

const LIST_UNLISTED = `
SELECT documentId, importedAt, fileName, invoiceNumber, issuedOn, sellerNip, sellerName, buyerName, grossMinor, currency
FROM importedInvoices i WHERE ${IS_UNLISTED} ORDER BY documentId DESC LIMIT @limit OFFSET @offset`

const SELECT_NUMBERS = 'SELECT id AS invoiceId, ksefNumber, invoiceHash, sellerNip, invoiceNumber FROM invoices'

const WITH_HASHES = `${SELECT_NUMBERS} WHERE invoiceHash IN (SELECT value FROM json_each(?)) ORDER BY ifnull(statusCode, 200) <> 200, id`

const WITH_NUMBER = `${SELECT_NUMBERS}
WHERE invoiceNumberKey = @key AND invoiceNumber = @invoiceNumber AND sellerNip = @sellerNip AND ifnull(statusCode, 200) = 200
  AND (statusCode IS NOT NULL OR metadataReadAt IS NOT NULL OR hasXml = 1)
  AND ifnull(invoiceType, ifnull(@invoiceType, '')) = ifnull(@invoiceType, ifnull(invoiceType, ''))
ORDER BY id`
