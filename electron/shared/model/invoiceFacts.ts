export const INVOICE_FORMS = ['FA (2)', 'FA (3)', 'FA_RR (1)', 'PEF (3)', 'PEF_KOR (3)', 'unknown'] as const
/** Structures that KSeF takes (API-NOTES §5), written as its `formCode.systemCode`. */
export type InvoiceForm = (typeof INVOICE_FORMS)[number]

export const BUYER_IDENTIFIER_TYPES = ['Nip', 'VatUe', 'Other', 'None'] as const
/** Names as in KSeF's metadata (open-api.json, BuyerIdentifierType). */
export type BuyerIdentifierType = (typeof BUYER_IDENTIFIER_TYPES)[number]

/** What hindered reading an invoice; what could be read is given all the same. */
export const INVOICE_PROBLEMS = [
  'empty',
  'too-large',
  'not-xml',
  'broken-xml',
  'html-page',
  'dtd-refused',
  'too-deep',
  'invalid-encoding',
  'unknown-form',
  'byte-order-mark',
  'other-encoding',
] as const
export type InvoiceProblem = (typeof INVOICE_PROBLEMS)[number]

/** `Podmiot3`, or the authorised party `PodmiotUpowazniony`. */
export const PARTY_KINDS = ['third', 'authorised'] as const

export interface InvoiceThirdParty {
  readonly kind: (typeof PARTY_KINDS)[number]
  /** `Rola`, or `RolaPU`, as the number written in the invoice; `0` for a role of another kind (`RolaInna`). */
  readonly role: string | null
  readonly identifier: string | null
  readonly name: string | null
}

/** `corrected`: the invoice that this one corrects; `advance`: an advance invoice that this one settles. */
export const REFERENCE_KINDS = ['corrected', 'advance'] as const

/** Another invoice that this one names; null: it does not say that of it. */
export interface InvoiceReference {
  readonly kind: (typeof REFERENCE_KINDS)[number]
  /** As quoted; its CRC is often wrong (API-NOTES §5). */
  readonly ksefNumber: string | null
  readonly invoiceNumber: string | null
  /** `YYYY-MM-DD`. */
  readonly issuedOn: string | null
}

/** What an invoice says about itself; null wherever it does not, or not readably. Amounts in minor units (hundredths). */
export interface InvoiceFacts {
  readonly form: InvoiceForm
  readonly sellerNip: string | null
  readonly sellerName: string | null
  readonly buyerIdentifierType: BuyerIdentifierType | null
  readonly buyerIdentifier: string | null
  readonly buyerName: string | null
  /** Who gave the buyer's other identifier, else where the buyer's address is: two letters. */
  readonly buyerCountry: string | null
  /** P_1, `YYYY-MM-DD`. */
  readonly issueDate: string | null
  /** P_2. */
  readonly invoiceNumber: string | null
  readonly netMinor: number | null
  readonly vatMinor: number | null
  readonly grossMinor: number | null
  readonly currency: string | null
  /** As in KSeF's metadata: Vat, Kor, Zal … (open-api.json, InvoiceType). */
  readonly invoiceType: string | null
  /** P_17 = 1. */
  readonly isSelfInvoicing: boolean | null
  readonly thirdParties: readonly InvoiceThirdParty[]
  /** The buyer's `JST` = 1: for a unit of a local government, named as a third party. */
  readonly isLocalGovernment: boolean | null
  /** The buyer's `GV` = 1: for a member of a VAT group, named as a third party. */
  readonly isVatGroup: boolean | null
  /** Invoices that it names, in its order. */
  readonly references: readonly InvoiceReference[]
  readonly problems: readonly InvoiceProblem[]
}
