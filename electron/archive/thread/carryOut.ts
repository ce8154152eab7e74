import { assertDefined } from '../../shared/assert.ts'
import { toErrorReport } from '../../shared/errors.ts'
import { toArchiveError } from '../sqliteErrors.ts'
import type { ConnectionPool } from './connectionPool.ts'
import type { Act, Operation, Operations, Reply, Request } from './messages.ts'

/** Does what a request asks and says how it went; nothing is thrown, a failure is an answer too. */
export function carryOut(pool: ConnectionPool, operations: Operations, { id, act }: Request): Reply {
  try {
    return { id, ok: true, value: perform(pool, operations, act) }
  } catch (thrown) {
    const cause = toArchiveError('address' in act ? act.address.file : '', thrown)
    const { message, stack } = cause instanceof Error ? cause : new Error(String(cause))
    return { id, ok: false, error: toErrorReport(cause), message, stack: stack ?? null }
  }
}

function perform(pool: ConnectionPool, operations: Operations, act: Act): unknown {
  switch (act.kind) {
    case 'operate': {
      const run: Operation = assertDefined(operations[act.operation], `there is an operation "${act.operation}"`)
      return run(pool.open(act.address), act.input as never)
    }
    case 'create':
      pool.create(act.address)
      return null
    case 'close':
      pool.close(act.file)
      return null
    case 'close-all':
      pool.closeAll()
      return null
  }
}
