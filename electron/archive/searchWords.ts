import { foldForSearch } from '../shared/model/foldForSearch.ts'
import { thirdPartiesIn } from './invoiceRow.ts'

/** What of an invoice can be found by typing. */
export interface SearchableInvoice {
  readonly invoiceNumber: string | null
  readonly ksefNumber: string | null
  readonly invoiceReference: string | null
  readonly sessionReference: string | null
  readonly sellerNip: string | null
  readonly sellerName: string | null
  readonly buyerIdentifier: string | null
  readonly buyerName: string | null
  readonly grossMinor: number | null
  /** Third and authorised parties, JSON as in the archive. */
  readonly parties: string
}

/** The text that the word index holds for an invoice: folded, each part once. */
export function searchWordsOf(invoice: SearchableInvoice): string {
  const { invoiceNumber, ksefNumber, invoiceReference, sessionReference, sellerName, buyerIdentifier, buyerName, grossMinor, parties } = invoice
  const amount = grossMinor === null ? null : (Math.abs(grossMinor) / 100).toFixed(2)
  const others = thirdPartiesIn(parties).flatMap(({ identifier, name }) => [identifier, name])
  const parts = [invoiceNumber, ksefNumber, invoiceReference, sessionReference, nipToFind(invoice), sellerName, buyerIdentifier, buyerName, amount, ...others]
  return foldForSearch(withoutControls(parts.filter((part) => part !== null).join(' ')))
}

/** The KSeF number mostly begins with the seller's NIP: then one copy is enough. */
export function nipToFind({ sellerNip, ksefNumber }: Pick<SearchableInvoice, 'sellerNip' | 'ksefNumber'>): string | null {
  return sellerNip !== null && ksefNumber?.startsWith(sellerNip) === true ? null : sellerNip
}

/** A zero character would end SQLite's reading of the text in the middle. */
function withoutControls(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ')
}

const DIGITS_IN_GROUPS = /(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?=[.,]\d{2}(?!\d))/g
const NIP_WITH_DASHES = /^(?:pl)?(?:\d{3}-\d{3}-\d{2}-\d{2}|\d{3}-\d{2}-\d{2}-\d{3})$|^pl\d{10}$/

/**
 * What a person typed as an FTS5 expression: every word quoted, each beginning a word of the invoice, all of them there.
 * Amounts may have their digits in groups ("1 234,56"), NIPs dashes and PL before them. Null when nothing is left to look for.
 */
export function toMatchExpression(text: string): string | null {
  const words = foldForSearch(withoutControls(text).replace(DIGITS_IN_GROUPS, (amount) => amount.replace(/\D/g, '')))
    .split(' ')
    .map((word) => (NIP_WITH_DASHES.test(word) ? word.replace(/\D/g, '') : word))
    // A word of punctuation alone is no token of the index: asking for it would find nothing.
    .filter((word) => /[\p{L}\p{N}\p{Co}]/u.test(word))
  if (words.length === 0) return null
  return words.map((word) => `"${word.replaceAll('"', '""')}"*`).join(' AND ')
}
