import type { InvoiceThirdParty } from '../shared/model/invoiceFacts.ts'
import { ACCEPTED_STATUS, type InvoiceState, type Proof } from '../shared/model/invoiceStatus.ts'

/** A row of `invoices` as SQLite gives it (resources/ARCHIVE-FORMAT.md); JSON columns are text, booleans 0 or 1. */
export interface InvoiceRow {
  readonly id: number
  readonly sessionId: number | null
  readonly invoiceReference: string | null
  readonly ordinalNumber: number | null
  readonly invoiceNumber: string | null
  readonly ksefNumber: string | null
  readonly invoiceHash: string | null
  readonly invoiceFileName: string | null
  readonly statusCode: number | null
  readonly statusDescription: string | null
  readonly statusDetails: string
  readonly statusExtensions: string
  readonly invoicingMode: string | null
  readonly invoicingDate: string | null
  readonly invoicingAt: string | null
  readonly acquisitionDate: string | null
  readonly acquiredAt: string | null
  readonly permanentStorageDate: string | null
  readonly storedAt: string | null
  readonly issuedOn: string | null
  readonly sellerNip: string | null
  readonly sellerName: string | null
  readonly buyerIdentifierType: string | null
  readonly buyerIdentifier: string | null
  readonly buyerName: string | null
  readonly netMinor: number | null
  readonly vatMinor: number | null
  readonly grossMinor: number | null
  readonly currency: string | null
  readonly invoiceType: string | null
  readonly formCode: string | null
  readonly isSelfInvoicing: 0 | 1 | null
  readonly hasAttachment: 0 | 1 | null
  readonly hashOfCorrectedInvoice: string | null
  readonly metadataReadAt: string | null
  /** KSeF's list of received invoices alone named it: bought, and issued by somebody else. */
  readonly isPurchase: 0 | 1
  /** JSON list of third and authorised parties. */
  readonly parties: string
  readonly state: InvoiceState
  readonly stateRank: number
  readonly proof: Proof
  readonly hasUpo: 0 | 1
  readonly hasXml: 0 | 1
  readonly upoDocumentId: number | null
  readonly sessionUpoDocumentId: number | null
  readonly xmlDocumentId: number | null
  readonly invoiceNumberKey: string | null
  readonly sellerNameKey: string | null
  readonly buyerNameKey: string | null
  readonly xmlTriedAt: string | null
  readonly words: string
}

/** True for an invoice that KSeF accepted: by its status, or because only accepted ones are where it was found. */
export function isAccepted({ statusCode }: Pick<InvoiceRow, 'statusCode'>): boolean {
  return statusCode === null || statusCode === ACCEPTED_STATUS
}

/** True where that is certain: a list of KSeF says so, or a UPO proves it. Of any other nothing but a UPO that proves nothing says it. */
export function isSurelyAccepted(row: Pick<InvoiceRow, 'statusCode' | 'metadataReadAt' | 'proof'>): boolean {
  return isAccepted(row) && (isOnList(row) || row.proof !== 'none')
}

/** The same in SQL. */
export const IS_SURELY_ACCEPTED = `(ifnull(statusCode, 200) = 200 AND (statusCode IS NOT NULL OR metadataReadAt IS NOT NULL OR proof <> 'none'))`

/** True for an invoice that a list of KSeF names; what is known of any other was read from a UPO. */
export function isOnList({ statusCode, metadataReadAt }: Pick<InvoiceRow, 'statusCode' | 'metadataReadAt'>): boolean {
  return statusCode !== null || metadataReadAt !== null
}

/** SQLite knows no booleans. */
export function toFlag(value: boolean | null): 0 | 1 | null {
  return value === null ? null : value ? 1 : 0
}

export function fromFlag(value: 0 | 1 | null): boolean | null {
  return value === null ? null : value === 1
}

/** Of the column `parties`. Most invoices name none, and thousands are read at once. */
export function thirdPartiesIn(parties: string): readonly InvoiceThirdParty[] {
  return parties === '[]' ? [] : (JSON.parse(parties) as readonly InvoiceThirdParty[])
}
