import type { WritableDb } from './connection.ts'

type Act = () => unknown

/** Making a transaction function costs more than a small transaction itself, so each connection has one. */
const runners = new WeakMap<WritableDb, (act: Act) => unknown>()

/** Does all of `act` or nothing of it. Inside another transaction it is a part of that one: what it throws must end that one too. */
export function inTransaction<T>(db: WritableDb, act: () => T): T {
  if (db.inTransaction) return act()
  let run = runners.get(db)
  if (run === undefined) {
    const transaction = db.transaction((work: Act) => work())
    run = (work) => transaction.immediate(work)
    runners.set(db, run)
  }
  return run(act) as T
}
