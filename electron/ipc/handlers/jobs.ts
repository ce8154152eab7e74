import type { Jobs } from '../../core/jobs.ts'
import type { JobId, TaxpayerId } from '../../shared/contract/common.ts'
import type { RefreshForecast } from '../../shared/contract/jobs.ts'
import type { DomainHandlers } from '../registerHandlers.ts'

export interface JobsHandlersOptions {
  readonly jobs: Jobs
  readonly forecast: (taxpayerId: TaxpayerId) => Promise<RefreshForecast>
  readonly startRefresh: (taxpayerId: TaxpayerId, from: string | null) => JobId
}

export function jobsHandlers({ jobs, forecast, startRefresh }: JobsHandlersOptions): DomainHandlers<'jobs'> {
  return {
    list: () => jobs.list(),
    forecast: ({ taxpayerId }) => forecast(taxpayerId),
    startRefresh: ({ taxpayerId, from }) => ({ jobId: startRefresh(taxpayerId, from) }),
    cancel: ({ jobId }) => {
      jobs.cancel(jobId)
      return null
    },
  }
}
