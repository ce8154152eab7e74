import { useLayoutEffect, type RefObject } from 'react'

/** How far each list was scrolled, by its name; forgotten with the window. Outside of React, for a list is left by taking it away. */
const tops = new Map<string, number>()

export interface KeptScrollOptions {
  readonly scroller: RefObject<HTMLElement | null>
  readonly name: string
  /** It has its rows, and with them its height. */
  readonly isFilled: boolean
}

/** Comes back to where the list of this name was left. */
export function useKeptScroll({ scroller, name, isFilled }: KeptScrollOptions): void {
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null || !isFilled) return
    element.scrollTo({ top: tops.get(name) ?? 0 })
    const keep = (): void => {
      tops.set(name, element.scrollTop)
    }
    element.addEventListener('scroll', keep, { passive: true })
    return () => {
      element.removeEventListener('scroll', keep)
      // The event of a list that was scrolled and left within one frame does not come any more.
      if (element.isConnected) keep()
    }
  }, [scroller, name, isFilled])
}
