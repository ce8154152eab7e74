import { useLayoutEffect, useState, type RefObject } from 'react'
import { rowHeights } from './rowHeights.ts'
import { scrollScale } from './scrollScale.ts'

/** Rows beyond the edges that exist too, so that scrolling a little shows no gap. */
const SPARE_ROWS = 6

export interface RowWindowOptions {
  readonly scroller: RefObject<HTMLElement | null>
  readonly count: number
  readonly rowPx: number
  /** Rows that are as high as `headingPx`, ascending. */
  readonly headings?: readonly number[]
  readonly headingPx?: number
  /** Height of what sticks to the top of the scroller and covers rows. */
  readonly headerPx: number
}

export interface RowWindow {
  /** Rows to be in the document, both included; `last` is -1 for an empty list. */
  readonly first: number
  readonly last: number
  readonly rowsInView: number
  /** Height of the element that holds the rows. */
  readonly shownPx: number
  /** Where a row lies in that element. */
  readonly topOf: (index: number) => number
  readonly heightOf: (index: number) => number
  /** Scrolls as little as shows the row. */
  readonly reveal: (index: number) => void
}

const NONE: readonly number[] = []

interface View {
  readonly scrollTop: number
  readonly heightPx: number
}

/** Which rows a scroller shows, of as many as there may be (scrollScale.ts). */
export function useRowWindow({ scroller, count, rowPx, headings = NONE, headingPx = rowPx, headerPx }: RowWindowOptions): RowWindow {
  const [view, setView] = useState<View>({ scrollTop: 0, heightPx: 600 })
  const viewportPx = Math.max(rowPx, view.heightPx - headerPx)
  const heights = rowHeights({ count, rowPx, headings, headingPx })
  const { shownPx, factor } = scrollScale(heights.totalPx, viewportPx)

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const look = (): void => {
      // Where nothing is stretched, rows need to be set only once for each row that scrolls by.
      const scrollTop = factor === 1 ? element.scrollTop - (element.scrollTop % rowPx) : element.scrollTop
      const heightPx = element.clientHeight
      setView((before) => (before.scrollTop === scrollTop && before.heightPx === heightPx ? before : { scrollTop, heightPx }))
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [scroller, factor, rowPx])

  const offset = view.scrollTop * factor
  return {
    first: Math.max(0, heights.indexAt(offset) - SPARE_ROWS),
    // The offset is that of a whole row: one more may show.
    last: Math.min(count - 1, heights.indexAt(offset + viewportPx) + 1 + SPARE_ROWS),
    rowsInView: Math.max(1, Math.floor(viewportPx / rowPx)),
    shownPx,
    topOf: (index) => heights.topOf(index) - offset + view.scrollTop,
    heightOf: heights.heightOf,
    reveal: (index) => {
      const element = scroller.current
      if (element === null) return
      const [top, height] = [heights.topOf(index), heights.heightOf(index)]
      const now = element.scrollTop * factor
      const isAbove = top < now
      if (isAbove || top + height > now + viewportPx) element.scrollTo({ top: (isAbove ? top : top + height - viewportPx) / factor })
    },
  }
}
