import type { ReadableDb } from '../connection.ts'
import { statement } from '../statements.ts'
import { RECEIVED_RANK } from './invoiceFilter.ts'
import { SENT_DATE } from './sending.ts'

export interface CandidatePage {
  readonly invoiceIds: readonly number[]
  /** From where to go on; null at the end. */
  readonly nextAfterId: number | null
}

/** How many rows are looked at in one call: some milliseconds, also where nearly none is a candidate. */
const SPAN = 5_000

/**
 * Invoices that a diagnosis may have something to say about, by id after `afterId` (0: from the start): those without a proven
 * UPO, those sent on a later day than their date, and those whose buyer KSeF may not find by NIP.
 */
export function attentionCandidates(db: ReadableDb, { afterId, limit }: { readonly afterId: number; readonly limit: number }): CandidatePage {
  const until = afterId + SPAN
  const invoiceIds = statement(db, CANDIDATES).pluck().all({ afterId, until, limit }) as number[]
  const last = invoiceIds.at(-1)
  if (last !== undefined && invoiceIds.length === limit) return { invoiceIds, nextAfterId: last }
  const goesOn = statement(db, 'SELECT 1 FROM invoices WHERE id > ? LIMIT 1').get(until) !== undefined
  return { invoiceIds, nextAfterId: goesOn ? until : null }
}

/** A text that changes whenever anything did that a diagnosis rests on: evidence is only ever added to, so its newest rows tell. */
export function evidenceMark(db: ReadableDb): string {
  return statement(db, NEWEST).pluck().get() as string
}

/** SQL: the day on which the invoice was sent, by a clock two hours ahead of UTC. In Warsaw, one or two hours ahead, it was that day or the one before. */
const LATEST_DAY = `date(ifnull(${SENT_DATE}, invoicingAt), '+2 hours')`

const CANDIDATES = `
SELECT id FROM invoices WHERE id > @afterId AND id <= @until AND stateRank <> ${RECEIVED_RANK} AND (
  proof = 'none'
  OR (invoicingMode = 'Offline' AND ${LATEST_DAY} > issuedOn)
  OR buyerIdentifierType IN ('VatUe', 'Other', 'None')
  OR metadataReadAt IS NULL AND statusCode IS NULL
) ORDER BY id LIMIT @limit`

const NEWEST = `
SELECT concat_ws('.', (SELECT max(id) FROM observations), (SELECT max(id) FROM attempts), (SELECT max(id) FROM documents),
  (SELECT max(id) FROM invoices), (SELECT count(finishedAt) FROM refreshRuns), (SELECT max(number) FROM journal))`
