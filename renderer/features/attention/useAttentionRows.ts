import { useState } from 'react'
import type { AttentionList, AttentionRow } from '../../../electron/shared/contract/attention.ts'
import type { TaxpayerId } from '../../../electron/shared/contract/common.ts'
import { ATTENTION_PAGE, useAttentionPages } from '../../api/attention.ts'
import { newestAnswer, type Answer } from './newestAnswer.ts'

export interface AttentionRows {
  /** Null until the first answer. */
  readonly total: number | null
  /** Places of the headings of groups. */
  readonly headings: readonly number[]
  readonly rowAt: (index: number) => AttentionRow | undefined
  readonly error: Error | null
  readonly retry: () => void
}

const NONE: readonly number[] = []

/** The rows of a list, of which the pages in view are fetched. */
export function useAttentionRows(taxpayerId: TaxpayerId, list: AttentionList, byCause: boolean, first: number, last: number): AttentionRows {
  const from = Math.floor(Math.max(0, first) / ATTENTION_PAGE)
  const to = Math.floor(Math.max(first, last, 0) / ATTENTION_PAGE)
  const numbers = Array.from({ length: to - from + 1 }, (_, index) => from + index)
  const pages = useAttentionPages(taxpayerId, list, byCause, numbers)
  const [known, setKnown] = useState<Answer | null>(null)
  const newest = newestAnswer(known, pages)
  if (newest !== known) setKnown(newest)
  const page = newest?.data
  const failed = pages.find(({ error }) => error !== null)
  return {
    total: page?.total ?? null,
    headings: page?.headings ?? NONE,
    rowAt: (index) => pages[numbers.indexOf(Math.floor(index / ATTENTION_PAGE))]?.data?.rows[index % ATTENTION_PAGE],
    error: failed?.error ?? null,
    retry: () => void failed?.refetch(),
  }
}
