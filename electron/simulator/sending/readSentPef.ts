import { isValidNip, normaliseNip } from '../../shared/model/nip.ts'
import type { InvoiceForm, Party } from '../world/facts.ts'
import type { SentContent } from './readSentInvoice.ts'
import { minorAt, nodeAt, textAt, type XmlNode } from './sentXml.ts'

/** Reads a UBL invoice or credit note as KSeF would before it gives a number. */
export function readSentPef(document: unknown, form: Extract<InvoiceForm, 'PEF (3)' | 'PEF_KOR (3)'>): SentContent {
  const isCorrection = form === 'PEF_KOR (3)'
  const root = nodeAt(document, isCorrection ? 'CreditNote' : 'Invoice')
  const number = textAt(root, 'ID')
  const issuedOn = textAt(root, 'IssueDate')
  const seller = partyOf(nodeAt(root, 'AccountingSupplierParty', 'Party'))
  if (number === '') return { refusal: 'Brak numeru faktury.' }
  if (Number.isNaN(Date.parse(`${issuedOn}T00:00:00Z`))) return { refusal: 'Data wystawienia nie jest poprawną datą.' }
  if (seller.identifier.kind !== 'Nip') return { refusal: 'NIP sprzedawcy jest nieprawidłowy.' }
  const total = nodeAt(root, 'LegalMonetaryTotal')
  const [netMinor, grossMinor] = [minorAt(total, 'TaxExclusiveAmount'), minorAt(total, 'TaxInclusiveAmount')]
  return {
    face: {
      form,
      type: isCorrection ? 'KorPef' : 'VatPef',
      number,
      issuedOn,
      seller,
      buyer: partyOf(nodeAt(root, 'AccountingCustomerParty', 'Party')),
      thirdParties: [],
      authorised: null,
      currency: textAt(root, 'DocumentCurrencyCode'),
      netMinor,
      vatInPlnMinor: grossMinor - netMinor,
      grossMinor,
      isSelfInvoiced: false,
      hasAttachment: false,
    },
  }
}

function partyOf(party: XmlNode): Party {
  const nip = normaliseNip(textAt(party, 'PartyTaxScheme', 'CompanyID')) ?? normaliseNip(textAt(party, 'PartyLegalEntity', 'CompanyID'))
  return {
    identifier: nip !== null && isValidNip(nip) ? { kind: 'Nip', value: nip } : { kind: 'None', value: '' },
    name: textAt(party, 'PartyLegalEntity', 'RegistrationName'),
    country: textAt(party, 'PostalAddress', 'Country', 'IdentificationCode') || 'PL',
    address: [textAt(party, 'PostalAddress', 'StreetName'), textAt(party, 'PostalAddress', 'CityName')],
  }
}
