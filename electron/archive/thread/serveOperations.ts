import { carryOut } from './carryOut.ts'
import { createConnectionPool } from './connectionPool.ts'
import type { Operations, Request } from './messages.ts'

/** What a worker's `parentPort` or a MessagePort offers. */
export interface ServedPort {
  readonly on: (event: 'message', listener: (request: Request) => void) => unknown
  readonly postMessage: (reply: unknown, transfer: readonly ArrayBuffer[]) => void
}

/** In a worker: carries out requests one after another; the bytes of an answer move to the caller without a copy. */
export function serveOperations(port: ServedPort, operations: Operations): void {
  const pool = createConnectionPool()
  port.on('message', (request) => {
    const reply = carryOut(pool, operations, request)
    port.postMessage(reply, reply.ok ? ownedBuffers(reply.value) : [])
  })
}

/** Buffers that a value has all for itself, at its top or one level down, also in a list. A slice of a shared pool stays and is copied. */
function ownedBuffers(value: unknown): readonly ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>()
  const look = (part: unknown, depth: number): void => {
    if (part instanceof Uint8Array) {
      if (part.buffer instanceof ArrayBuffer && part.byteLength === part.buffer.byteLength) buffers.add(part.buffer)
    } else if (typeof part === 'object' && part !== null && depth > 0) {
      for (const inner of Object.values(part)) look(inner, depth - 1)
    }
  }
  look(value, 2)
  return [...buffers]
}
