import type { SessionSummary } from '../contract/sessions.ts'

const TOLD_FOR_MS = 60 * 86_400_000

/** Of submissions that failed, those new enough to be told of unasked: what was in an older one has been sent again long since, or given up. */
export function recentFailures(failed: readonly SessionSummary[], now: number): readonly SessionSummary[] {
  return failed.filter(({ createdAt }) => createdAt === null || now - Date.parse(createdAt) < TOLD_FOR_MS)
}
