// A main process that imports a folder into a new archive and says what it measured; the same parts as the program's own, without a window.
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
import { importFiles } from '../../electron/core/importFiles/importFiles.ts'
import { IMPORT_THREAD, readInThread } from '../../electron/core/importFiles/importThread.ts'
import type { ImportedFile } from '../../electron/shared/contract/imports.ts'
import type { KsefContext } from '../../electron/shared/model/context.ts'

async function measure({ folder, nip }: { readonly folder: string; readonly nip: string }): Promise<unknown> {
  const archiveFolder = await mkdtemp(join(tmpdir(), 'teczka-upo-bench-'))
  const worker = new Worker(new URL('./archiveWorker.js', import.meta.url), ARCHIVE_THREAD)
  const archives = callOperations<typeof archiveOperations>(worker)
  const context: KsefContext = { environment: 'test', identifier: { type: 'Nip', value: nip } }
  const address = { file: join(archiveFolder, 'bench.teczka'), context }
  await archives.create(address)

  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  const startedAt = performance.now()
  const files: ImportedFile[] = []
  const counts = await importFiles({
    paths: [folder],
    read: readInThread((paths) => new Worker(new URL('./importWorker.js', import.meta.url), { ...IMPORT_THREAD, workerData: paths })),
    taxpayers: [{ id: 1, context }],
    archiveOf: () => archives.archive(address),
    choice: { currentId: 1, otherwiseId: null },
    now: () => new Date(),
    signal: new AbortController().signal,
    onFiles: (group) => void files.push(...group),
    onSettled: (index, file) => void (files[index] = file),
  })
  const seconds = (performance.now() - startedAt) / 1_000
  delay.disable()
  await archives.closeAll()
  await worker.terminate()
  await rm(archiveFolder, { recursive: true })

  return {
    perSecond: Math.round(files.length / seconds),
    eventLoopP99Ms: Math.round(delay.percentile(99) / 1e5) / 10,
    eventLoopMaxMs: Math.round(delay.max / 1e5) / 10,
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    stored: counts.stored,
  }
}

createInterface({ input: process.stdin }).once('line', (line) => {
  void app
    .whenReady()
    .then(() => measure(JSON.parse(line) as { readonly folder: string; readonly nip: string }))
    .then((figures) => process.stdout.write(`${JSON.stringify(figures)}\n`))
})
