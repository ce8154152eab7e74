import type { JobId } from '../../shared/contract/common.ts'
import { TaxpayerId } from '../../shared/contract/common.ts'
import type { ImportCounts, ImportedFile } from '../../shared/contract/imports.ts'
import { AppError } from '../../shared/errors.ts'
import type { ImportOutcome } from '../../shared/model/importedFile.ts'
import type { Jobs } from '../jobs.ts'
import type { Workspace } from '../workspace.ts'
import { importFiles } from './importFiles.ts'
import type { DocumentReader } from './importThread.ts'

/** Results of so many imports stay readable; of a large one they take some tens of megabytes. */
const KEPT_RUNS = 3

export interface ImportStart {
  /** In whose window it began. */
  readonly taxpayerId: TaxpayerId
  readonly paths: readonly string[]
  /** Where to put what cannot be told; null: nowhere. */
  readonly otherwiseId: TaxpayerId | null
}

/** Imports of the window: each is a job, and what became of its files can be read page by page while it runs and after. */
export interface ImportRuns {
  readonly start: (start: ImportStart) => JobId
  /** The same files again, now with a company for those that had none. Throws `not-found`. */
  readonly assign: (jobId: JobId, taxpayerId: TaxpayerId) => JobId
  /** Throws `not-found`. */
  readonly results: (jobId: JobId, page: { readonly outcomes: readonly ImportOutcome[]; readonly offset: number; readonly limit: number }) => {
    readonly total: number
    readonly rows: readonly ImportedFile[]
  }
}

export interface ImportRunsOptions {
  readonly jobs: Jobs
  readonly read: DocumentReader
  /** The workspace of a taxpayer. Throws `not-found`. */
  readonly workspaceOf: (id: TaxpayerId) => Workspace
  readonly now: () => Date
}

interface Run {
  readonly start: ImportStart
  readonly files: ImportedFile[]
}

export function createImportRuns({ jobs, read, workspaceOf, now }: ImportRunsOptions): ImportRuns {
  const runs = new Map<JobId, Run>()

  const runOf = (jobId: JobId): Run => {
    const run = runs.get(jobId)
    if (run === undefined) throw new AppError('not-found', { details: { what: 'import' } })
    return run
  }

  const start = (asked: ImportStart): JobId => {
    const { taxpayerId, paths, otherwiseId } = asked
    const workspace = workspaceOf(taxpayerId)
    for (const id of [taxpayerId, otherwiseId]) if (id !== null) workspace.taxpayers.workingRecordOf(id)
    const files: ImportedFile[] = []
    const changed = new Set<TaxpayerId>()
    const jobId = jobs.startImport(taxpayerId, async (signal, onProgress) => {
      const report = (counts: ImportCounts): void => onProgress({ done: files.length, counts, changed: [...changed] })
      const take = (): Promise<ImportCounts> =>
        importFiles({
          paths,
          read,
          taxpayers: workspace.taxpayers.list(),
          archiveOf: (id) => workspace.archiveOf(TaxpayerId.parse(id)),
          choice: { currentId: taxpayerId, otherwiseId },
          now,
          signal,
          onFiles: (group, soFar) => {
            for (const file of group) {
              files.push(file)
              if (file.taxpayerId !== null) changed.add(file.taxpayerId)
            }
            report(soFar)
          },
          onSettled: (index, file) => {
            files[index] = file
          },
        })
      try {
        report(await take())
        return null
      } finally {
        // What was taken in before a cancellation is in the journals too.
        await Promise.allSettled([...changed].map(workspace.witnessJournal))
      }
    })
    runs.set(jobId, { start: asked, files })
    for (const oldest of [...runs.keys()].slice(0, -KEPT_RUNS)) runs.delete(oldest)
    return jobId
  }

  return {
    start,
    assign: (jobId, taxpayerId) => start({ ...runOf(jobId).start, otherwiseId: taxpayerId }),
    results: (jobId, { outcomes, offset, limit }) => {
      const wanted = new Set(outcomes)
      const found = runOf(jobId).files.filter(({ outcome }) => wanted.has(outcome))
      return { total: found.length, rows: found.slice(offset, offset + limit) }
    },
  }
}
