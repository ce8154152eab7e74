import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { ArchiveAddress } from '../archive/connection.ts'
import { ARCHIVE_THREAD } from '../archive/thread/archiveThread.ts'
import { callOperations } from '../archive/thread/callOperations.ts'
import type { Archives } from '../archive/thread/callOperations.ts'
import type { archiveOperations } from '../core/archiveOperations.ts'
import { removeAbandonedDemos } from '../core/demo/demoFolder.ts'
import { openDemo } from '../core/demo/openDemo.ts'
import { startSimulatorThread } from '../core/demo/simulatorThread.ts'
import type { Jobs } from '../core/jobs.ts'
import { openArchiveFolder } from '../core/openArchiveFolder.ts'
import type { ChosenFiles } from '../core/taxpayers/chosenFiles.ts'
import { clearAbandonedPackages } from '../core/synchronise/packageFolder.ts'
import { openTaxpayerCatalogue } from '../core/taxpayers/openTaxpayerCatalogue.ts'
import type { ArchiveBeside } from '../core/selfCheckJob.ts'
import { createWorkspace } from '../core/workspace.ts'
import type { Workspace, WorkspaceOptions } from '../core/workspace.ts'
import { DEMO_ID_OFFSET, openWorkspaces } from '../core/workspaces.ts'
import type { Workspaces } from '../core/workspaces.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/logging.ts'
import { createMemorySecrets } from '../platform/secrets.ts'
import type { SecretStore } from '../platform/secrets.ts'
import type { Language } from '../shared/contract/program.ts'

/** Enough for every state, every cause and a list that scrolls. */
const DEMO_INVOICES = 1_000

export interface OpenArchivesOptions {
  readonly folder: string
  /** Whether it is made when there is none. */
  readonly mayMake: boolean
  /** Where the bundled threads lie. */
  readonly bundles: URL
  readonly secrets: SecretStore
  readonly chosenFiles: ChosenFiles
  readonly jobs: Jobs
  readonly connection: WorkspaceOptions['connection']
  readonly clock: Clock
  readonly log: Log
  readonly language: () => Language
}

export interface OpenedArchives {
  readonly workspaces: Workspaces
  /** Opens an archive once more in a thread of its own: what takes long there keeps no question of the window waiting. */
  readonly openBeside: (address: ArchiveAddress) => ArchiveBeside
  /** Ends the work, closes every archive and the thread, and deletes the demo. */
  readonly close: () => Promise<void>
}

/** Starts the thread of the archives and opens the folder; what is wrong with the folder is kept in `workspaces.problem`. */
export function openArchives(options: OpenArchivesOptions): OpenedArchives {
  const { folder, bundles, secrets, chosenFiles, jobs, connection, clock, log, language } = options
  const worker = new Worker(new URL('archiveWorker.js', bundles), { ...ARCHIVE_THREAD, name: 'archives' })
  const archives: Archives<typeof archiveOperations> = callOperations(worker)
  const common = { thread: archives, chosenFiles, connection, clock, log: log.info, language }

  const openOwn = (ownFolder: string): Workspace => {
    const catalogue = openArchiveFolder({ folder: ownFolder, mayMake: options.mayMake })
    void clearAbandonedPackages(ownFolder)
    return createWorkspace({ ...common, folder: ownFolder, catalogue, secrets, isDemo: false, idOffset: 0 })
  }
  const openDemoWorkspace = (demoFolder: string): Workspace => {
    const catalogue = openTaxpayerCatalogue(demoFolder)
    return createWorkspace({ ...common, folder: demoFolder, catalogue, secrets: createMemorySecrets(), isDemo: true, idOffset: DEMO_ID_OFFSET })
  }

  void removeAbandonedDemos(tmpdir(), (kept, cause) => log.warn('a demo folder stays', { kept, cause: String(cause) }))
  const workspaces = openWorkspaces({
    folder,
    open: openOwn,
    openDemo: () => {
      const startSimulator = () => startSimulatorThread({ entry: new URL('simulatorProcess.js', bundles), invoices: DEMO_INVOICES })
      return openDemo({ tempFolder: tmpdir(), startSimulator, openWorkspace: openDemoWorkspace })
    },
    onProblem: (cause) => log.failure(randomUUID(), 'archive folder', cause),
    stopWork: jobs.cancelOfAny,
  })
  return {
    workspaces,
    openBeside: (address) => {
      const besideWorker = new Worker(new URL('archiveWorker.js', bundles), { ...ARCHIVE_THREAD, name: 'archive beside' })
      const besides: Archives<typeof archiveOperations> = callOperations(besideWorker)
      return {
        archive: besides.archive(address),
        close: async () => {
          await besides.closeAll()
          await besideWorker.terminate()
        },
      }
    },
    close: async () => {
      await workspaces.close()
      await archives.closeAll()
      await worker.terminate()
    },
  }
}
