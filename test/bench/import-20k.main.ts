// A main process that imports a folder into a new archive and says what it measured; the same parts as the program's own, without a window.
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { app } from 'electron'
import { importFiles } from '../../electron/core/importFiles/importFiles.ts'
import { IMPORT_THREAD, readInThread } from '../../electron/core/importFiles/importThread.ts'
import type { ImportedFile } from '../../electron/shared/contract/imports.ts'
import type { KsefContext } from '../../electron/shared/model/context.ts'
import { answerOrders } from './support/answerOrders.ts'
import { watchLoad } from './support/watchLoad.ts'
import { withArchives } from './support/withArchives.ts'

interface ToImport {
  readonly folder: string
  readonly nip: string
}

const measure = ({ folder, nip }: ToImport): Promise<unknown> =>
  withArchives(async (archives, archiveFolder) => {
    const context: KsefContext = { environment: 'test', identifier: { type: 'Nip', value: nip } }
    const address = { file: join(archiveFolder, 'bench.teczka'), context }
    await archives.create(address)

    const loadSince = watchLoad()
    const startedAt = performance.now()
    const files: ImportedFile[] = []
    const counts = await importFiles({
      paths: [folder],
      read: readInThread((paths) => new Worker(new URL('./importWorker.js', import.meta.url), { ...IMPORT_THREAD, workerData: paths })),
      taxpayers: [{ id: 1, context, leftAt: null }],
      archiveOf: () => archives.archive(address),
      choice: { currentId: 1, otherwiseId: null },
      now: () => new Date(),
      signal: new AbortController().signal,
      onFiles: (group) => void files.push(...group),
      onSettled: (index, file) => void (files[index] = file),
    })
    const seconds = (performance.now() - startedAt) / 1_000
    return {
      perSecond: Math.round(files.length / seconds),
      ...loadSince(),
      stored: counts.stored,
    }
  })

answerOrders((orders) => app.whenReady().then(() => measure(orders as ToImport)))
