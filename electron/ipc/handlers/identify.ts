import type { TaxpayerId } from '../../shared/contract/common.ts'
import type { IdentifyAnswer } from '../../shared/contract/identify.ts'
import type { DomainHandlers } from '../registerHandlers.ts'

export interface IdentifyHandlersOptions {
  readonly identify: (taxpayerId: TaxpayerId, text: string) => Promise<IdentifyAnswer>
}

export function identifyHandlers({ identify }: IdentifyHandlersOptions): DomainHandlers<'identify'> {
  return {
    number: ({ taxpayerId, text }) => identify(taxpayerId, text),
  }
}
