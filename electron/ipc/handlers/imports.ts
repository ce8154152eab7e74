import type { Archive } from '../../core/archiveOperations.ts'
import type { ImportRuns } from '../../core/importFiles/importRuns.ts'
import type { Dialogs } from '../../platform/dialogs.ts'
import type { TaxpayerId } from '../../shared/contract/common.ts'
import type { DomainHandlers } from '../registerHandlers.ts'

export interface ImportsHandlersOptions {
  readonly runs: ImportRuns
  readonly dialogs: Dialogs
  readonly archiveOf: (taxpayerId: TaxpayerId) => Archive
}

export function importsHandlers({ runs, dialogs, archiveOf }: ImportsHandlersOptions): DomainHandlers<'imports'> {
  return {
    choose: async ({ taxpayerId, what }) => {
      const paths = await dialogs.chooseImports(what)
      return paths.length === 0 ? null : { jobId: runs.start({ taxpayerId, paths, otherwiseId: null }) }
    },
    startDropped: ({ taxpayerId, paths }) => ({ jobId: runs.start({ taxpayerId, paths, otherwiseId: null }) }),
    assign: ({ jobId, taxpayerId }) => ({ jobId: runs.assign(jobId, taxpayerId) }),
    results: ({ jobId, ...page }) => runs.results(jobId, page),
    unlisted: ({ taxpayerId, ...page }) => archiveOf(taxpayerId).unlistedInvoices(page),
  }
}
