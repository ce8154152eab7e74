/** How long an answer of another thread may lie unseen at the most; nobody notices, and the processor neither. */
const HEARTBEAT_MS = 100

/**
 * Keeps Node's event loop turning inside Electron's. Electron polls it from a thread of its own, which now and then sleeps through
 * what a Chromium task has started (electron/electron issue 481 and pull request 52862): an answer of the archive's thread then waits
 * until something else happens, which in a quiet window is never. With a timer always due, no sleep should be longer than this.
 * Not the whole cure: in Electron 33 one stall was seen all the same.
 */
export function keepLoopAwake(): void {
  setInterval(() => undefined, HEARTBEAT_MS)
}
