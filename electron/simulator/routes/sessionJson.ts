import type { Kernel } from '../kernel.ts'
import { toKsefTime } from '../time.ts'
import type { InvoiceRecord, SessionRecord } from '../world/records.ts'

/** One session of the list (open-api.json, SessionsQueryResponseItem). */
export function sessionListItem(session: SessionRecord): object {
  const { total, successful, failed } = session.tally()
  return {
    referenceNumber: session.reference,
    status: session.status(),
    dateCreated: toKsefTime(session.createdAt),
    dateUpdated: toKsefTime(session.updatedAt()),
    validUntil: session.validUntil === null ? null : toKsefTime(session.validUntil),
    totalInvoiceCount: total,
    successfulInvoiceCount: successful,
    failedInvoiceCount: failed,
  }
}

/** The status of one session with fresh links to its UPO pages (open-api.json, SessionStatusResponse). */
export function sessionStatusJson(session: SessionRecord, kernel: Kernel): object {
  const { total, successful, failed } = session.tally()
  const pages = kernel.upo.pagesOf(session).map((referenceNumber) => {
    const { url, expiresAt } = kernel.links.mint('page', session.reference, referenceNumber)
    return { referenceNumber, downloadUrl: url, downloadUrlExpirationDate: toKsefTime(expiresAt) }
  })
  return {
    status: session.status(),
    dateCreated: toKsefTime(session.createdAt),
    dateUpdated: toKsefTime(session.updatedAt()),
    ...(session.validUntil === null ? {} : { validUntil: toKsefTime(session.validUntil) }),
    ...(pages.length === 0 ? {} : { upo: { pages } }),
    invoiceCount: total,
    successfulInvoiceCount: successful,
    failedInvoiceCount: failed,
  }
}

function optionalTime(name: string, ms: number | null): object {
  return ms === null ? {} : { [name]: toKsefTime(ms) }
}

/** One invoice of a session with a fresh link to its UPO (open-api.json, SessionInvoiceStatusResponse). */
export function sessionInvoiceJson(session: SessionRecord, invoice: InvoiceRecord, kernel: Kernel): object {
  const now = kernel.clock.now()
  const link = invoice.ksefNumber === null ? null : kernel.links.mint('invoice', session.reference, invoice.reference)
  return {
    ordinalNumber: invoice.ordinal,
    ...(invoice.face === null ? {} : { invoiceNumber: invoice.face.number }),
    ...(invoice.ksefNumber === null ? {} : { ksefNumber: invoice.ksefNumber }),
    referenceNumber: invoice.reference,
    invoiceHash: invoice.hash(),
    ...(invoice.fileName === null ? {} : { invoiceFileName: invoice.fileName }),
    ...optionalTime('acquisitionDate', invoice.acquiredAt),
    invoicingDate: toKsefTime(invoice.invoicingAt),
    // Written in asynchronously: not there yet just after acceptance (open-api.json, permanentStorageDate).
    ...optionalTime('permanentStorageDate', invoice.storedAt !== null && invoice.storedAt <= now ? invoice.storedAt : null),
    ...(link === null ? {} : { upoDownloadUrl: link.url, upoDownloadUrlExpirationDate: toKsefTime(link.expiresAt) }),
    ...(invoice.face === null ? {} : { invoicingMode: invoice.mode }),
    status: invoice.status,
  }
}
