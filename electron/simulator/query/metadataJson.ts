import { toKsefTime } from '../time.ts'
import type { InvoiceForm, Party } from '../world/facts.ts'
import type { InvoiceRecord } from '../world/records.ts'

/** The form codes of the contract (open-api.json, FormCode). */
export const FORM_CODES = {
  'FA (3)': { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' },
  'FA (2)': { systemCode: 'FA (2)', schemaVersion: '1-0E', value: 'FA' },
  'FA_RR (1)': { systemCode: 'FA_RR (1)', schemaVersion: '1-1E', value: 'FA_RR' },
  'PEF (3)': { systemCode: 'PEF (3)', schemaVersion: '2-1', value: 'PEF' },
  'PEF_KOR (3)': { systemCode: 'PEF_KOR (3)', schemaVersion: '2-1', value: 'PEF' },
} as const satisfies Record<InvoiceForm, object>

function buyerJson(party: Party): object {
  const { kind, value } = party.identifier
  return { identifier: { type: kind, ...(kind === 'None' ? {} : { value }) }, name: party.name }
}

/** Metadata of one accepted invoice (open-api.json, InvoiceMetadata), in pages and packages alike. */
export function metadataJson(invoice: InvoiceRecord): object {
  const { face, acquiredAt, storedAt } = invoice
  if (face === null || acquiredAt === null || storedAt === null) throw new Error('only accepted invoices have metadata')
  return {
    ksefNumber: invoice.ksefNumber,
    invoiceNumber: face.number,
    issueDate: face.issuedOn,
    invoicingDate: toKsefTime(invoice.invoicingAt),
    acquisitionDate: toKsefTime(acquiredAt),
    permanentStorageDate: toKsefTime(storedAt),
    seller: { nip: face.seller.identifier.value, name: face.seller.name },
    buyer: buyerJson(face.buyer),
    ...(face.thirdParties.length === 0 ? {} : { thirdSubjects: face.thirdParties.map(({ party, role }) => ({ ...buyerJson(party), role })) }),
    ...(face.authorised === null ? {} : { authorizedSubject: { nip: face.authorised.party.identifier.value, name: face.authorised.party.name, role: face.authorised.role } }),
    netAmount: face.netMinor / 100,
    grossAmount: face.grossMinor / 100,
    vatAmount: face.vatInPlnMinor / 100,
    currency: face.currency,
    invoicingMode: invoice.mode,
    invoiceType: face.type,
    formCode: FORM_CODES[face.form],
    isSelfInvoicing: face.isSelfInvoiced,
    hasAttachment: face.hasAttachment,
    invoiceHash: invoice.hash(),
    ...(invoice.hashOfCorrected === null ? {} : { hashOfCorrectedInvoice: invoice.hashOfCorrected }),
  }
}
