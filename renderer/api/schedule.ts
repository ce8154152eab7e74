import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { ScheduleView } from '../../electron/shared/contract/schedule.ts'
import { unwrap } from './client.ts'

export const SCHEDULE = ['schedule'] as const

export function useScheduleView(): UseQueryResult<ScheduleView> {
  return useQuery({ queryKey: SCHEDULE, queryFn: () => unwrap(window.api.schedule.view(null)) })
}
