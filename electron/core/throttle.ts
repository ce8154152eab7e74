/** Calls `act` at once, then at most every `everyMs`; the last wish is never lost. */
export interface Throttle {
  soon(): void
  /** At once, whatever the time; a call that waits is dropped, for this one tells more. */
  now(): void
}

export function throttle(everyMs: number, act: () => void): Throttle {
  let timer: NodeJS.Timeout | null = null
  let isWanted = false

  const rest = (): void => {
    timer = setTimeout(() => {
      timer = null
      if (!isWanted) return
      isWanted = false
      act()
      rest()
    }, everyMs)
    // A program that has nothing else to do need not wait for a last report.
    timer.unref()
  }

  return {
    soon: () => {
      if (timer !== null) {
        isWanted = true
        return
      }
      act()
      rest()
    },
    now: () => {
      if (timer !== null) clearTimeout(timer)
      timer = null
      isWanted = false
      act()
    },
  }
}
