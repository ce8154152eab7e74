import type { BudgetStore } from '../ksef/budgetStore.ts'
import type { RefreshForecast } from '../shared/contract/jobs.ts'
import { PRODUCTION_LIMITS } from '../shared/model/rateLimits.ts'
import type { Archive } from './archiveOperations.ts'

export interface ForecastOptions {
  readonly archive: Archive
  readonly budgetStore: BudgetStore
}

/** What a refresh is up against, before any session is known; nothing is asked of KSeF. A session takes one call of either group (core/planRefresh). */
export async function forecastRefresh({ archive, budgetStore }: ForecastOptions): Promise<RefreshForecast> {
  const { sessionMisc, sessionInvoiceList } = budgetStore.loadLimits() ?? PRODUCTION_LIMITS
  return { from: await archive.readSyncState({ key: 'from' }), sessionsPerHour: sessionMisc.perHour + sessionInvoiceList.perHour }
}
