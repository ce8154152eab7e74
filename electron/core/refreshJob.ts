import type { Clock } from '../platform/clock.ts'
import type { JobId, TaxpayerId } from '../shared/contract/common.ts'
import type { ErrorDetails } from '../shared/errors.ts'
import type { Jobs } from './jobs.ts'
import { packageFolderOf } from './synchronise/packageFolder.ts'
import { refreshTaxpayer, repairTaxpayer } from './synchronise/refreshTaxpayer.ts'
import { hasReadAccount } from './synchronise/runResult.ts'
import type { Workspace } from './workspace.ts'

export interface RepairJobOptions {
  readonly jobs: Jobs
  readonly workspace: Workspace
  readonly taxpayerId: TaxpayerId
  readonly clock: Clock
  readonly log: (event: string, facts: ErrorDetails) => void
}

export interface RefreshJobOptions extends RepairJobOptions {
  /** Warsaw day to begin with; needed the first time only. */
  readonly from: string | null
  readonly fetchInvoiceXml: boolean
  /** One of a refresh of all. */
  readonly isAmongAll: boolean
}

/** Starts the refresh of one taxpayer, or gives the one that runs. Throws `not-found` and `taxpayer-left`; all else is told by the job. */
export function startRefreshJob(options: RefreshJobOptions): JobId {
  const { jobs, workspace, taxpayerId, from, fetchInvoiceXml, isAmongAll, clock, log } = options
  const { context, apiBase, archiveFile } = workspace.taxpayers.workingRecordOf(taxpayerId)
  const packageFolder = packageFolderOf(archiveFile)
  const start = isAmongAll ? jobs.startRefreshAmongAll : jobs.startRefresh
  return start(taxpayerId, async (signal, onProgress) => {
    const { credential } = await workspace.taxpayers.credentialOf(taxpayerId)
    const archive = workspace.archiveOf(taxpayerId)
    const budgetStore = workspace.budgetStoreOf(taxpayerId)
    const connection = workspace.connection()
    const result = await refreshTaxpayer({ context, apiBase, credential, connection, budgetStore, archive, clock, from, fetchInvoiceXml, packageFolder, signal, onProgress, log })
    await workspace.witnessJournal(taxpayerId)
    if (hasReadAccount(result)) workspace.taxpayers.noteRefreshed(taxpayerId, new Date(clock.now()).toISOString())
    return result
  })
}

/** Notes that the person wants the damaged documents again, and fetches them. A refresh that runs takes them along. Throws `not-found` and `taxpayer-left`; all else is told by the job. */
export async function startRepairJob({ jobs, workspace, taxpayerId, clock, log }: RepairJobOptions): Promise<JobId> {
  const { context, apiBase } = workspace.taxpayers.workingRecordOf(taxpayerId)
  const archive = workspace.archiveOf(taxpayerId)
  await archive.askForRepair({ at: new Date(clock.now()).toISOString() })
  return jobs.startRepair(taxpayerId, async (signal, onProgress) => {
    const { credential } = await workspace.taxpayers.credentialOf(taxpayerId)
    const budgetStore = workspace.budgetStoreOf(taxpayerId)
    const connection = workspace.connection()
    const result = await repairTaxpayer({ context, apiBase, credential, connection, budgetStore, archive, clock, signal, onProgress, log })
    await workspace.witnessJournal(taxpayerId)
    return result
  })
}
