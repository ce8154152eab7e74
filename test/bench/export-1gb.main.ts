// A main process that refreshes one taxpayer with invoice files and says what it measured; the same parts as the program's own, without a window.
import { join } from 'node:path'
import { app } from 'electron'
import { packageFolderOf } from '../../electron/core/synchronise/packageFolder.ts'
import { refreshTaxpayer } from '../../electron/core/synchronise/refreshTaxpayer.ts'
import { inMemoryBudgetStore } from '../../electron/ksef/budgetStore.ts'
import { systemClock } from '../../electron/platform/clock.ts'
import type { KsefContext } from '../../electron/shared/model/context.ts'
import { answerOrders } from './support/answerOrders.ts'
import { watchLoad } from './support/watchLoad.ts'
import { withArchives } from './support/withArchives.ts'

interface SimulatorAddress {
  readonly apiBase: string
  readonly nip: string
  readonly token: string
}

const measure = ({ apiBase, nip, token }: SimulatorAddress): Promise<unknown> =>
  withArchives(async (archives, folder) => {
    const context: KsefContext = { environment: 'simulator', identifier: { type: 'Nip', value: nip } }
    const address = { file: join(folder, 'bench.teczka'), context }
    await archives.create(address)

    const loadSince = watchLoad()
    let readyAt = 0
    let storedAt = 0
    let xmlStored = 0
    const result = await refreshTaxpayer({
      context,
      apiBase,
      credential: { kind: 'token', token },
      connection: {},
      budgetStore: inMemoryBudgetStore(),
      archive: archives.archive(address),
      clock: systemClock,
      from: new Date(Date.now() - 80 * 86_400_000).toISOString().slice(0, 10),
      fetchInvoiceXml: true,
      packageFolder: packageFolderOf(address.file),
      signal: new AbortController().signal,
      onProgress: (progress) => {
        if (progress.xmlStored <= xmlStored) return
        xmlStored = progress.xmlStored
        storedAt = performance.now()
      },
      log: (event, { route }) => {
        // The last answer of the status before the first file: from here on nothing is waited for.
        if (event === 'api-call' && route === 'GET /invoices/exports/{referenceNumber}' && xmlStored === 0) readyAt = performance.now()
      },
    })
    return {
      outcome: result.outcome,
      error: result.error,
      xmlStored,
      seconds: Math.round((storedAt - readyAt) / 10) / 100,
      exportRequests: result.limitedCalls.invoiceExport ?? 0,
      singleFiles: result.limitedCalls.invoiceDownload ?? 0,
      ...loadSince(),
    }
  })

answerOrders((orders) => app.whenReady().then(() => measure(orders as SimulatorAddress)))
