import type { InvoiceFacts } from './inputs.ts'
import { toFlag, type InvoiceRow } from './invoiceRow.ts'
import { dayOf } from './ksefTime.ts'
import type { SqlValue } from './runWithRows.ts'

/** What an invoice says of itself, whether KSeF's metadata or its file tells it. */
export const FACT_COLUMNS = [
  'invoiceNumber',
  'issuedOn',
  'sellerNip',
  'sellerName',
  'buyerIdentifierType',
  'buyerIdentifier',
  'buyerName',
  'netMinor',
  'vatMinor',
  'grossMinor',
  'currency',
  'invoiceType',
  'formCode',
  'isSelfInvoicing',
] as const satisfies readonly (keyof InvoiceRow)[]

/** The values of those columns, in their order. */
export function factValues({ issueDate, isSelfInvoicing, ...said }: InvoiceFacts): readonly SqlValue[] {
  const columns = { ...said, issuedOn: dayOf(issueDate), isSelfInvoicing: toFlag(isSelfInvoicing) }
  return FACT_COLUMNS.map((column) => columns[column])
}
