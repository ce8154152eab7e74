import type { ReadableDb, WritableDb } from '../connection.ts'
import type { InvoiceFacts } from '../inputs.ts'
import { toFlag, type InvoiceRow } from '../invoiceRow.ts'
import { dayOf } from '../ksefTime.ts'
import type { ClaimedFile, UnlistedInvoice } from '../outputs.ts'
import { numberKey } from '../sortKeys.ts'
import { statement } from '../statements.ts'

export interface ImportedInvoice {
  readonly documentId: number
  readonly importedAt: string
  readonly fileName: string
  readonly facts: InvoiceFacts
}

/** Notes what an imported invoice file says of itself, until a list or a UPO names it (claimImported). */
export function recordImportedInvoice(db: WritableDb, { documentId, importedAt, fileName, facts }: ImportedInvoice): void {
  const { issueDate, isSelfInvoicing, ...columns } = facts
  statement(db, INSERT_IMPORTED).run({ ...columns, documentId, importedAt, fileName, issuedOn: dayOf(issueDate), isSelfInvoicing: toFlag(isSelfInvoicing) })
}

/** The invoices, of any status, whose file has this hash (Base64); accepted ones first. */
export function invoicesWithHash(db: ReadableDb, invoiceHash: string): readonly number[] {
  return statement(db, 'SELECT id FROM invoices WHERE invoiceHash = ? ORDER BY ifnull(statusCode, 200) <> 200, id').pluck().all(invoiceHash) as number[]
}

/** What a file about an invoice is held against. */
type InvoiceNumbers = Pick<InvoiceRow, 'ksefNumber' | 'invoiceHash' | 'sellerNip' | 'invoiceNumber'>

export function invoiceNumbers(db: ReadableDb, invoiceId: number): InvoiceNumbers | undefined {
  return statement(db, 'SELECT ksefNumber, invoiceHash, sellerNip, invoiceNumber FROM invoices WHERE id = ?').get(invoiceId) as InvoiceNumbers | undefined
}

export interface SameNumber {
  readonly invoiceId: number
  /** Null: its file is not known by hash, so this may be it. */
  readonly invoiceHash: string | null
}

/** The accepted invoices of the same seller, type and own number; a type that is not known is no difference. */
export function invoicesWithNumber(db: ReadableDb, { sellerNip, invoiceType, invoiceNumber }: Pick<InvoiceFacts, 'sellerNip' | 'invoiceType' | 'invoiceNumber'>): readonly SameNumber[] {
  return statement(db, WITH_NUMBER).all({ key: numberKey(invoiceNumber), sellerNip, invoiceType, invoiceNumber }) as SameNumber[]
}

/** Imported invoice files that no list and no UPO has named so far, newest first: nothing here says that KSeF has them. */
export function unlistedInvoices(db: ReadableDb, { offset, limit }: { readonly offset: number; readonly limit: number }): { readonly total: number; readonly rows: readonly UnlistedInvoice[] } {
  const total = statement(db, `SELECT count(*) FROM importedInvoices i WHERE ${IS_UNLISTED}`).pluck().get() as number
  const rows = statement(db, LIST_UNLISTED).all({ offset, limit }) as UnlistedInvoice[]
  return { total, rows }
}

/** Of these imported files, those that an invoice has claimed since. */
export function claimedFiles(db: ReadableDb, { documentIds }: { readonly documentIds: readonly number[] }): readonly ClaimedFile[] {
  return statement(db, CLAIMED).all(JSON.stringify(documentIds)) as ClaimedFile[]
}

const CLAIMED = `
SELECT l.documentId, min(l.invoiceId) AS invoiceId, i.ksefNumber FROM documentInvoices l JOIN invoices i ON i.id = l.invoiceId
WHERE l.documentId IN (SELECT value FROM json_each(?)) AND l.relation = 'invoice' GROUP BY l.documentId`

const IS_UNLISTED = "NOT EXISTS (SELECT 1 FROM documentInvoices l WHERE l.documentId = i.documentId AND l.relation = 'invoice')"

const LIST_UNLISTED = `
SELECT documentId, importedAt, fileName, invoiceNumber, issuedOn, sellerNip, sellerName, buyerName, grossMinor, currency
FROM importedInvoices i WHERE ${IS_UNLISTED} ORDER BY documentId DESC LIMIT @limit OFFSET @offset`

const WITH_NUMBER = `
SELECT id AS invoiceId, invoiceHash FROM invoices
WHERE invoiceNumberKey = @key AND invoiceNumber = @invoiceNumber AND sellerNip = @sellerNip AND ifnull(statusCode, 200) = 200
  AND ifnull(invoiceType, ifnull(@invoiceType, '')) = ifnull(@invoiceType, ifnull(invoiceType, ''))
ORDER BY id`

const INSERT_IMPORTED = `
INSERT INTO importedInvoices (documentId, importedAt, fileName, invoiceNumber, issuedOn, sellerNip, sellerName, buyerIdentifierType, buyerIdentifier,
  buyerName, netMinor, vatMinor, grossMinor, currency, invoiceType, formCode, isSelfInvoicing)
VALUES (@documentId, @importedAt, @fileName, @invoiceNumber, @issuedOn, @sellerNip, @sellerName, @buyerIdentifierType, @buyerIdentifier,
  @buyerName, @netMinor, @vatMinor, @grossMinor, @currency, @invoiceType, @formCode, @isSelfInvoicing)
ON CONFLICT DO NOTHING`
