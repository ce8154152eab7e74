import type { BrowserWindow } from 'electron'

/** A page that dies twice within this time would die again. */
const TOO_SOON_MS = 30_000

export interface RecoverOptions {
  /** Told each time; `isHopeless`: the page was not loaded again. */
  readonly onGone: (reason: string, isHopeless: boolean) => void
}

/** Loads the page again when its process died; the archive and running jobs live in the main process and go on. */
export function recoverWindow(window: BrowserWindow, { onGone }: RecoverOptions): void {
  let lastAt = -TOO_SOON_MS
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    const now = performance.now()
    const isHopeless = now - lastAt < TOO_SOON_MS
    lastAt = now
    onGone(reason, isHopeless)
    if (!isHopeless) window.reload()
  })
}
