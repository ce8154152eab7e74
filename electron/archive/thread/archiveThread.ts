import type { WorkerOptions } from 'node:worker_threads'

/**
 * How a thread of archives is started. A page of a session's UPO is a hundred thousand small things that all live until it is entered: with V8's
 * usual young generation they are copied about several times before they are let go.
 */
export const ARCHIVE_THREAD = { resourceLimits: { maxYoungGenerationSizeMb: 64 } } as const satisfies WorkerOptions
