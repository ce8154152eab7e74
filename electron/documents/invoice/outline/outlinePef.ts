import type { Language } from '../../../shared/contract/program.ts'
import type { InvoiceForm } from '../../../shared/model/invoiceFacts.ts'
import { readCurrency } from '../values.ts'
import { textAt, type XmlElement } from '../xmlElement.ts'
import { fieldTable, labelOf } from './field.ts'
import type { Outline, OutlineSection, Reading } from './rows.ts'
import { rowSection, tableSection, titleOf, type SectionKey } from './section.ts'

/** The commonest of UBL; the many others keep their own English names. */
const PEF_FIELDS = fieldTable({
  KodFormularza: ['Formularz', 'Form'],
  ID: ['Numer', 'Number'],
  IssueDate: ['Data wystawienia', 'Date of issue'],
  DueDate: ['Termin płatności', 'Payment due'],
  TaxPointDate: ['Data obowiązku podatkowego', 'Tax point'],
  DocumentCurrencyCode: ['Waluta', 'Currency'],
  TaxCurrencyCode: ['Waluta podatku', 'Tax currency'],
  Note: ['Uwagi', 'Note'],
  BuyerReference: ['Odniesienie nabywcy', 'Buyer reference'],
  InvoicePeriod: ['Okres', 'Period'],
  StartDate: ['od', 'from'],
  EndDate: ['do', 'to'],
  Name: ['Nazwa', 'Name'],
  RegistrationName: ['Nazwa', 'Name'],
  CompanyID: ['Identyfikator', 'Identifier'],
  EndpointID: ['Identyfikator elektroniczny', 'Electronic address'],
  PostalAddress: ['Adres', 'Address'],
  Contact: ['Kontakt', 'Contact'],
  Telephone: ['telefon', 'telephone'],
  ElectronicMail: ['e-mail', 'e-mail'],
  OrderReference: ['Zamówienie', 'Order'],
  ContractDocumentReference: ['Umowa', 'Contract'],
  BillingReference: ['Faktura korygowana', 'Corrected invoice'],
  PaymentMeans: ['Płatność', 'Payment'],
  PaymentTerms: ['Warunki płatności', 'Payment terms'],
  Delivery: ['Dostawa', 'Delivery'],
  AllowanceCharge: ['Upust lub opłata', 'Allowance or charge'],
  PayeeParty: ['Odbiorca płatności', 'Payee'],
  TaxRepresentativeParty: ['Przedstawiciel podatkowy', 'Tax representative'],
  TaxTotal: ['Podatek', 'Tax'],
  TaxSubtotal: ['stawka', 'rate'],
  TaxCategory: ['kategoria', 'category'],
  ClassifiedTaxCategory: ['kategoria podatku', 'tax category'],
  TaxScheme: ['Rodzaj podatku', 'Tax'],
  TaxAmount: ['Kwota VAT', 'VAT amount'],
  TaxableAmount: ['Podstawa', 'Taxable amount'],
  Percent: ['Stawka', 'Rate'],
  LineExtensionAmount: ['Wartość netto', 'Net value'],
  TaxExclusiveAmount: ['Razem netto', 'Total net'],
  TaxInclusiveAmount: ['Razem brutto', 'Total gross'],
  AllowanceTotalAmount: ['Suma upustów', 'Total allowances'],
  ChargeTotalAmount: ['Suma opłat', 'Total charges'],
  PrepaidAmount: ['Zapłacono', 'Prepaid'],
  PayableAmount: ['Do zapłaty', 'To be paid'],
  InvoicedQuantity: ['Ilość', 'Quantity'],
  CreditedQuantity: ['Ilość', 'Quantity'],
  Item: ['Towar lub usługa', 'Goods or service'],
  Description: ['opis', 'description'],
  Price: ['Cena', 'Price'],
  PriceAmount: ['cena', 'price'],
})

const PLACES: ReadonlyMap<string, SectionKey> = new Map<string, SectionKey>([
  ['AccountingSupplierParty', 'seller'],
  ['AccountingCustomerParty', 'buyer'],
  ['PaymentMeans', 'payment'],
  ['PaymentTerms', 'payment'],
  ['LegalMonetaryTotal', 'amounts'],
  ['TaxTotal', 'amounts'],
  ['InvoiceLine', 'lines'],
  ['CreditNoteLine', 'lines'],
])

const WRAPPERS: ReadonlySet<string> = new Set(['AccountingSupplierParty', 'AccountingCustomerParty', 'LegalMonetaryTotal'])

/** Outline of a UBL invoice or credit note: PEF(3), PEF_KOR(3). */
export function outlinePef(root: XmlElement, form: InvoiceForm, language: Language): Outline {
  const reading: Reading = { language, fields: PEF_FIELDS, currency: readCurrency(textAt(root, 'DocumentCurrencyCode')) }
  const placed = (place: SectionKey): readonly XmlElement[] => root.children.filter((element) => placeOf(element) === place)
  const section = (place: SectionKey): readonly OutlineSection[] =>
    rowSection(
      reading,
      titleOf(place, language),
      placed(place).flatMap((element) => (WRAPPERS.has(element.name) ? element.children : [element])),
    )
  return [
    ...rowSection(reading, titleOf('header', language), placed('header'), [{ label: labelOf(PEF_FIELDS, 'KodFormularza', language), value: form }]),
    ...section('seller'),
    ...section('buyer'),
    ...section('amounts'),
    ...tableSection(reading, titleOf('lines', language), placed('lines')),
    ...section('payment'),
    ...section('other'),
  ]
}

function placeOf({ name, children }: XmlElement): SectionKey {
  return PLACES.get(name) ?? (children.length === 0 ? 'header' : 'other')
}
