import type { ListedInvoice, ListedMetadata, ListedSession } from '../../archive/inputs.ts'
import type { InvoiceMetadata } from '../../ksef/endpoints/metadata.ts'
import type { SessionInvoice, SessionListItem } from '../../ksef/endpoints/sessionAnswers.ts'
import type { SessionType } from '../../ksef/endpoints/sessions.ts'
import { toMinorUnits } from '../../shared/model/money.ts'

/** KSeF's answers in the words of the archive; nothing is added, nothing is guessed. */
export function toListedSession(item: SessionListItem, sessionType: SessionType): ListedSession {
  return {
    referenceNumber: item.referenceNumber,
    sessionType,
    statusCode: item.status.code,
    statusDescription: item.status.description,
    statusDetails: item.status.details,
    dateCreated: item.dateCreated,
    dateUpdated: item.dateUpdated,
    validUntil: item.validUntil,
    invoiceCount: item.totalInvoiceCount,
    acceptedCount: item.successfulInvoiceCount,
    rejectedCount: item.failedInvoiceCount,
    raw: JSON.stringify(item.raw),
  }
}

export function toListedInvoice(item: SessionInvoice): ListedInvoice {
  return {
    invoiceReference: item.referenceNumber,
    ordinalNumber: item.ordinalNumber,
    invoiceNumber: item.invoiceNumber,
    ksefNumber: item.ksefNumber,
    invoiceHash: item.invoiceHash,
    invoiceFileName: item.invoiceFileName,
    statusCode: item.status.code,
    statusDescription: item.status.description,
    statusDetails: item.status.details,
    statusExtensions: item.status.extensions,
    invoicingMode: item.invoicingMode,
    invoicingDate: item.invoicingDate,
    acquisitionDate: item.acquisitionDate,
    permanentStorageDate: item.permanentStorageDate,
    raw: JSON.stringify(item.raw),
  }
}

const minor = (amount: number | null): number | null => (amount === null ? null : toMinorUnits(amount))

export function toListedMetadata(item: InvoiceMetadata): ListedMetadata {
  return {
    ksefNumber: item.ksefNumber,
    invoiceNumber: item.invoiceNumber,
    invoiceHash: item.invoiceHash,
    issueDate: item.issueDate,
    sellerNip: item.seller.identifier,
    sellerName: item.seller.name,
    buyerIdentifierType: item.buyer.identifierType,
    buyerIdentifier: item.buyer.identifier,
    buyerName: item.buyer.name,
    netMinor: minor(item.netAmount),
    vatMinor: minor(item.vatAmount),
    grossMinor: minor(item.grossAmount),
    currency: item.currency,
    invoiceType: item.invoiceType,
    formCode: item.formSystemCode,
    isSelfInvoicing: item.isSelfInvoicing,
    thirdParties: item.thirdParties,
    invoicingMode: item.invoicingMode,
    hasAttachment: item.hasAttachment,
    hashOfCorrectedInvoice: item.hashOfCorrectedInvoice,
    invoicingDate: item.invoicingDate,
    acquisitionDate: item.acquisitionDate,
    permanentStorageDate: item.permanentStorageDate,
    raw: JSON.stringify(item.raw),
  }
}
