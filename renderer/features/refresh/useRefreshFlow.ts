import type { JobView } from '../../../electron/shared/contract/jobs.ts'
import type { TaxpayerSummary } from '../../../electron/shared/contract/taxpayers.ts'
import { unwrap } from '../../api/client.ts'
import { useCancelJob, useJobs, useStartRefresh } from '../../api/jobs.ts'
import { useNavigation } from '../../app/navigation.ts'
import { useToastFailure } from '../failure/index.ts'
import { useJobToasts } from './useJobToasts.tsx'

type RefreshJob = Extract<JobView, { kind: 'refresh' }>
type HandOverJob = Extract<JobView, { kind: 'hand-over' }>

export interface RefreshFlow {
  /** The refresh that runs for this taxpayer, if any. */
  readonly running: RefreshJob | null
  /** The client has left: its archive is only read. */
  readonly isReadOnly: boolean
  readonly handingOver: HandOverJob | null
  /** The latest one that ended since the program started. */
  readonly latest: RefreshJob | null
  /** Asks from when, the first time; else begins. Does nothing while one is running. */
  readonly start: () => void
  readonly cancel: (job: JobView) => void
}

/** The refreshes of one taxpayer: the one that runs, how the last one ended, and how to begin one. */
export function useRefreshFlow(taxpayer: TaxpayerSummary): RefreshFlow {
  const { go } = useNavigation()
  const jobs = useJobs()
  const startRefresh = useStartRefresh()
  const cancelJob = useCancelJob()
  const toastFailure = useToastFailure()
  useJobToasts()
  const own = (jobs.data ?? []).filter(({ taxpayerId }) => taxpayerId === taxpayer.id)
  const refreshes = own.filter((job) => job.kind === 'refresh')
  const running = refreshes.find(({ result }) => result === null) ?? null
  const latest = refreshes.findLast(({ result }) => result !== null) ?? null
  const handingOver = own.filter((job) => job.kind === 'hand-over').find(({ result }) => result === null) ?? null

  const begin = async (): Promise<void> => {
    const forecast = taxpayer.lastRefreshAt === null ? await unwrap(window.api.jobs.forecast({ taxpayerId: taxpayer.id })) : null
    if (forecast !== null && forecast.from === null) go({ to: 'dialog', dialog: 'first-refresh' })
    else await startRefresh.mutateAsync({ taxpayerId: taxpayer.id, from: null })
  }

  return {
    running,
    isReadOnly: taxpayer.leftAt !== null,
    handingOver,
    latest,
    start: () => {
      if (taxpayer.leftAt === null && running === null && !startRefresh.isPending) begin().catch(toastFailure)
    },
    cancel: ({ jobId }) => cancelJob.mutate(jobId, { onError: toastFailure }),
  }
}
