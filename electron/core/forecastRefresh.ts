import type { BudgetStore, SpentCall } from '../ksef/budgetStore.ts'
import type { RefreshForecast } from '../shared/contract/jobs.ts'
import { PRODUCTION_LIMITS, RATE_GROUPS } from '../shared/model/rateLimits.ts'
import type { RateGroup, RateLimits } from '../shared/model/rateLimits.ts'
import type { Archive } from './archiveOperations.ts'

const HOUR_MS = 3_600_000
/** Largest page of `GET /sessions/{ref}/invoices` (API-NOTES §3). */
const INVOICES_PER_CALL = 1000

export interface ForecastOptions {
  readonly archive: Archive
  readonly budgetStore: BudgetStore
  /** Milliseconds since 1970. */
  readonly now: number
}

/** What a refresh will cost, from what is here and what is left of the limits; nothing is asked of KSeF. */
export async function forecastRefresh({ archive, budgetStore, now }: ForecastOptions): Promise<RefreshForecast> {
  const limits = budgetStore.loadLimits() ?? PRODUCTION_LIMITS
  const calls = budgetStore.loadCalls()
  const { withoutXml, withoutUpo } = await archive.archiveFigures()
  return {
    from: await archive.readSyncState({ key: 'from' }),
    freeNow: Object.fromEntries(RATE_GROUPS.map((group) => [group, freeThisHour(group, calls, limits, now)])),
    withoutXml,
    withoutUpo,
    xmlPerHour: limits.invoiceDownload.perHour,
    invoicesPerHour: limits.sessionInvoiceList.perHour * INVOICES_PER_CALL,
  }
}

/** Calls of a group left in the sliding hour; one without an answer may count still, so it counts. */
function freeThisHour(group: RateGroup, calls: readonly SpentCall[], limits: RateLimits, now: number): number {
  const spent = calls.filter((call) => call.group === group && (call.answeredAt ?? now) > now - HOUR_MS)
  return Math.max(0, limits[group].perHour - spent.length)
}
