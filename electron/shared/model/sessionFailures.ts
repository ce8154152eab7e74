export interface SessionFacts {
  readonly sessionType: 'Online' | 'Batch'
  readonly statusCode: number
  /** Its invoices that are here, apart from those of which its UPO alone tells. */
  readonly knownCount: number
  readonly unlistedCount: number
}

/** Ended badly without an invoice here that would tell; an interactive session that nothing was sent in (440) is no failure. */
export function hasFailedAlone({ sessionType, statusCode, knownCount, unlistedCount }: SessionFacts): boolean {
  return statusCode >= 400 && !(sessionType === 'Online' && statusCode === 440) && knownCount + unlistedCount === 0
}

const TOLD_FOR_MS = 60 * 86_400_000

/** Since when submissions that failed are told of unasked: what was in an older one has been sent again long since, or given up. */
export function failuresToldSince(now: number): string {
  return new Date(now - TOLD_FOR_MS).toISOString()
}
