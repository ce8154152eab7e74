/** The range of an export may be three months; a day less keeps clear of what "three months" means in February. */
const WINDOW_MS = 88 * 86_400_000

/** Instants, UTC with milliseconds, so that they compare as texts; by permanent storage. */
export interface Window {
  readonly from: string
  readonly to: string
}

/** What a package says of its window, as instants like those of the window. */
export interface WindowTold {
  readonly isTruncated: boolean
  readonly lastPermanentStorageDate: string | null
  readonly permanentStorageHwmDate: string | null
}

/** The first window of what lies between; null: nothing does. */
export function firstWindow(from: string, last: string): Window | null {
  if (from >= last) return null
  const end = new Date(Date.parse(from) + WINDOW_MS).toISOString()
  return { from, to: end < last ? end : last }
}

/** The windows that follow one, as long as nothing is cut short; at most so many. */
export function windowsAfter({ to }: Window, last: string, atMost: number): readonly Window[] {
  const next = atMost === 0 ? null : firstWindow(to, last)
  return next === null ? [] : [next, ...windowsAfter(next, last, atMost - 1)]
}

/**
 * How far a package brought everything, never before its window nor past it, and the window after it (API-NOTES §3). Windows touch; one
 * that was cut short ends where it did, where the next may have been ordered already. None follows where KSeF has nothing more for sure yet, or
 * where the package did not get on.
 */
export function afterPackage(window: Window, told: WindowTold, last: string): { readonly readUntil: string; readonly next: Window | null } {
  const end = told.isTruncated ? told.lastPermanentStorageDate : told.permanentStorageHwmDate
  const readUntil = end === null || end < window.from ? window.from : end < window.to ? end : window.to
  if (readUntil === window.to) return { readUntil, next: firstWindow(readUntil, last) }
  return { readUntil, next: told.isTruncated && readUntil > window.from ? { from: readUntil, to: window.to } : null }
}
