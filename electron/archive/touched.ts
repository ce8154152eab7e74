import type { WritableDb } from './connection.ts'
import { noFreshUpos, type FreshUpos } from './freshUpos.ts'
import { refreshManyDerived } from './refreshDerived.ts'

/** Invoices whose derived columns are to be made anew before the transaction ends: many at once cost a tenth of one by one. */
export interface Touched {
  readonly invoiceIds: Set<number>
  readonly freshUpos: FreshUpos
}

export function noneTouched(): Touched {
  return { invoiceIds: new Set(), freshUpos: noFreshUpos() }
}

/** Makes their derived columns anew; none is left to be made. */
export function settle(db: WritableDb, { invoiceIds, freshUpos }: Touched): void {
  refreshManyDerived(db, [...invoiceIds], freshUpos)
  invoiceIds.clear()
}

/** The same if one of these is among them, for it is looked at next. */
export function settleIf(db: WritableDb, touched: Touched, invoiceIds: readonly (number | null)[]): void {
  if (invoiceIds.some((id) => id !== null && touched.invoiceIds.has(id))) settle(db, touched)
}
