import type { InvoiceId, SessionId } from '../../shared/contract/common.ts'
import type { QuarantinedDocument } from '../../shared/contract/quarantine.ts'
import type { ReadableDb } from '../connection.ts'
import { readInspection } from '../readInspection.ts'
import { statement } from '../statements.ts'

/** Documents that were set apart, newest first, with the invoice in whose place each came. */
export function quarantinedDocuments(db: ReadableDb, { offset, limit }: { readonly offset: number; readonly limit: number }): { readonly total: number; readonly rows: readonly QuarantinedDocument[] } {
  const rows = statement(db, PAGE).all({ offset, limit }) as Row[]
  return { total: statement(db, "SELECT count(*) FROM documents WHERE standing = 'quarantined'").pluck().get() as number, rows: rows.map(toQuarantined) }
}

type Row = Omit<QuarantinedDocument['document'], 'checks' | 'signer' | 'signedAt' | 'certificate'> & {
  readonly inspection: string
  readonly sessionReference: string | null
  readonly sessionId: SessionId | null
  readonly reference: string | null
  readonly invoiceId: InvoiceId | null
  readonly invoiceNumber: string | null
  readonly ksefNumber: string | null
}

function toQuarantined({ inspection, sessionReference, sessionId, reference, invoiceId, invoiceNumber, ksefNumber, ...document }: Row): QuarantinedDocument {
  const { checks, signer, signedAt } = readInspection(inspection)
  return {
    document: { ...document, checks, signer, signedAt, certificate: null },
    sessionReference,
    session: sessionId === null || reference === null ? null : { id: sessionId, reference },
    invoice: invoiceId === null ? null : { id: invoiceId, invoiceNumber, ksefNumber },
  }
}

const PAGE = `
SELECT d.id AS documentId, d.kind, d.standing, d.quarantineReason, d.sha256, d.byteLength, d.contentType, d.headerHash, d.route, d.fetchedAt, d.damagedAt, d.inspection,
  d.sessionReference, s.id AS sessionId, s.referenceNumber AS reference, i.id AS invoiceId, i.invoiceNumber, i.ksefNumber
FROM documents d LEFT JOIN sessions s ON s.referenceNumber = ifnull((SELECT a.sessionReference FROM attempts a WHERE a.what = 'session-upo' AND a.documentId = d.id LIMIT 1), d.sessionReference)
LEFT JOIN invoices i ON i.id = (SELECT min(l.invoiceId) FROM documentInvoices l WHERE l.documentId = d.id)
WHERE d.standing = 'quarantined' ORDER BY d.id DESC LIMIT @limit OFFSET @offset`
