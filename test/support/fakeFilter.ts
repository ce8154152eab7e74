import type { InvoiceFilter, InvoiceSort, InvoiceSummary } from '../../electron/shared/contract/invoices.ts'
import { foldForSearch } from '../../electron/shared/model/foldForSearch.ts'
import { warsawDayOf } from '../../electron/shared/model/warsawDay.ts'

export function allIndexes(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index)
}

export function isEmpty(filter: InvoiceFilter): boolean {
  return filter.text === '' && filter.states.length === 0 && filter.upo === 'any' && filter.xml === 'any' && filter.from === null && filter.to === null && filter.sessionId === null
}

export function matches(row: InvoiceSummary, { text, states, upo, xml, from, to, by }: InvoiceFilter): boolean {
  const words = foldForSearch(text).split(' ')
  const haystack = foldForSearch([row.invoiceNumber, row.ksefNumber, row.buyerName, row.sellerName, row.buyerIdentifier].join(' '))
  const day = by === 'issuedOn' ? row.issuedOn : row.acquiredAt === null ? null : warsawDayOf(row.acquiredAt)
  return (
    words.every((word) => haystack.includes(word)) &&
    (states.length === 0 || states.includes(row.state)) &&
    (upo === 'any' || row.hasUpo === (upo === 'present')) &&
    (xml === 'any' || row.hasXml === (xml === 'present')) &&
    (from === null || (day !== null && day >= from)) &&
    (to === null || (day !== null && day <= to))
  )
}

export function bySort({ field, descending }: InvoiceSort): (one: InvoiceSummary, other: InvoiceSummary) => number {
  const sign = descending ? -1 : 1
  return (one, other) => sign * String(one[field] ?? '').localeCompare(String(other[field] ?? ''), 'pl', { numeric: true })
}
