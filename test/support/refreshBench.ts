import { join } from 'node:path'
import { callOperationsHere, type Archives } from '../../electron/archive/thread/callOperations.ts'
import { archiveOperations } from '../../electron/core/archiveOperations.ts'
import type { Archive } from '../../electron/core/archiveOperations.ts'
import { packageFolderOf } from '../../electron/core/synchronise/packageFolder.ts'
import { refreshTaxpayer, repairTaxpayer } from '../../electron/core/synchronise/refreshTaxpayer.ts'
import { inMemoryBudgetStore } from '../../electron/ksef/budgetStore.ts'
import type { Credential } from '../../electron/ksef/credential.ts'
import type { ConnectionSettings } from '../../electron/ksef/http/dispatcher.ts'
import { systemClock, type Clock } from '../../electron/platform/clock.ts'
import type { RefreshProgress, RefreshResult } from '../../electron/shared/contract/jobs.ts'
import type { KsefContext } from '../../electron/shared/model/context.ts'
import { startSimulator, type RunningSimulator, type SimulatorOptions } from '../../electron/simulator/startSimulator.ts'
import { temporaryFolder } from './temporaryFolder.ts'

export interface RefreshOptions {
  readonly fetchInvoiceXml?: boolean
  readonly signal?: AbortSignal
  readonly from?: string | null
  readonly credential?: Credential
  readonly connection?: ConnectionSettings
  readonly clock?: Clock
  readonly onProgress?: (progress: RefreshProgress) => void
  readonly log?: (event: string) => void
}

/** A simulator over HTTP, an archive in a real file, and the refresh between them. */
export interface RefreshBench {
  readonly simulator: RunningSimulator
  readonly context: KsefContext
  /** Where the archive lies. */
  readonly file: string
  readonly archive: Archive
  readonly archives: Archives<typeof archiveOperations>
  readonly refresh: (options?: RefreshOptions) => Promise<RefreshResult>
  /** Fetches the damaged documents that were asked for. */
  readonly repair: (options?: Pick<RefreshOptions, 'signal' | 'credential'>) => Promise<RefreshResult>
  /** Speaks to the simulator's control interface. */
  readonly control: (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => Promise<unknown>
  readonly fault: (route: string, effect: Readonly<Record<string, unknown>>, more?: { readonly times?: number }) => Promise<unknown>
  readonly close: () => Promise<void>
}

/** Of the simulator's main taxpayer, or of another one: then each refresh says with which credential. */
export async function refreshBench(options: Partial<SimulatorOptions> = {}, nip?: string): Promise<RefreshBench> {
  const simulator = await startSimulator({ seed: 1, invoices: 60, limits: 'off', ...options })
  const context: KsefContext = { environment: 'simulator', identifier: { type: 'Nip', value: nip ?? simulator.taxpayers[0]!.nip } }
  const archives = callOperationsHere(archiveOperations)
  const address = { file: join(temporaryFolder(), 'bench.teczka'), context }
  await archives.create(address)
  const archive = archives.archive(address)
  const budgetStore = inMemoryBudgetStore()
  const from = new Date(Date.now() - 330 * 86_400_000).toISOString().slice(0, 10)
  const control: RefreshBench['control'] = async (method, path, body) => {
    const answer = await fetch(`${simulator.controlUrl}${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }) })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer.status === 204 ? null : answer.json()
  }
  const runOptions = (given: RefreshOptions) => ({
    context,
    apiBase: simulator.apiBase,
    credential: given.credential ?? ({ kind: 'token', token: simulator.credentials.tokens.archive } as const),
    connection: given.connection ?? {},
    budgetStore,
    archive,
    clock: given.clock ?? systemClock,
    signal: given.signal ?? new AbortController().signal,
    onProgress: given.onProgress ?? (() => undefined),
    log: given.log ?? (() => undefined),
  })
  return {
    simulator,
    context,
    file: address.file,
    archive,
    archives,
    control,
    fault: (route, effect, more = {}) => control('POST', '/faults', { route, effect, ...more }),
    refresh: (given = {}) => refreshTaxpayer({ ...runOptions(given), from: given.from === undefined ? from : given.from, fetchInvoiceXml: given.fetchInvoiceXml ?? false, packageFolder: packageFolderOf(address.file) }),
    repair: (given = {}) => repairTaxpayer(runOptions(given)),
    close: async () => {
      await archives.closeAll()
      await simulator.close()
    },
  }
}
