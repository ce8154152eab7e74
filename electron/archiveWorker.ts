import { parentPort } from 'node:worker_threads'
import { serveOperations } from './archive/thread/serveOperations.ts'
import { archiveOperations } from './core/archiveOperations.ts'
import { assertDefined } from './shared/assert.ts'

// The thread of all archives: SQLite, parsing and signatures, away from the window and the network.
serveOperations(assertDefined(parentPort, 'this module is the entry of a worker thread'), archiveOperations)
