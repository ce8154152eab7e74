import { useState } from 'react'
import type { TaxpayerId } from '../../../electron/shared/contract/common.ts'
import type { InvoiceFilter, InvoiceSort, InvoiceSummary } from '../../../electron/shared/contract/invoices.ts'
import { PAGE_SIZE, useInvoicePages } from '../../api/invoices.ts'

export interface InvoiceRows {
  /** Null until the first answer. While another filter is asked, the total before it, so that nothing jumps. */
  readonly total: number | null
  /** The row at an index, or undefined while its page is on its way. */
  readonly rowAt: (index: number) => InvoiceSummary | undefined
  readonly isLoading: boolean
  readonly error: Error | null
  readonly retry: () => void
}

/** Numbers of the pages that hold rows `first` to `last`; always at least the first of them. */
export function pagesBetween(first: number, last: number): readonly number[] {
  const from = Math.floor(Math.max(0, first) / PAGE_SIZE)
  const to = Math.floor(Math.max(first, last, 0) / PAGE_SIZE)
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

/** The invoices that a filter finds, of which the pages in view are fetched. */
export function useInvoiceRows(taxpayerId: TaxpayerId, filter: InvoiceFilter, sort: InvoiceSort, first: number, last: number): InvoiceRows {
  const numbers = pagesBetween(first, last)
  const pages = useInvoicePages(taxpayerId, filter, sort, numbers)
  const answered = pages.find(({ data }) => data !== undefined)?.data?.total
  const [known, setKnown] = useState<number | null>(null)
  if (answered !== undefined && answered !== known) setKnown(answered)
  const failed = pages.find(({ error }) => error !== null)
  return {
    total: answered ?? known,
    rowAt: (index) => {
      const at = numbers.indexOf(Math.floor(index / PAGE_SIZE))
      return pages[at]?.data?.rows[index % PAGE_SIZE]
    },
    isLoading: pages.some(({ isPending }) => isPending),
    error: failed?.error ?? null,
    retry: () => void failed?.refetch(),
  }
}
