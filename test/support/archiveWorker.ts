import { parentPort } from 'node:worker_threads'
import { archiveOperations } from '../../electron/archive/operations.ts'
import { serveOperations } from '../../electron/archive/thread/serveOperations.ts'
import { assertDefined } from '../../electron/shared/assert.ts'

/** What the tests ask of the thread beside the archive's own operations. */
export const operations = {
  ...archiveOperations,
  breakDown: (): never => {
    throw new TypeError('something nobody expected')
  },
  endThread: (): never => process.exit(3),
}

serveOperations(assertDefined(parentPort, 'this file runs as a worker'), operations)
