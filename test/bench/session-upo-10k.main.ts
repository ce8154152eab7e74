// A main process that enters a session UPO into an archive which lists its invoices, and says what it measured: the program's own archive thread, without a window.
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { app } from 'electron'
import { ARCHIVE_THREAD } from '../../electron/archive/thread/archiveThread.ts'
import { callOperations } from '../../electron/archive/thread/callOperations.ts'
import { giveAway } from '../../electron/archive/thread/givenAway.ts'
import type { archiveOperations } from '../../electron/core/archiveOperations.ts'
import { toFetchedDocument } from '../../electron/ksef/fetchedDocument.ts'
import type { KsefContext } from '../../electron/shared/model/context.ts'
import type { ListedSessionUpo, ToEnter } from './support/listedSessionUpo.ts'

const MEGABYTE = 1024 * 1024
/** What opening left behind is gone by then. */
const REST_MS = 1_000

async function measure({ warmUp, measured, tries }: ToEnter): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'teczka-upo-bench-'))
  const worker = new Worker(new URL('./archiveWorker.js', import.meta.url), ARCHIVE_THREAD)
  const archives = callOperations<typeof archiveOperations>(worker)

  const enter = async (name: string, { nip, archive, page, sessionReference, pageReference }: ListedSessionUpo) => {
    const context: KsefContext = { environment: 'simulator', identifier: { type: 'Nip', value: nip } }
    const address = { file: join(folder, name), context }
    await copyFile(archive, address.file)
    const opened = archives.archive(address)
    await opened.wantedCounts()
    await wait(REST_MS)

    const baseline = process.memoryUsage.rss()
    let peak = baseline
    const sampling = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 2)
    const delay = monitorEventLoopDelay({ resolution: 10 })
    delay.enable()
    const startedAt = performance.now()
    const document = toFetchedDocument({ status: 200, header: () => null, bytes: await readFile(page) }, 'session-upo', Date.now())
    await opened.keepSessionUpoPage(giveAway({ environment: 'simulator', sessionReference, pageReference, documents: [document], attempts: [] }, [document.bytes]))
    const seconds = (performance.now() - startedAt) / 1_000
    delay.disable()
    clearInterval(sampling)
    peak = Math.max(peak, process.memoryUsage.rss())
    const [session] = (await opened.listSessions({ text: '', offset: 0, limit: 1 })).rows
    return {
      seconds: Math.round(seconds * 1_000) / 1_000,
      peakMb: Math.round((peak - baseline) / MEGABYTE),
      eventLoopP99Ms: Math.round(delay.percentile(99) / 1e5) / 10,
      eventLoopMaxMs: Math.round(delay.max / 1e5) / 10,
      proven: session?.provenCount ?? 0,
    }
  }

  await enter('warm-up.teczka', warmUp)
  const entered = []
  for (let number = 1; number <= tries; number += 1) entered.push(await enter(`measured-${number}.teczka`, measured))
  await archives.closeAll()
  await worker.terminate()
  await rm(folder, { recursive: true })
  return { entered }
}

createInterface({ input: process.stdin }).once('line', (line) => {
  void app
    .whenReady()
    .then(() => measure(JSON.parse(line) as ToEnter))
    .then((figures) => process.stdout.write(`${JSON.stringify(figures)}\n`))
})
