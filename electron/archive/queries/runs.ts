import { nipOf } from '../../shared/model/context.ts'
import { INVOICE_STATES } from '../../shared/model/invoiceStatus.ts'
import type { MetadataRead } from '../../shared/model/metadataRead.ts'
import { archiveContext } from '../archiveContext.ts'
import type { WritableDb } from '../connection.ts'
import type { FinishedRun } from '../inputs.ts'
import { metadataRead } from '../metadataRead.ts'
import { refreshManyDerived } from '../refreshDerived.ts'
import { allSessionsReadAt } from '../sessionsReadAt.ts'
import { statement } from '../statements.ts'
import { inTransaction } from '../transaction.ts'

/** Notes that a refresh began; one that was killed stays without an end. */
export function startRun(db: WritableDb, { startedAt }: { readonly startedAt: string }): { readonly runId: number } {
  return { runId: statement(db, 'INSERT INTO refreshRuns (startedAt) VALUES (?) RETURNING id').pluck().get(startedAt) as number }
}

/**
 * Notes how a refresh ended. KSeF's lists may have been read further by it: what came in files and is not among its sales proves nothing from now on; and who issued
 * a sale that is in none of its submissions has its UPO.
 */
export function finishRun(db: WritableDb, { runId, finishedAt, outcome, result }: FinishedRun): null {
  return inTransaction(db, () => {
    const before = allSessionsReadAt(db)
    statement(db, 'UPDATE refreshRuns SET finishedAt = ?, outcome = ?, result = ? WHERE id = ?').run(finishedAt, outcome, result, runId)
    const read = metadataRead(db)
    refreshManyDerived(db, [...(read === null ? [] : missedSales(db, read)), ...salesReadPast(db, before, allSessionsReadAt(db))], { extent: 'proof' })
    return null
  })
}

/** Proven sales that the list must hold and does not; nearly always none, for what is found here proves nothing from then on. */
function missedSales(db: WritableDb, read: MetadataRead): readonly number[] {
  return statement(db, MISSED_SALES).pluck().all({ ...read, ownNip: nipOf(archiveContext(db).identifier) }) as number[]
}

/** Those of which it changed whether the lists of submissions were read past them, and that name others: a clock that was put back unsays it. */
function salesReadPast(db: WritableDb, before: string | null, now: string | null): readonly number[] {
  const [from, until] = [before ?? '', now ?? ''].sort()
  return statement(db, SALES_READ_PAST).pluck().all({ from, until, noUpo: INVOICE_STATES.indexOf('no-upo'), withSender: INVOICE_STATES.indexOf('with-sender') }) as number[]
}

// The first three terms are those of the index invoices_without_metadata.
const MISSED_SALES = `
SELECT id FROM invoices WHERE metadataReadAt IS NULL AND ifnull(statusCode, 200) = 200 AND acquiredAt BETWEEN @since AND @till
  AND statusCode IS NULL AND proof <> 'none' AND sellerNip = @ownNip`

// Most of an archive may be without UPO and name others: a plus keeps it from reading all of those.
const SALES_READ_PAST = `
SELECT id FROM invoices WHERE acquiredAt >= @from AND acquiredAt < @until AND +stateRank IN (@noUpo, @withSender) AND statusCode IS NULL AND parties <> '[]'`
