/**
 * Browsers end an element at about 33 million pixels (half of that at 200 % zoom), a million rows are taller.
 * So the element that scrolls is at most this tall, and its scroll offset is stretched over the true height.
 */
export const TALLEST_PX = 8_000_000

export interface ScrollScale {
  /** Height of the element inside the scroller. */
  readonly shownPx: number
  /** True pixels per shown pixel of scrolling; 1 for lists of ordinary length. */
  readonly factor: number
}

/** How a list `truePx` tall is scrolled in a viewport `viewportPx` tall. */
export function scrollScale(truePx: number, viewportPx: number): ScrollScale {
  if (truePx <= TALLEST_PX) return { shownPx: truePx, factor: 1 }
  return { shownPx: TALLEST_PX, factor: (truePx - viewportPx) / (TALLEST_PX - viewportPx) }
}
