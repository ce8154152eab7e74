const TOLD_FOR_MS = 60 * 86_400_000

/** Since when submissions that failed are told of unasked: what was in an older one has been sent again long since, or given up. */
export function failuresToldSince(now: number): string {
  return new Date(now - TOLD_FOR_MS).toISOString()
}
