import type { WritableDb } from './connection.ts'
import { noFreshUpos, type FreshUpos } from './freshUpos.ts'
import { refreshManyDerived } from './refreshDerived.ts'
import type { Source } from './derivationSources.ts'

/** Invoices whose derived columns are to be made anew before the transaction ends: many at once cost a tenth of one by one. */
export interface Touched {
  /** Those whose documents changed. */
  readonly evidence: Set<number>
  /** Those of which something else was said. */
  readonly facts: Set<number>
  readonly freshUpos: FreshUpos
  /** Rows of those in `evidence`, as they are but for those in `facts`. */
  readonly sources: Map<number, Source>
}

export function noneTouched(): Touched {
  return { evidence: new Set(), facts: new Set(), freshUpos: noFreshUpos(), sources: new Map() }
}

/** Makes their derived columns anew; none is left to be made. */
export function settle(db: WritableDb, { evidence, facts, freshUpos, sources }: Touched): void {
  refreshManyDerived(db, [...facts], { freshUpos })
  refreshManyDerived(db, [...evidence].filter((id) => !facts.has(id)), { freshUpos, sources, extent: 'proof' })
  evidence.clear()
  facts.clear()
  sources.clear()
}
