import type { InvoiceRow } from './invoiceRow.ts'
import { nipToFind, searchWordsOf, type SearchableInvoice } from './searchWords.ts'
import { nameKey, numberKey } from './sortKeys.ts'

/** Columns by which invoices are sorted and found. */
export const KEY_COLUMNS = ['invoiceNumberKey', 'sellerNameKey', 'buyerNameKey', 'words'] as const satisfies readonly (keyof InvoiceRow)[]

export type KeyColumns = Pick<InvoiceRow, (typeof KEY_COLUMNS)[number]>

/** Pure, as `deriveProof`, whose number and NIP it takes. */
export function deriveKeys(invoice: SearchableInvoice): KeyColumns {
  return {
    invoiceNumberKey: numberKey(invoice.invoiceNumber),
    sellerNameKey: nameKey(invoice.sellerName),
    buyerNameKey: nameKey(invoice.buyerName),
    words: searchWordsOf(invoice),
  }
}

type Filled = Pick<InvoiceRow, 'invoiceNumber' | 'sellerNip'>

/** True when what a UPO filled in is something to sort or to find by. */
export function changesKeys(ksefNumber: string | null, before: Filled, after: Filled): boolean {
  if (before.invoiceNumber !== after.invoiceNumber) return true
  return before.sellerNip !== after.sellerNip && nipToFind({ ksefNumber, sellerNip: before.sellerNip }) !== nipToFind({ ksefNumber, sellerNip: after.sellerNip })
}
