export interface GridPosition {
  readonly active: number
  readonly count: number
  readonly rowsInView: number
}

/** The row to which a key of the ARIA grid pattern leads, within the list; null for other keys. A page leaves one row in view. */
export function rowOfKey(key: string, { active, count, rowsInView }: GridPosition): number | null {
  const page = Math.max(1, rowsInView - 1)
  const targets: Readonly<Record<string, number>> = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page, Home: 0, End: count - 1 }
  const target = targets[key]
  return target === undefined ? null : Math.min(Math.max(0, target), Math.max(0, count - 1))
}
