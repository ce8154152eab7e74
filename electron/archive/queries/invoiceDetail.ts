import type { SessionId } from '../../shared/contract/common.ts'
import type { DocumentView, InvoiceDetail, InvoiceSummary } from '../../shared/contract/invoices.ts'
import type { ReadableDb } from '../connection.ts'
import { fromFlag, isAccepted, thirdPartiesIn, type InvoiceRow } from '../invoiceRow.ts'
import { toKsefTime } from '../ksefTime.ts'
import { readInspection } from '../readInspection.ts'
import { readInvoice } from '../refreshDerived.ts'
import { statement } from '../statements.ts'
import { standingChecks } from './documents.ts'
import { invoiceHistory } from './invoiceHistory.ts'
import { invoiceFlags } from './invoiceReadings.ts'
import { relatedDocuments } from './links.ts'
import { sendingOf } from './sending.ts'

/** All of an invoice that the archive knows by itself. */
export type ArchivedInvoice = Omit<InvoiceDetail, 'diagnosis' | 'handled' | 'sender' | 'verificationLink'>

/** One invoice with its documents and history; null when there is no such invoice. */
export function invoiceDetail(db: ReadableDb, { id }: { readonly id: number }): ArchivedInvoice | null {
  const row = readInvoice(db, id)
  if (row === undefined) return null
  const session = sessionOf(db, row)
  const sending = sendingOf(db, id)
  const related = relatedDocuments(db, row)
  return {
    summary: toSummary(row),
    sessionId: row.sessionId as SessionId | null,
    sessionReference: session?.referenceNumber ?? null,
    sessionType: session?.sessionType ?? null,
    sessionStatusCode: session?.statusCode ?? null,
    invoiceReference: row.invoiceReference,
    ordinalNumber: row.ordinalNumber,
    invoiceHash: row.invoiceHash,
    statusDescription: row.statusDescription,
    statusDetails: JSON.parse(row.statusDetails) as string[],
    statusExtensions: JSON.parse(row.statusExtensions) as Record<string, string | null>,
    invoicingMode: row.invoicingMode,
    dates: {
      issuedOn: row.issuedOn,
      sentAt: toKsefTime(sending.sentDate, sending.sentAt),
      invoicingDate: toKsefTime(row.invoicingDate, row.invoicingAt),
      acquisitionDate: toKsefTime(row.acquisitionDate, row.acquiredAt),
      permanentStorageDate: toKsefTime(row.permanentStorageDate, row.storedAt),
    },
    netMinor: row.netMinor,
    vatMinor: row.vatMinor,
    invoiceType: row.invoiceType,
    formCode: row.formCode,
    isSelfInvoicing: fromFlag(row.isSelfInvoicing),
    senderContext: sending.senderContext,
    thirdParties: thirdPartiesIn(row.parties),
    ...invoiceFlags(db, row.xmlDocumentId),
    related: related.documents,
    relatedIsCut: related.isCut,
    documents: documentsOf(db, row),
    history: invoiceHistory(db, id),
  }
}

function toSummary(row: InvoiceRow): InvoiceSummary {
  return {
    id: row.id as InvoiceSummary['id'],
    state: row.state,
    statusCode: row.statusCode,
    invoiceNumber: row.invoiceNumber,
    ksefNumber: row.ksefNumber,
    sellerNip: row.sellerNip,
    sellerName: row.sellerName,
    buyerIdentifier: row.buyerIdentifier,
    buyerName: row.buyerName,
    issuedOn: row.issuedOn,
    acquiredAt: row.acquiredAt,
    invoicingAt: row.invoicingAt,
    grossMinor: row.grossMinor,
    currency: row.currency,
    hasUpo: row.hasUpo === 1,
    hasXml: row.hasXml === 1,
  }
}

interface SessionRow {
  readonly referenceNumber: string
  readonly sessionType: 'Online' | 'Batch'
  readonly statusCode: number
}

function sessionOf(db: ReadableDb, { sessionId }: InvoiceRow): SessionRow | null {
  if (sessionId === null) return null
  return statement(db, 'SELECT referenceNumber, sessionType, statusCode FROM sessions WHERE id = ?').get(sessionId) as SessionRow
}

type DocumentRow = Omit<DocumentView, 'checks' | 'signer' | 'signedAt' | 'certificate'> & { readonly inspection: string }

/** Documents that name the invoice (also by its KSeF number with another hash) or came in the place of its own, oldest first. */
function documentsOf(db: ReadableDb, row: InvoiceRow): readonly DocumentView[] {
  const rows = statement(
    db,
    `SELECT id AS documentId, kind, CASE WHEN l.reason IS NULL THEN standing ELSE 'quarantined' END AS standing,
       ifnull(l.reason, quarantineReason) AS quarantineReason, sha256, byteLength, contentType, headerHash, route, fetchedAt, damagedAt, inspection
     FROM documents JOIN (
       SELECT documentId, max(reason) AS reason FROM (
         SELECT documentId, NULL AS reason FROM upoEntries WHERE ksefNumber = @ksefNumber
         UNION ALL SELECT documentId, CASE relation WHEN 'invoice' THEN NULL ELSE ifnull(reason, 'unknown') END FROM documentInvoices WHERE invoiceId = @invoiceId
       ) GROUP BY documentId
     ) AS l ON l.documentId = documents.id ORDER BY id`,
  ).all({ invoiceId: row.id, ksefNumber: isAccepted(row) ? row.ksefNumber : null }) as DocumentRow[]
  return rows.map(({ inspection, ...document }) => {
    const inspected = readInspection(inspection)
    return { ...document, ...inspected, checks: standingChecks(inspected, document.damagedAt), certificate: null }
  })
}
