import type { ScheduleView } from '../../shared/contract/schedule.ts'
import type { DomainHandlers } from '../registerHandlers.ts'

export function scheduleHandlers({ view }: { readonly view: () => ScheduleView }): DomainHandlers<'schedule'> {
  return { view: () => view() }
}
