import { parentPort, workerData } from 'node:worker_threads'
import { loadWhileAwake } from './platform/loadWhileAwake.ts'
import { assertDefined } from './shared/assert.ts'

// The thread of one import: files, ZIPs, parsing and signatures, away from the window and the archives. `workerData`: the paths.
// Files come by thousands, most of them too large for Node's usual pool: memory for each of its own would cost more than reading it.
Buffer.poolSize = 64 * 1024
const port = assertDefined(parentPort, 'this module is the entry of a worker thread')
await loadWhileAwake(async () => {
  const { serveImport } = await import('./core/importFiles/importThread.ts')
  serveImport(port, workerData as readonly string[])
})
