import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { ARCHIVE_THREAD } from '../../../electron/archive/thread/archiveThread.ts'
import { callOperations, type Archives } from '../../../electron/archive/thread/callOperations.ts'
import type { archiveOperations } from '../../../electron/core/archiveOperations.ts'

/** Lends the program's own thread of archives, and a folder for them that vanishes. Of a bundled process only: the thread is looked for beside it. */
export async function withArchives<T>(use: (archives: Archives<typeof archiveOperations>, folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'teczka-upo-bench-'))
  const worker = new Worker(new URL('./archiveWorker.js', import.meta.url), ARCHIVE_THREAD)
  const archives = callOperations<typeof archiveOperations>(worker)
  try {
    return await use(archives, folder)
  } finally {
    await archives.closeAll()
    await worker.terminate()
    await rm(folder, { recursive: true })
  }
}
