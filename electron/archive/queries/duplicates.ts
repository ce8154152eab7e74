import { DUPLICATE_STATUS, INVOICE_STATES } from '../../shared/model/invoiceStatus.ts'
import type { ReadableDb } from '../connection.ts'
import type { LastAttempt } from '../outputs.ts'
import { statement } from '../statements.ts'
import { lastAttempt } from './attempts.ts'

/** A duplicate, and what is known of following the invoice that it repeats. */
export interface ListedDuplicate {
  readonly invoiceId: number
  /** When KSeF last said something new about it (instant, UTC). */
  readonly toldAt: string | null
  /** The last tries to find the first invoice, where it was not here yet: by the session that KSeF names, by metadata. */
  readonly lastUpoTry: LastAttempt | null
  readonly lastMetadataTry: LastAttempt | null
}

/** Duplicates by id after `afterId` (0: from the start). */
export function listDuplicates(db: ReadableDb, { afterId, limit }: { readonly afterId: number; readonly limit: number }): readonly ListedDuplicate[] {
  const rows = statement(db, LIST).all({ afterId, limit }) as Pick<ListedDuplicate, 'invoiceId' | 'toldAt'>[]
  return rows.map((row) => ({ ...row, lastUpoTry: lastAttempt(db, row.invoiceId, 'upo'), lastMetadataTry: lastAttempt(db, row.invoiceId, 'metadata') }))
}

/** The last tries to follow a duplicate, newest first; a try for a first invoice that has a row of its own is that one's. */
export function followingTries(db: ReadableDb, { duplicateId, originalId }: { readonly duplicateId: number; readonly originalId: number | null }): readonly LastAttempt[] {
  const tries = [lastAttempt(db, duplicateId, 'upo'), lastAttempt(db, duplicateId, 'metadata'), originalId === null ? null : lastAttempt(db, originalId, 'upo')]
  return tries.filter((one) => one !== null).toSorted((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0))
}

// A duplicate is always to be clarified, and there are few such: their index finds it among a million invoices.
const LIST = `
SELECT id AS invoiceId, (SELECT max(observedAt) FROM observations o WHERE o.invoiceId = invoices.id) AS toldAt
FROM invoices WHERE stateRank = ${INVOICE_STATES.indexOf('unclear')} AND id > @afterId AND statusCode = ${DUPLICATE_STATUS} ORDER BY id LIMIT @limit`
