export interface RowHeights {
  readonly totalPx: number
  /** Where a row begins. */
  readonly topOf: (index: number) => number
  readonly heightOf: (index: number) => number
  /** The row that lies there; of what lies below all of them, the last. */
  readonly indexAt: (px: number) => number
}

export interface RowHeightsOptions {
  readonly count: number
  readonly rowPx: number
  /** Rows of a height of their own, ascending; there are few of them. */
  readonly headings: readonly number[]
  readonly headingPx: number
}

/** Where the rows of a list lie that are all of one height, but for some headings. Pure. */
export function rowHeights({ count, rowPx, headings, headingPx }: RowHeightsOptions): RowHeights {
  const topOf = (index: number): number => index * rowPx + headings.filter((heading) => heading < index).length * (headingPx - rowPx)
  return {
    totalPx: topOf(count),
    topOf,
    heightOf: (index) => (headings.includes(index) ? headingPx : rowPx),
    indexAt(px) {
      // The first row that begins below, by halving: a list may have a million rows.
      let [low, high] = [0, count]
      while (low < high) {
        const middle = Math.floor((low + high) / 2)
        if (topOf(middle) > px) high = middle
        else low = middle + 1
      }
      return Math.max(0, low - 1)
    },
  }
}
