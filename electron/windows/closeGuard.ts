export interface CloseGuardOptions {
  /** Whether work is going on that closing would stop. */
  readonly isBusy: () => boolean
  /** Asks the person; true: stop the work and close. */
  readonly ask: () => Promise<boolean>
  /** Stops the work; resolves when it has ended. */
  readonly stop: () => Promise<void>
  /** Closes the window again, now that it may. */
  readonly close: () => void
}

export interface CloseGuard {
  /** Asked at each attempt to close. False: the window stays, and closes by itself if the person says so. */
  readonly mayClose: () => boolean
}

/** Lets a window close when nothing runs; else asks once, and stops the work in order. */
export function createCloseGuard({ isBusy, ask, stop, close }: CloseGuardOptions): CloseGuard {
  let state: 'open' | 'asking' | 'may-close' = 'open'

  const askAndStop = async (): Promise<void> => {
    state = 'asking'
    if (!(await ask())) {
      state = 'open'
      return
    }
    await stop()
    state = 'may-close'
    close()
  }

  return {
    mayClose: () => {
      if (state === 'may-close' || (state === 'open' && !isBusy())) return true
      if (state === 'open') void askAndStop()
      return false
    },
  }
}
