import type { BuyerIdentifierType, InvoiceFacts, InvoiceReference, InvoiceThirdParty } from '../../shared/model/invoiceFacts.ts'
import { parseKsefNumber } from '../../shared/model/ksefNumber.ts'
import { normaliseNip } from '../../shared/model/nip.ts'
import { distinctReferences } from './distinctReferences.ts'
import { readCurrency, readDay, readLine, readMinorUnits, sumMinorUnits } from './values.ts'
import { childAt, childrenNamed, textAt, textOf, type XmlElement } from './xmlElement.ts'

type ReadFacts = Omit<InvoiceFacts, 'form' | 'problems'>

/** `RodzajFaktury` of FA and FA_RR as KSeF's metadata names it (open-api.json, InvoiceType). */
const INVOICE_TYPES: ReadonlyMap<string, string> = new Map([
  ['VAT', 'Vat'],
  ['KOR', 'Kor'],
  ['ZAL', 'Zal'],
  ['ROZ', 'Roz'],
  ['UPR', 'Upr'],
  ['KOR_ZAL', 'KorZal'],
  ['KOR_ROZ', 'KorRoz'],
  ['VAT_RR', 'VatRr'],
  ['KOR_VAT_RR', 'KorVatRr'],
])

/** Reads FA(2) and FA(3): amounts are P_13_*, P_14_* (in the invoice's currency, without the P_14_*W in złoty) and P_15. */
export function readFa(root: XmlElement): ReadFacts {
  const invoice = childAt(root, 'Fa')
  const grossMinor = readMinorUnits(textAt(invoice, 'P_15'))
  return {
    ...readParties(root),
    ...readBody(invoice),
    issueDate: readDay(textAt(invoice, 'P_1')),
    invoiceNumber: readLine(textAt(invoice, 'P_2')),
    // P_15 comes after the parts: without it the document may have ended among them.
    ...(grossMinor === null ? { netMinor: null, vatMinor: null } : readParts(invoice)),
    grossMinor,
    isSelfInvoicing: readChoice(textAt(invoice, 'Adnotacje', 'P_17')),
  }
}

/** Reads FA_RR(1): Podmiot1 is the farmer who sells, Podmiot2 the buyer who issues it (xsd FA_RR(1)). */
export function readFaRr(root: XmlElement): ReadFacts {
  const invoice = childAt(root, 'FakturaRR')
  return {
    ...readParties(root),
    ...readBody(invoice),
    issueDate: readDay(textAt(invoice, 'P_4B')),
    invoiceNumber: readLine(textAt(invoice, 'P_4C')),
    netMinor: readMinorUnits(textAt(invoice, 'P_11_1')),
    vatMinor: readMinorUnits(textAt(invoice, 'P_11_2')),
    grossMinor: readMinorUnits(textAt(invoice, 'P_12_1')),
    isSelfInvoicing: null,
  }
}

function readParts(invoice: XmlElement | null): Pick<InvoiceFacts, 'netMinor' | 'vatMinor'> {
  const amounts = (pattern: RegExp): readonly (string | null)[] => (invoice?.children ?? []).filter(({ name }) => pattern.test(name)).map(textOf)
  const netMinor = sumMinorUnits(amounts(/^P_13_\d{1,2}(?:_\d)?$/))
  const taxes = amounts(/^P_14_\d$/)
  // Sales at 0 %, exempt or outside Poland have no P_14 at all.
  return { netMinor, vatMinor: taxes.length === 0 && netMinor !== null ? 0 : sumMinorUnits(taxes) }
}

function readParties(root: XmlElement): Pick<InvoiceFacts, 'sellerNip' | 'sellerName' | 'buyerIdentifierType' | 'buyerIdentifier' | 'buyerName' | 'buyerCountry' | 'thirdParties' | 'isLocalGovernment' | 'isVatGroup'> {
  const seller = childAt(root, 'Podmiot1', 'DaneIdentyfikacyjne')
  const buyer = childAt(root, 'Podmiot2', 'DaneIdentyfikacyjne')
  const authorised = childrenNamed(root, 'PodmiotUpowazniony').map((party) => readThirdParty(party, 'authorised', textAt(party, 'RolaPU')))
  const others = childrenNamed(root, 'Podmiot3').map((party) => readThirdParty(party, 'third', textAt(party, 'Rola') ?? otherRole(party)))
  return {
    sellerNip: readNip(textAt(seller, 'NIP')),
    sellerName: readLine(textAt(seller, 'Nazwa')),
    ...readBuyerIdentifier(buyer),
    buyerName: readLine(textAt(buyer, 'Nazwa')),
    buyerCountry: readLine(textAt(buyer, 'KodKraju') ?? textAt(root, 'Podmiot2', 'Adres', 'KodKraju')),
    thirdParties: [...others, ...authorised],
    isLocalGovernment: readChoice(textAt(root, 'Podmiot2', 'JST')),
    isVatGroup: readChoice(textAt(root, 'Podmiot2', 'GV')),
  }
}

function readBody(invoice: XmlElement | null): Pick<InvoiceFacts, 'currency' | 'invoiceType' | 'references'> {
  return {
    currency: readCurrency(textAt(invoice, 'KodWaluty')),
    invoiceType: INVOICE_TYPES.get(textAt(invoice, 'RodzajFaktury') ?? '') ?? null,
    references: readReferences(invoice),
  }
}

function readBuyerIdentifier(buyer: XmlElement | null): { readonly buyerIdentifierType: BuyerIdentifierType | null; readonly buyerIdentifier: string | null } {
  const nip = textAt(buyer, 'NIP')
  if (nip !== null) return { buyerIdentifierType: 'Nip', buyerIdentifier: readNip(nip) ?? readLine(nip) }
  const vatUe = readVatUe(buyer)
  if (vatUe !== null) return { buyerIdentifierType: 'VatUe', buyerIdentifier: vatUe }
  const other = textAt(buyer, 'NrID')
  if (other !== null) return { buyerIdentifierType: 'Other', buyerIdentifier: readLine(other) }
  return { buyerIdentifierType: textAt(buyer, 'BrakID') === '1' ? 'None' : null, buyerIdentifier: null }
}

function readThirdParty(party: XmlElement, kind: InvoiceThirdParty['kind'], role: string | null): InvoiceThirdParty {
  const identity = childAt(party, 'DaneIdentyfikacyjne')
  const identifier = textAt(identity, 'IDWew') ?? textAt(identity, 'NIP') ?? readVatUe(identity) ?? textAt(identity, 'NrID')
  return { kind, role: readLine(role), identifier: readLine(identifier), name: readLine(textAt(identity, 'Nazwa')) }
}

function readVatUe(identity: XmlElement | null): string | null {
  const number = textAt(identity, 'NrVatUE')
  return number === null ? null : readLine(`${textAt(identity, 'KodUE') ?? ''}${number}`)
}

/** `RolaInna`, which KSeF's metadata numbers 0 (open-api.json, InvoiceMetadataThirdSubject). */
function otherRole(party: XmlElement): string | null {
  return textAt(party, 'RolaInna') === '1' ? '0' : null
}

function readNip(text: string | null): string | null {
  return text === null ? null : normaliseNip(text)
}

function readChoice(text: string | null): boolean | null {
  return text === '1' ? true : text === '2' ? false : null
}

function readReferences(invoice: XmlElement | null): readonly InvoiceReference[] {
  const corrected = childrenNamed(invoice, 'DaneFaKorygowanej').map(
    (part): InvoiceReference => ({
      kind: 'corrected',
      ksefNumber: readQuoted(textAt(part, 'NrKSeFFaKorygowanej')),
      invoiceNumber: readLine(textAt(part, 'NrFaKorygowanej')),
      issuedOn: readDay(textAt(part, 'DataWystFaKorygowanej')),
    }),
  )
  const advances = childrenNamed(invoice, 'FakturaZaliczkowa').map(
    (part): InvoiceReference => ({ kind: 'advance', ksefNumber: readQuoted(textAt(part, 'NrKSeFFaZaliczkowej')), invoiceNumber: readLine(textAt(part, 'NrFaZaliczkowej')), issuedOn: null }),
  )
  return distinctReferences([...corrected, ...advances])
}

function readQuoted(text: string | null): string | null {
  return text !== null && parseKsefNumber(text) !== null ? text : null
}
