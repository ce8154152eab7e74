// A main process that refreshes one taxpayer twice and says what it measured; the same parts as the program's own, without a window.
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
import type { RateGroup } from '../../electron/shared/model/rateLimits.ts'
import type { KsefContext } from '../../electron/shared/model/context.ts'

interface SimulatorAddress {
  readonly apiBase: string
  readonly nip: string
  readonly token: string
}

const SESSION_GROUPS: readonly RateGroup[] = ['sessionList', 'sessionInvoiceList', 'sessionMisc', 'invoiceStatus']

async function measure({ apiBase, nip, token }: SimulatorAddress): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'teczka-upo-bench-'))
  const worker = new Worker(new URL('./archiveWorker.js', import.meta.url), ARCHIVE_THREAD)
  const archives = callOperations<typeof archiveOperations>(worker)
  const context: KsefContext = { environment: 'simulator', identifier: { type: 'Nip', value: nip } }
  const address = { file: join(folder, 'bench.teczka'), context }
  await archives.create(address)
  const archive = archives.archive(address)
  const budgetStore = inMemoryBudgetStore()
  const from = new Date(Date.now() - 300 * 86_400_000).toISOString().slice(0, 10)

  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
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
  delay.disable()
  await archives.closeAll()
  await worker.terminate()
  await rm(folder, { recursive: true })

  return {
    outcome: first.outcome,
    error: first.error,
    limitedSessionCalls: SESSION_GROUPS.reduce((sum, group) => sum + (first.limitedCalls[group] ?? 0), 0),
    seconds: Math.round((lastUpoAt - startedAt) / 10) / 100,
    uposStored,
    secondRefreshLimitedCalls: Object.values(second.limitedCalls).reduce((sum, count) => sum + count, 0),
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
