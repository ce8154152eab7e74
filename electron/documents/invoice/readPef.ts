import type { InvoiceFacts, InvoiceReference, InvoiceThirdParty } from '../../shared/model/invoiceFacts.ts'
import { parseKsefNumber } from '../../shared/model/ksefNumber.ts'
import { isValidNip, normaliseNip } from '../../shared/model/nip.ts'
import { distinctReferences } from './distinctReferences.ts'
import { readCurrency, readDay, readLine, readMinorUnits } from './values.ts'
import { childAt, childrenNamed, textAt, textOf, type XmlElement } from './xmlElement.ts'

/** Reads a UBL invoice or credit note: PEF(3), PEF_KOR(3). Amounts are those of LegalMonetaryTotal. */
export function readPef(root: XmlElement): Omit<InvoiceFacts, 'form' | 'problems'> {
  const currency = readCurrency(textAt(root, 'DocumentCurrencyCode'))
  const seller = childAt(root, 'AccountingSupplierParty', 'Party')
  const buyer = childAt(root, 'AccountingCustomerParty', 'Party')
  const total = childAt(root, 'LegalMonetaryTotal')
  return {
    sellerNip: findNip(seller),
    sellerName: partyName(seller),
    ...readBuyerIdentifier(buyer),
    buyerName: partyName(buyer),
    buyerCountry: readLine(textAt(buyer, 'PostalAddress', 'Country', 'IdentificationCode')),
    issueDate: readDay(textAt(root, 'IssueDate')),
    invoiceNumber: readLine(textAt(root, 'ID')),
    netMinor: readMinorUnits(textAt(total, 'TaxExclusiveAmount')),
    vatMinor: readTax(root, currency),
    grossMinor: readMinorUnits(textAt(total, 'TaxInclusiveAmount')),
    currency,
    invoiceType: root.name === 'CreditNote' ? 'KorPef' : 'VatPef',
    isSelfInvoicing: null,
    thirdParties: [
      ...childrenNamed(root, 'PayeeParty').map((party) => thirdParty(party, 'third')),
      ...childrenNamed(root, 'TaxRepresentativeParty').map((party) => thirdParty(party, 'authorised')),
    ],
    isLocalGovernment: null,
    isVatGroup: null,
    references: readReferences(root),
  }
}

/** A second TaxTotal may give the tax in another currency. */
function readTax(root: XmlElement, currency: string | null): number | null {
  const amounts = childrenNamed(root, 'TaxTotal').map((total) => childAt(total, 'TaxAmount'))
  const own = amounts.find((amount) => amount?.attributes.currencyID === currency) ?? null
  return readMinorUnits(textOf(own))
}

function companyIds(party: XmlElement | null): readonly string[] {
  const taxes = childrenNamed(party, 'PartyTaxScheme').map((scheme) => textAt(scheme, 'CompanyID'))
  return [...taxes, textAt(party, 'PartyLegalEntity', 'CompanyID')].filter((text) => text !== null)
}

/** Ten digits with a right check digit first: a legal entity's number may as well be a KRS, which has ten digits too. */
function findNip(party: XmlElement | null): string | null {
  const candidates = companyIds(party)
    .map((id) => normaliseNip(id))
    .filter((nip) => nip !== null)
  return candidates.find((nip) => isValidNip(nip)) ?? candidates[0] ?? null
}

function readBuyerIdentifier(party: XmlElement | null): Pick<InvoiceFacts, 'buyerIdentifierType' | 'buyerIdentifier'> {
  const nip = findNip(party)
  if (nip !== null && isValidNip(nip)) return { buyerIdentifierType: 'Nip', buyerIdentifier: nip }
  const ids = companyIds(party)
  const vatUe = ids.find((id) => /^[A-Z]{2}[0-9A-Z+*]{2,14}$/.test(id) && !id.startsWith('PL'))
  if (vatUe !== undefined) return { buyerIdentifierType: 'VatUe', buyerIdentifier: vatUe }
  const other = ids[0] ?? textAt(party, 'PartyIdentification', 'ID')
  if (other === null || party === null) return { buyerIdentifierType: party === null ? null : 'None', buyerIdentifier: null }
  return { buyerIdentifierType: 'Other', buyerIdentifier: readLine(other) }
}

function partyName(party: XmlElement | null): string | null {
  return readLine(textAt(party, 'PartyLegalEntity', 'RegistrationName') ?? textAt(party, 'PartyName', 'Name'))
}

function thirdParty(party: XmlElement, kind: InvoiceThirdParty['kind']): InvoiceThirdParty {
  const identifier = findNip(party) ?? companyIds(party)[0] ?? textAt(party, 'PartyIdentification', 'ID')
  return { kind, role: null, identifier: readLine(identifier), name: partyName(party) }
}

/** The identifier of a billing reference is a KSeF number or the seller's own; Peppol tells neither apart. */
function readReferences(root: XmlElement): readonly InvoiceReference[] {
  return distinctReferences(
    childrenNamed(root, 'BillingReference').map((billing): InvoiceReference => {
      const reference = childAt(billing, 'InvoiceDocumentReference')
      const id = readLine(textAt(reference, 'ID'))
      const isKsefNumber = id !== null && parseKsefNumber(id) !== null
      return { kind: 'corrected', ksefNumber: isKsefNumber ? id : null, invoiceNumber: isKsefNumber ? null : id, issuedOn: readDay(textAt(reference, 'IssueDate')) }
    }),
  )
}
