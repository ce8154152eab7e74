import { parentPort } from 'node:worker_threads'
import { loadWhileAwake } from './platform/loadWhileAwake.ts'
import { assertDefined } from './shared/assert.ts'

// The thread of all archives: SQLite, parsing and signatures, away from the window and the network.
const port = assertDefined(parentPort, 'this module is the entry of a worker thread')
await loadWhileAwake(async () => {
  const [{ serveOperations }, { archiveOperations }] = await Promise.all([import('./archive/thread/serveOperations.ts'), import('./core/archiveOperations.ts')])
  // Here, not after: from now on it is the port that keeps the thread awake.
  serveOperations(port, archiveOperations)
})
