import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import type { JobId, TaxpayerId } from '../../electron/shared/contract/common.ts'
import type { JobView, RefreshForecast } from '../../electron/shared/contract/jobs.ts'
import { unwrap } from './client.ts'

export const JOBS = ['jobs'] as const

/** The list with this job's newest view in its place. */
export function withJob(jobs: readonly JobView[], job: JobView): readonly JobView[] {
  return jobs.some(({ jobId }) => jobId === job.jobId) ? jobs.map((known) => (known.jobId === job.jobId ? job : known)) : [...jobs, job]
}

export function useJobs(): UseQueryResult<readonly JobView[]> {
  return useQuery({ queryKey: JOBS, queryFn: () => unwrap(window.api.jobs.list(null)) })
}

/** Asked anew each time: what is free in the budget changes by the minute. */
export function useForecast(taxpayerId: TaxpayerId): UseQueryResult<RefreshForecast> {
  return useQuery({ queryKey: ['forecast', taxpayerId], queryFn: () => unwrap(window.api.jobs.forecast({ taxpayerId })), staleTime: 0, gcTime: 0 })
}

export function useStartRefresh(): UseMutationResult<{ readonly jobId: JobId }, Error, { readonly taxpayerId: TaxpayerId; readonly from: string | null }> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input) => unwrap(window.api.jobs.startRefresh(input)),
    onSuccess: () => client.invalidateQueries({ queryKey: JOBS }),
  })
}

export function useCancelJob(): UseMutationResult<null, Error, JobId> {
  return useMutation({ mutationFn: (jobId) => unwrap(window.api.jobs.cancel({ jobId })) })
}
