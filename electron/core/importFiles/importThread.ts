import type { Worker, WorkerOptions } from 'node:worker_threads'
import { AppError } from '../../shared/errors.ts'
import { readDocuments, type ReadItem } from './readDocuments.ts'

/** How the thread of an import is started: in V8's usual young generation what is read of a group would be copied about several times before it is let go. */
export const IMPORT_THREAD = { resourceLimits: { maxYoungGenerationSizeMb: 32 } } as const satisfies WorkerOptions

/** Where the files are read and recognised, a group at a time; stopping early stops the reading. */
export type DocumentReader = (paths: readonly string[]) => AsyncIterable<readonly ReadItem[]>

type Answer = { readonly kind: 'group'; readonly items: readonly ReadItem[] } | { readonly kind: 'end' } | { readonly kind: 'failed'; readonly message: string; readonly stack: string | null }

/** What a worker's `parentPort` offers. */
export interface ImportPort {
  readonly on: (event: 'message', listener: (ask: 'more') => void) => unknown
  readonly postMessage: (answer: Answer, transfer: readonly ArrayBuffer[]) => void
}

/** In a worker: answers each `more` with the next group of documents among the paths; their bytes move to the caller without a copy. */
export function serveImport(port: ImportPort, paths: readonly string[]): void {
  const groups = readDocuments(paths)
  const answer = async (): Promise<void> => {
    try {
      const { done, value } = await groups.next()
      if (done === true) port.postMessage({ kind: 'end' }, [])
      else port.postMessage({ kind: 'group', items: value }, buffersOf(value))
    } catch (cause) {
      const { message, stack } = cause instanceof Error ? cause : new Error(String(cause))
      port.postMessage({ kind: 'failed', message, stack: stack ?? null }, [])
    }
  }
  port.on('message', () => void answer())
}

function buffersOf(items: readonly ReadItem[]): readonly ArrayBuffer[] {
  return [...new Set(items.flatMap((item) => ('bytes' in item ? [item.bytes.buffer] : [])))]
}

/** A reader that works in a thread of its own (importWorker.ts), always one group ahead of its user. */
export function readInThread(startWorker: (paths: readonly string[]) => Worker): DocumentReader {
  return async function* (paths) {
    const worker = startWorker(paths)
    try {
      const ask = questionsTo(worker)
      let next = ask()
      for (;;) {
        const answer = await next
        if (answer.kind === 'end') return
        if (answer.kind === 'failed') throw new AppError('unexpected', { cause: withStack(answer) })
        next = ask()
        // Whoever stops here never waits for it.
        next.catch(() => undefined)
        yield answer.items
      }
    } finally {
      await worker.terminate()
    }
  }
}

/** One question at a time; should the thread die, every later one is refused. */
function questionsTo(worker: Worker): () => Promise<Answer> {
  let waiting: { readonly resolve: (answer: Answer) => void; readonly reject: (cause: Error) => void } | null = null
  let death: Error | null = null
  const die = (cause: Error): void => {
    death ??= cause
    waiting?.reject(death)
    waiting = null
  }
  worker.on('message', (answer: Answer) => {
    waiting?.resolve(answer)
    waiting = null
  })
  worker.on('error', die)
  worker.on('exit', (code: number) => die(new Error(`the import thread ended (${code})`)))
  return () =>
    new Promise((resolve, reject) => {
      if (death !== null) {
        reject(death)
        return
      }
      waiting = { resolve, reject }
      worker.postMessage('more')
    })
}

function withStack({ message, stack }: { readonly message: string; readonly stack: string | null }): Error {
  const cause = new Error(message)
  if (stack !== null) cause.stack = stack
  return cause
}
