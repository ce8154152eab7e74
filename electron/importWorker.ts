import { parentPort, workerData } from 'node:worker_threads'
import { loadWhileAwake } from './platform/loadWhileAwake.ts'
import { assertDefined } from './shared/assert.ts'

// The thread of one import: files, ZIPs, parsing and signatures, away from the window and the archives. `workerData`: the paths.
const port = assertDefined(parentPort, 'this module is the entry of a worker thread')
await loadWhileAwake(async () => {
  const { serveImport } = await import('./core/importFiles/importThread.ts')
  serveImport(port, workerData as readonly string[])
})
