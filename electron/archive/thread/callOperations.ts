import type { Worker } from 'node:worker_threads'
import { AppError, type ErrorReport } from '../../shared/errors.ts'
import type { ArchiveAddress } from '../connection.ts'
import { carryOut } from './carryOut.ts'
import { createConnectionPool } from './connectionPool.ts'
import { givenAwayWith } from './givenAway.ts'
import type { Act, Operations, Promised, Reply, Request } from './messages.ts'

/** All archives, wherever their connections live. */
export interface Archives<T extends Operations> {
  /** The operations of an archive that exists; it is opened at the first of them. */
  readonly archive: (address: ArchiveAddress) => Promised<T>
  /** Makes an archive, or opens the one that is there. */
  readonly create: (address: ArchiveAddress) => Promise<void>
  /** Closes an archive until it is asked again. */
  readonly close: (file: string) => Promise<void>
  /** Closes every archive after what was asked before is done. */
  readonly closeAll: () => Promise<void>
}

type Settle = (reply: Reply) => void

/** Operations carried out by a worker that serves them. Should the worker die, every open call is refused as 'unexpected'. */
export function callOperations<T extends Operations>(worker: Worker): Archives<T> {
  const waiting = new Map<number, Settle>()
  let death: Error | null = null

  function die(cause: Error): void {
    death = cause
    for (const [id, settle] of waiting) settle(failure(id, cause))
    waiting.clear()
  }

  worker.on('message', (reply: Reply) => {
    waiting.get(reply.id)?.(reply)
    waiting.delete(reply.id)
  })
  worker.on('error', (cause: Error) => die(cause))
  worker.on('exit', (code: number) => die(death ?? new Error(`the archive thread ended (${code})`)))

  return toArchives(
    (request) =>
      new Promise((resolve) => {
        if (death !== null) {
          resolve(failure(request.id, death))
          return
        }
        waiting.set(request.id, resolve)
        worker.postMessage(request, 'input' in request.act ? givenAwayWith(request.act.input) : [])
      }),
  )
}

/** The same without a thread, for tests and short commands. */
export function callOperationsHere<T extends Operations>(operations: T): Archives<T> {
  const pool = createConnectionPool()
  return toArchives((request) => Promise.resolve(carryOut(pool, operations, request)))
}

function toArchives<T extends Operations>(send: (request: Request) => Promise<Reply>): Archives<T> {
  let lastId = 0

  async function ask(act: Act): Promise<unknown> {
    lastId += 1
    const reply = await send({ id: lastId, act })
    if (reply.ok) return reply.value
    throw toAppError(reply.error, reply)
  }

  return {
    archive: (address) => {
      const call = (_target: object, operation: string | symbol): unknown =>
        // A promise that resolves to this object must not take it for a promise.
        typeof operation === 'symbol' || operation === 'then' ? undefined : (input: unknown) => ask({ kind: 'operate', address, operation, input })
      return new Proxy({}, { get: call }) as Promised<T>
    },
    create: async (address) => {
      await ask({ kind: 'create', address })
    },
    close: async (file) => {
      await ask({ kind: 'close', file })
    },
    closeAll: async () => {
      await ask({ kind: 'close-all' })
    },
  }
}

function failure(id: number, { message, stack }: Error): Reply {
  return { id, ok: false, error: { code: 'unexpected', details: {} }, message, stack: stack ?? null }
}

/** The failure as it was in the thread; its own message and stack lie in `cause`, for the log. */
function toAppError({ code, details }: ErrorReport, thrown: { readonly message: string; readonly stack: string | null }): AppError {
  const cause = new Error(thrown.message)
  if (thrown.stack !== null) cause.stack = thrown.stack
  return new AppError(code, { details, cause })
}
