import type { WritableDb } from './connection.ts'

/** Does all of `act` or nothing of it. Inside another transaction it becomes a part of that one (a savepoint). */
export function inTransaction<T>(db: WritableDb, act: () => T): T {
  return db.transaction(act).immediate()
}
