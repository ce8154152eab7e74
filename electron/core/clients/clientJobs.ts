import type { Clock } from '../../platform/clock.ts'
import type { AddedClients } from '../../shared/contract/clients.ts'
import type { JobId, TaxpayerId } from '../../shared/contract/common.ts'
import type { InputOf } from '../../shared/contract/index.ts'
import type { ErrorDetails } from '../../shared/errors.ts'
import type { Jobs } from '../jobs.ts'
import { startRefreshJob } from '../refreshJob.ts'
import type { Workspace } from '../workspace.ts'
import { addMany } from './addMany.ts'
import { lookAtAccess } from './lookAtAccess.ts'
import { refreshAll } from './refreshAll.ts'

export interface ClientJobsOptions {
  readonly jobs: Jobs
  readonly workspace: Workspace
  readonly clock: Clock
  readonly log: (event: string, facts: ErrorDetails) => void
  readonly logFailure: (where: string, cause: unknown) => void
}

/** Adds a pasted list, and begins to look at the access of those it added. */
export async function addClients(options: ClientJobsOptions, list: InputOf<'clients.addMany'>): Promise<AddedClients> {
  const { added, refused } = await addMany({ ...list, taxpayers: options.workspace.taxpayers })
  return { added, refused, jobId: added.length === 0 ? null : startLookJob(options, added) }
}

/** Starts a look at the access of some, or of all who have not left; gives the one that runs, if one does. */
export function startLookJob({ jobs, workspace, logFailure }: ClientJobsOptions, wanted: readonly TaxpayerId[] | null): JobId {
  const { taxpayers } = workspace
  const taxpayerIds = taxpayers.list().flatMap(({ id, leftAt }) => (leftAt === null && (wanted === null || wanted.includes(id)) ? [id] : []))
  return jobs.startLook(taxpayerIds, async (signal, onProgress) => {
    await lookAtAccess({ taxpayerIds, taxpayers, signal, onProgress, logFailure: (_id, cause) => logFailure('access', cause) })
    return null
  })
}

/** Starts a refresh of all who have not left, or gives the one that runs. */
export function startRefreshAllJob({ jobs, workspace, clock, log }: Omit<ClientJobsOptions, 'logFailure'>, { from, fetchInvoiceXml }: { readonly from: string | null; readonly fetchInvoiceXml: boolean }): JobId {
  const clients = workspace.taxpayers
    .list()
    .filter(({ leftAt }) => leftAt === null)
    .map(({ id, credentialKept }) => ({ id, hasCredential: credentialKept !== 'none' }))
  return jobs.startRefreshAll(
    clients.map(({ id }) => id),
    async (signal, onProgress) => {
      await refreshAll({
        clients,
        from,
        firstDayOf: (id) => workspace.archiveOf(id).readSyncState({ key: 'from' }),
        start: (taxpayerId, firstDay) => startRefreshJob({ jobs, workspace, taxpayerId, from: firstDay, fetchInvoiceXml, isAmongAll: true, clock, log }),
        resultOf: jobs.refreshResult,
        cancel: jobs.cancel,
        signal,
        onProgress,
      })
      return null
    },
  )
}
