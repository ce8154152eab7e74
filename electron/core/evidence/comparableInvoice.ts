import type { ReadableDb } from '../../archive/connection.ts'
import type { InvoiceRow } from '../../archive/invoiceRow.ts'
import { documentBytes } from '../../archive/queries/documents.ts'
import { readContent } from '../../documents/invoice/readContent.ts'
import { readInvoice } from '../../documents/invoice/readInvoice.ts'
import { UNKNOWN_INVOICE } from '../diagnose/compareInvoices.ts'
import type { ComparableInvoice } from '../diagnose/compareInvoices.ts'

/** What the file itself says where it can be read whole, else what KSeF's lists say. */
export function comparableInvoice(db: ReadableDb, row: InvoiceRow): ComparableInvoice {
  const file = row.xmlDocumentId === null ? null : documentBytes(db, { documentId: row.xmlDocumentId })
  const content = file === null ? null : readContent(file.bytes)
  if (file === null || content === null) return { ...UNKNOWN_INVOICE, ...pick(row), hash: row.invoiceHash, issuedOn: row.issuedOn, content: null }
  const said = readInvoice(file.bytes)
  return { ...UNKNOWN_INVOICE, ...pick(said), hash: Buffer.from(file.sha256, 'hex').toString('base64'), issuedOn: said.issueDate, content }
}

type SharedFacts = Omit<ComparableInvoice, 'hash' | 'issuedOn' | 'content'>

function pick({ sellerNip, invoiceNumber, invoiceType, buyerIdentifier, buyerName, netMinor, vatMinor, grossMinor, currency }: SharedFacts): SharedFacts {
  return { sellerNip, invoiceNumber, invoiceType, buyerIdentifier, buyerName, netMinor, vatMinor, grossMinor, currency }
}
