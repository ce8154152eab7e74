import { parentPort, workerData } from 'node:worker_threads'
import { serveImport } from './core/importFiles/importThread.ts'
import { assertDefined } from './shared/assert.ts'

// The thread of one import: files, ZIPs, parsing and signatures, away from the window and the archives. `workerData`: the paths.
serveImport(assertDefined(parentPort, 'this module is the entry of a worker thread'), workerData as readonly string[])
