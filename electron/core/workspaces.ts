import { assertDefined } from '../shared/assert.ts'
import type { TaxpayerId } from '../shared/contract/common.ts'
import type { TaxpayerSummary } from '../shared/contract/taxpayers.ts'
import { AppError, toErrorReport } from '../shared/errors.ts'
import type { ErrorReport } from '../shared/errors.ts'
import type { Workspace } from './workspace.ts'

/** Ids of the demo begin here, so that they are never those of a taxpayer of one's own. */
export const DEMO_ID_OFFSET = 1_000_000_000

/** The person's own archive folder, if it could be opened, and the demo, if it runs. */
export interface Workspaces {
  readonly folder: () => string
  /** Why the folder is not open; null when it is. */
  readonly problem: () => ErrorReport | null
  /** Throws the problem. */
  readonly own: () => Workspace
  /** The workspace of a taxpayer. Throws `not-found`, or the problem. */
  readonly with: (id: TaxpayerId) => Workspace
  readonly list: () => readonly TaxpayerSummary[]
  /** Opens another folder, and only then closes the present one. Throws why it cannot be opened; the present one then stays. */
  readonly changeFolder: (folder: string) => Promise<void>
  readonly startDemo: () => Promise<TaxpayerSummary>
  readonly close: () => Promise<void>
}

export interface WorkspacesOptions {
  readonly folder: string
  readonly open: (folder: string) => Workspace
  /** Starts the demo: its workspace has exactly one taxpayer. `close` ends its simulator and deletes its folder. */
  readonly openDemo: () => Promise<Workspace>
  /** Told what kept the folder from being opened; gives nothing back, for the program goes on. */
  readonly onProblem: (cause: unknown) => void
  /** Ends all work on the taxpayers of a workspace that is about to close. */
  readonly stopWork: (ids: readonly TaxpayerId[]) => Promise<void>
}

type Opened = { readonly workspace: Workspace } | { readonly problem: AppError; readonly folder: string }

/** Opens the folder; what is wrong with it is kept and told, for the program starts all the same. */
export function openWorkspaces(options: WorkspacesOptions): Workspaces {
  const { open, openDemo, onProblem, stopWork } = options
  let current = tryOpen(options.folder)
  let demo: Promise<Workspace> | null = null
  /** The demo once it runs. */
  let running: Workspace | null = null

  function tryOpen(folder: string): Opened {
    try {
      return { workspace: open(folder) }
    } catch (cause) {
      onProblem(cause)
      return { folder, problem: cause instanceof AppError ? cause : new AppError('unexpected', { cause }) }
    }
  }

  const own = (): Workspace => {
    if ('problem' in current) throw current.problem
    return current.workspace
  }

  const close = async (workspace: Workspace): Promise<void> => {
    await stopWork(workspace.taxpayers.list().map(({ id }) => id))
    await workspace.close()
  }

  const endDemo = async (): Promise<void> => {
    const ending = running
    running = null
    demo = null
    if (ending !== null) await close(ending)
  }

  return {
    folder: () => ('problem' in current ? current.folder : current.workspace.folder),
    problem: () => ('problem' in current ? toErrorReport(current.problem) : null),
    own,
    with: (id) => {
      if (id < DEMO_ID_OFFSET) return own()
      if (running === null) throw new AppError('not-found', { details: { what: 'taxpayer' } })
      return running
    },
    list: () => [...('problem' in current ? [] : current.workspace.taxpayers.list()), ...(running?.taxpayers.list() ?? [])],
    changeFolder: async (folder) => {
      const next = open(folder)
      const before = current
      current = { workspace: next }
      if ('workspace' in before) await close(before.workspace)
    },
    startDemo: async () => {
      // Taken off the list like any other, it begins anew.
      if (running?.taxpayers.list().length === 0) await endDemo()
      demo ??= openDemo()
      try {
        running = await demo
      } catch (cause) {
        // The next try begins anew.
        demo = null
        throw cause
      }
      return assertDefined(running.taxpayers.list()[0], 'a demo opens with one taxpayer')
    },
    close: async () => {
      // A demo that is just starting must not be left behind.
      const started = await demo?.catch(() => null)
      await Promise.all([...('workspace' in current ? [close(current.workspace)] : []), ...(started ? [close(started)] : [])])
    },
  }
}
