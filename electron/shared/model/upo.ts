import type { ChecksumVerdict } from './ksefNumber.ts'

/** Which KSeF issued a UPO, told by the suffix of the receiver's name (API-NOTES §5); `unknown` suffixes are kept as written. */
export type UpoEnvironment = 'production' | 'demo' | 'test' | 'unknown'

export const UPO_CONTEXT_TYPES = ['Nip', 'InternalId', 'NipVatUe', 'PeppolId', 'other'] as const
/** Names of the API for the UPO's Nip, IdWewnetrzny, IdZlozonyVatUE and IdDostawcyUslugPeppol. */
export type UpoContextType = (typeof UPO_CONTEXT_TYPES)[number]

/** `OpisPotwierdzenia`: the page of a session UPO. The range is as written; whether its end is included is not settled. */
export interface UpoPage {
  readonly page: number | null
  readonly pages: number | null
  readonly rangeFrom: number | null
  readonly rangeTo: number | null
  readonly totalDocuments: number | null
}

/** One `Dokument`: values as written; `…At` are the same times in UTC, null when they cannot be read. */
export interface UpoEntry {
  readonly ksefNumber: string
  readonly checksum: ChecksumVerdict
  /** `NumerFaktury`. */
  readonly invoiceNumber: string | null
  readonly sellerNip: string | null
  /** `DataWystawieniaFaktury`. */
  readonly issueDate: string | null
  /** `DataPrzeslaniaDokumentu`. */
  readonly sentDate: string | null
  /** `DataNadaniaNumeruKSeF`. */
  readonly numberGivenDate: string | null
  /** `SkrotDokumentu`: SHA-256 of the invoice file, Base64. */
  readonly documentHash: string | null
  /** `TrybWysylki`: Online or Offline; null in v4-2. */
  readonly mode: string | null
}

/** What a UPO says (xsd/upo-v4-3.xsd, upo-v4-2.xsd). Reading it claims nothing about its signature. */
export interface Upo {
  readonly kind: 'invoice-upo' | 'session-upo'
  readonly version: 'v4-3' | 'v4-2'
  readonly receiverName: string | null
  readonly environment: UpoEnvironment
  readonly sessionReference: string | null
  readonly context: { readonly type: UpoContextType; readonly value: string } | null
  readonly authentication: { readonly kind: 'token' | 'document-hash'; readonly value: string } | null
  /** Null in an invoice UPO. */
  readonly description: UpoPage | null
  /** `NazwaStrukturyLogicznej`. */
  readonly schemaName: string | null
  /** `KodFormularza`. */
  readonly formCode: string | null
  readonly entries: readonly UpoEntry[]
}
