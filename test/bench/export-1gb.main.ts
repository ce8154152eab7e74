// A main process that refreshes one taxpayer with invoice files and says what it measured; the same parts as the program's own, without a window.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { Worker } from 'node:worker_threads'
import { app } from 'electron'
import { ARCHIVE_THREAD } from '../../electron/archive/thread/archiveThread.ts'
import { callOperations } from '../../electron/archive/thread/callOperations.ts'
import type { archiveOperations } from '../../electron/core/archiveOperations.ts'
import { packageFolderOf } from '../../electron/core/synchronise/packageFolder.ts'
import { refreshTaxpayer } from '../../electron/core/synchronise/refreshTaxpayer.ts'
import { inMemoryBudgetStore } from '../../electron/ksef/budgetStore.ts'
import { systemClock } from '../../electron/platform/clock.ts'
import type { KsefContext } from '../../electron/shared/model/context.ts'

interface SimulatorAddress {
  readonly apiBase: string
  readonly nip: string
  readonly token: string
}

async function measure({ apiBase, nip, token }: SimulatorAddress): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'teczka-upo-bench-'))
  const worker = new Worker(new URL('./archiveWorker.js', import.meta.url), ARCHIVE_THREAD)
  const archives = callOperations<typeof archiveOperations>(worker)
  const context: KsefContext = { environment: 'simulator', identifier: { type: 'Nip', value: nip } }
  const address = { file: join(folder, 'bench.teczka'), context }
  await archives.create(address)

  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
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
  delay.disable()
  await archives.closeAll()
  await worker.terminate()
  await rm(folder, { recursive: true })

  return {
    outcome: result.outcome,
    error: result.error,
    xmlStored,
    seconds: Math.round((storedAt - readyAt) / 10) / 100,
    exportRequests: result.limitedCalls.invoiceExport ?? 0,
    singleFiles: result.limitedCalls.invoiceDownload ?? 0,
    eventLoopP99Ms: Math.round(delay.percentile(99) / 1e5) / 10,
    eventLoopMaxMs: Math.round(delay.max / 1e5) / 10,
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }
}

createInterface({ input: process.stdin }).once('line', (line) => {
  void app
    .whenReady()
    .then(() => measure(JSON.parse(line) as SimulatorAddress))
    .then((figures) => process.stdout.write(`${JSON.stringify(figures)}\n`))
})
