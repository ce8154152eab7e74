import type { JobId, TaxpayerId } from '../../shared/contract/common.ts'
import type { SelfCheckScope, SelfCheckView } from '../../shared/contract/selfChecks.ts'
import type { DomainHandlers } from '../registerHandlers.ts'

export interface SelfChecksHandlersOptions {
  readonly view: (taxpayerId: TaxpayerId) => Promise<SelfCheckView>
  readonly start: (taxpayerId: TaxpayerId, scope: SelfCheckScope) => JobId
  readonly repair: (taxpayerId: TaxpayerId) => Promise<JobId>
}

export function selfChecksHandlers({ view, start, repair }: SelfChecksHandlersOptions): DomainHandlers<'selfChecks'> {
  return {
    view: ({ taxpayerId }) => view(taxpayerId),
    start: ({ taxpayerId, scope }) => ({ jobId: start(taxpayerId, scope) }),
    repair: async ({ taxpayerId }) => ({ jobId: await repair(taxpayerId) }),
  }
}
