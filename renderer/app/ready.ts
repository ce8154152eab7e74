import { useEffect } from 'react'

/** Says on the document that the first data are on the screen; tests and the start-up measurement wait for it. */
export function useReady(isReady: boolean): void {
  useEffect(() => {
    if (isReady) document.documentElement.dataset.ready = 'true'
  }, [isReady])
}
