import { useEffect } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { TaxpayerId } from '../../electron/shared/contract/common.ts'
import type { JobView } from '../../electron/shared/contract/jobs.ts'
import { archiveKey } from './invoices.ts'
import { JOBS, withJob } from './jobs.ts'
import { SCHEDULE } from './schedule.ts'
import { TAXPAYERS } from './taxpayers.ts'

/** A refresh commits several groups a second; the window rereads at most this often. */
const REREAD_EVERY_MS = 600

/** Makes what the main process reports as changed stale, once for the whole window. */
export function useArchiveEvents(): void {
  const client = useQueryClient()
  useEffect(() => {
    const pending = new Map<TaxpayerId, ReturnType<typeof setTimeout>>()
    const stops = [
      window.api.listen('archive.changed', ({ taxpayerId }) => {
        if (pending.has(taxpayerId)) return
        const reread = (): void => {
          pending.delete(taxpayerId)
          void client.invalidateQueries({ queryKey: archiveKey(taxpayerId) })
        }
        pending.set(taxpayerId, setTimeout(reread, REREAD_EVERY_MS))
      }),
      window.api.listen('job.progressed', (job) => {
        client.setQueryData<readonly JobView[]>(JOBS, (jobs) => withJob(jobs ?? [], job))
        if (job.result !== null || job.kind === 'access') void client.invalidateQueries({ queryKey: TAXPAYERS })
      }),
      window.api.listen('schedule.changed', () => void client.invalidateQueries({ queryKey: SCHEDULE })),
      window.api.listen('taxpayers.changed', () => void client.invalidateQueries({ queryKey: TAXPAYERS })),
    ]
    return () => {
      for (const stop of stops) stop()
      for (const timer of pending.values()) clearTimeout(timer)
    }
  }, [client])
}
