import type { Language } from '../contract/program.ts'
import { formatMessage, type Messages } from './formatMessage.ts'

/** `InvoiceType` of KSeF's metadata; documents/invoice reads the same words from files (RodzajFaktury). */
const INVOICE_TYPES = ['Vat', 'Zal', 'Kor', 'Roz', 'Upr', 'KorZal', 'KorRoz', 'VatPef', 'VatPefSp', 'KorPef', 'VatRr', 'KorVatRr'] as const

/** `invoicingMode` of KSeF's metadata. */
const INVOICING_MODES = ['Online', 'Offline'] as const

/** How the buyer is identified, in KSeF's metadata. */
const BUYER_IDENTIFIERS = ['Nip', 'VatUe', 'Other', 'None'] as const

type InvoiceKindId = `type.${(typeof INVOICE_TYPES)[number]}` | `mode.${(typeof INVOICING_MODES)[number]}` | `buyer-identifier.${(typeof BUYER_IDENTIFIERS)[number]}`

export const invoiceKindMessages = {
  pl: {
    'type.Vat': 'faktura podstawowa',
    'type.Zal': 'faktura zaliczkowa',
    'type.Kor': 'faktura korygująca',
    'type.Roz': 'faktura rozliczeniowa',
    'type.Upr': 'faktura uproszczona',
    'type.KorZal': 'korekta faktury zaliczkowej',
    'type.KorRoz': 'korekta faktury rozliczeniowej',
    'type.VatPef': 'faktura PEF podstawowa',
    'type.VatPefSp': 'faktura PEF specjalizowana',
    'type.KorPef': 'faktura PEF korygująca',
    'type.VatRr': 'faktura VAT RR',
    'type.KorVatRr': 'korekta faktury VAT RR',
    'mode.Online': 'tryb online',
    'mode.Offline': 'tryb offline',
    'buyer-identifier.Nip': 'NIP',
    'buyer-identifier.VatUe': 'numer VAT UE',
    'buyer-identifier.Other': 'inny identyfikator',
    'buyer-identifier.None': 'brak identyfikatora',
  },
  en: {
    'type.Vat': 'basic invoice',
    'type.Zal': 'advance payment invoice',
    'type.Kor': 'correcting invoice',
    'type.Roz': 'final settlement invoice',
    'type.Upr': 'simplified invoice',
    'type.KorZal': 'correction of an advance payment invoice',
    'type.KorRoz': 'correction of a final settlement invoice',
    'type.VatPef': 'basic PEF invoice',
    'type.VatPefSp': 'specialised PEF invoice',
    'type.KorPef': 'correcting PEF invoice',
    'type.VatRr': 'VAT RR invoice',
    'type.KorVatRr': 'correction of a VAT RR invoice',
    'mode.Online': 'online mode',
    'mode.Offline': 'offline mode',
    'buyer-identifier.Nip': 'NIP',
    'buyer-identifier.VatUe': 'EU VAT number',
    'buyer-identifier.Other': 'another identifier',
    'buyer-identifier.None': 'no identifier',
  },
} as const satisfies Messages<InvoiceKindId>

/** The kind of an invoice in words; a kind that KSeF added later stays as it is. */
export function labelOfInvoiceType(language: Language, type: string): string {
  const known = INVOICE_TYPES.find((one) => one === type)
  return known === undefined ? type : formatMessage(invoiceKindMessages, language, `type.${known}`)
}

export function labelOfInvoicingMode(language: Language, mode: string): string {
  const known = INVOICING_MODES.find((one) => one === mode)
  return known === undefined ? mode : formatMessage(invoiceKindMessages, language, `mode.${known}`)
}

export function labelOfBuyerIdentifier(language: Language, type: string): string {
  const known = BUYER_IDENTIFIERS.find((one) => one === type)
  return known === undefined ? type : formatMessage(invoiceKindMessages, language, `buyer-identifier.${known}`)
}
