// A main process that refreshes one taxpayer twice and says what it measured; the same parts as the program's own, without a window.
import { join } from 'node:path'
import { app } from 'electron'
import { packageFolderOf } from '../../electron/core/synchronise/packageFolder.ts'
import { refreshTaxpayer } from '../../electron/core/synchronise/refreshTaxpayer.ts'
import { inMemoryBudgetStore } from '../../electron/ksef/budgetStore.ts'
import { systemClock } from '../../electron/platform/clock.ts'
import type { RateGroup } from '../../electron/shared/model/rateLimits.ts'
import type { KsefContext } from '../../electron/shared/model/context.ts'
import { answerOrders } from './support/answerOrders.ts'
import { watchLoad } from './support/watchLoad.ts'
import { withArchives } from './support/withArchives.ts'

interface SimulatorAddress {
  readonly apiBase: string
  readonly nip: string
  readonly token: string
}

const SESSION_GROUPS: readonly RateGroup[] = ['sessionList', 'sessionInvoiceList', 'sessionMisc', 'invoiceStatus']

const measure = ({ apiBase, nip, token }: SimulatorAddress): Promise<unknown> =>
  withArchives(async (archives, folder) => {
    const context: KsefContext = { environment: 'simulator', identifier: { type: 'Nip', value: nip } }
    const address = { file: join(folder, 'bench.teczka'), context }
    await archives.create(address)
    const archive = archives.archive(address)
    const budgetStore = inMemoryBudgetStore()
    const from = new Date(Date.now() - 300 * 86_400_000).toISOString().slice(0, 10)

    const loadSince = watchLoad()
    const startedAt = performance.now()
    let uposStored = 0
    let lastUpoAt = startedAt
    const refresh = () =>
      refreshTaxpayer({
        context,
        apiBase,
        credential: { kind: 'token', token },
        connection: {},
        budgetStore,
        archive,
        clock: systemClock,
        from,
        packageFolder: packageFolderOf(address.file),
        fetchInvoiceXml: false,
        signal: new AbortController().signal,
        onProgress: (progress) => {
          if (progress.uposStored <= uposStored) return
          uposStored = progress.uposStored
          lastUpoAt = performance.now()
        },
        log: () => undefined,
      })
    const first = await refresh()
    const second = await refresh()
    return {
      outcome: first.outcome,
      error: first.error,
      limitedSessionCalls: SESSION_GROUPS.reduce((sum, group) => sum + (first.limitedCalls[group] ?? 0), 0),
      seconds: Math.round((lastUpoAt - startedAt) / 10) / 100,
      uposStored,
      secondRefreshLimitedCalls: Object.values(second.limitedCalls).reduce((sum, count) => sum + count, 0),
      ...loadSince(),
    }
  })

answerOrders((orders) => app.whenReady().then(() => measure(orders as SimulatorAddress)))
