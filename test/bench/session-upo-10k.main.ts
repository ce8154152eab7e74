// A main process that enters a session UPO into an archive which lists its invoices, and says what it measured: the program's own archive thread, without a window.
import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { app } from 'electron'
import { giveAway } from '../../electron/archive/thread/givenAway.ts'
import { toFetchedDocument } from '../../electron/ksef/fetchedDocument.ts'
import type { KsefContext } from '../../electron/shared/model/context.ts'
import { answerOrders } from './support/answerOrders.ts'
import type { ListedSessionUpo, ToEnter } from './support/listedSessionUpo.ts'
import { watchLoad } from './support/watchLoad.ts'
import { withArchives } from './support/withArchives.ts'

const MEGABYTE = 1024 * 1024
/** What opening left behind is gone by then. */
const REST_MS = 1_000

const measure = ({ warmUp, measured, tries }: ToEnter): Promise<unknown> =>
  withArchives(async (archives, folder) => {
    const enter = async (name: string, { nip, archive, page, sessionReference, pageReference }: ListedSessionUpo) => {
      const context: KsefContext = { environment: 'simulator', identifier: { type: 'Nip', value: nip } }
      const address = { file: join(folder, name), context }
      await copyFile(archive, address.file)
      const opened = archives.archive(address)
      await opened.metadataWanted()
      await wait(REST_MS)

      const baseline = process.memoryUsage.rss()
      let peak = baseline
      const sampling = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 2)
      const loadSince = watchLoad()
      const startedAt = performance.now()
      const document = toFetchedDocument({ status: 200, header: () => null, bytes: await readFile(page) }, 'session-upo', Date.now())
      await opened.keepSessionUpoPage(giveAway({ environment: 'simulator', sessionReference, pageReference, documents: [document], attempts: [] }, [document.bytes]))
      const seconds = (performance.now() - startedAt) / 1_000
      const { eventLoopP99Ms, eventLoopMaxMs } = loadSince()
      clearInterval(sampling)
      peak = Math.max(peak, process.memoryUsage.rss())
      const [session] = (await opened.listSessions({ text: '', which: 'all', createdSince: null, offset: 0, limit: 1 })).rows
      return {
        seconds: Math.round(seconds * 1_000) / 1_000,
        peakMb: Math.round((peak - baseline) / MEGABYTE),
        eventLoopP99Ms,
        eventLoopMaxMs,
        proven: session?.provenCount ?? 0,
      }
    }

    await enter('warm-up.teczka', warmUp)
    const entered = []
    for (let number = 1; number <= tries; number += 1) entered.push(await enter(`measured-${number}.teczka`, measured))
    return { entered }
  })

answerOrders((orders) => app.whenReady().then(() => measure(orders as ToEnter)))
