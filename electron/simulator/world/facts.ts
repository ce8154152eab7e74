/** The codes of the forms that the simulator writes (open-api.json, FormCode). */
export type WrittenForm = 'FA (3)' | 'FA (2)' | 'FA_RR (1)'

/** Those that it takes. */
export type InvoiceForm = WrittenForm | 'PEF (3)' | 'PEF_KOR (3)'

/** How a buyer is identified (open-api.json, BuyerIdentifierType). */
export type IdentifierKind = 'Nip' | 'VatUe' | 'Other' | 'None'

export interface Party {
  readonly identifier: { readonly kind: IdentifierKind; readonly value: string }
  readonly name: string
  readonly country: string
  readonly address: readonly [string, string]
}

export interface InvoiceLine {
  readonly name: string
  readonly unit: string
  readonly quantity: number
  readonly priceMinor: number
  /** Per cent. */
  readonly rate: 23 | 8 | 5
}

/** What a seller says on an invoice; XML, metadata and UPO are written from it. Money in hundredths. */
export interface InvoiceFacts {
  readonly form: WrittenForm
  /** As in metadata (open-api.json, InvoiceType). */
  readonly type: 'Vat' | 'Kor' | 'Upr' | 'VatRr'
  readonly number: string
  readonly issuedOn: string
  /** When the seller's program wrote the file; part of the header, so a second run gives another hash. */
  readonly writtenAt: number
  readonly seller: Party
  readonly buyer: Party
  readonly currency: 'PLN' | 'EUR'
  readonly lines: readonly InvoiceLine[]
  readonly isSelfInvoiced: boolean
  readonly corrects: { readonly number: string; readonly issuedOn: string; readonly ksefNumber: string } | null
  /** Size of the attachment in bytes; 0 for none. */
  readonly attachmentBytes: number
  /** Where the random text of its attachment begins; null for meter readings. */
  readonly attachmentRandomFrom: number | null
  readonly encoding: 'utf-8' | 'utf-8-with-bom' | 'broken-utf-8'
}

/** How many złoty a euro costs on the simulator's invoices. */
export const EURO_RATE = 4.25

export interface Totals {
  readonly netMinor: number
  readonly vatMinor: number
  readonly grossMinor: number
  readonly vatInPlnMinor: number
  readonly byRate: ReadonlyMap<number, { readonly netMinor: number; readonly vatMinor: number }>
}

/** What KSeF itself keeps of an invoice's content: enough for lists, metadata and UPO. */
export interface InvoiceFace {
  readonly form: InvoiceForm
  readonly type: InvoiceFacts['type'] | 'Zal' | 'Roz' | 'KorZal' | 'KorRoz' | 'KorVatRr' | 'VatPef' | 'KorPef'
  readonly number: string
  readonly issuedOn: string
  readonly seller: Party
  readonly buyer: Party
  /** Whoever else is named on it: third parties with their roles, and an authorised one (FA(3): Podmiot3, PodmiotUpowazniony). */
  readonly thirdParties: readonly PartyInRole[]
  readonly authorised: PartyInRole | null
  readonly currency: string
  readonly netMinor: number
  readonly vatInPlnMinor: number
  readonly grossMinor: number
  readonly isSelfInvoiced: boolean
  readonly hasAttachment: boolean
}

/** `role` is the code of the schema. */
export interface PartyInRole {
  readonly party: Party
  readonly role: number
}

export function faceOf(facts: InvoiceFacts): InvoiceFace {
  const { netMinor, vatInPlnMinor, grossMinor } = totalsOf(facts)
  const { form, type, number, issuedOn, seller, buyer, currency, isSelfInvoiced } = facts
  return { form, type, number, issuedOn, seller, buyer, thirdParties: [], authorised: null, currency, netMinor, vatInPlnMinor, grossMinor, isSelfInvoiced, hasAttachment: facts.attachmentBytes > 0 }
}

/** Sums of an invoice; a correction is given as its difference, so its lines may have negative quantities. */
export function totalsOf(facts: InvoiceFacts): Totals {
  const byRate = new Map<number, { netMinor: number; vatMinor: number }>()
  for (const line of facts.lines) {
    const sum = byRate.get(line.rate) ?? { netMinor: 0, vatMinor: 0 }
    sum.netMinor += line.quantity * line.priceMinor
    byRate.set(line.rate, sum)
  }
  let netMinor = 0
  let vatMinor = 0
  for (const [rate, sum] of byRate) {
    // A farmer's flat-rate refund is 7 % whatever is sold (art. 115 of the VAT act).
    sum.vatMinor = Math.round((sum.netMinor * (facts.form === 'FA_RR (1)' ? 7 : rate)) / 100)
    netMinor += sum.netMinor
    vatMinor += sum.vatMinor
  }
  const vatInPlnMinor = facts.currency === 'PLN' ? vatMinor : Math.round(vatMinor * EURO_RATE)
  return { netMinor, vatMinor, grossMinor: netMinor + vatMinor, vatInPlnMinor, byRate }
}
