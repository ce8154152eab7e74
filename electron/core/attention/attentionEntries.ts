import type { ReadableDb } from '../../archive/connection.ts'
import { attentionCandidates } from '../../archive/queries/attention.ts'
import { invoiceRows } from '../../archive/queries/invoiceRows.ts'
import { SessionId } from '../../shared/contract/common.ts'
import type { AttentionItem, AttentionList } from '../../shared/contract/attention.ts'
import { matterOf, urgencyOf, type Cause } from '../../shared/model/diagnosis.ts'
import type { DiagnosisFacts as ArchivedFacts } from '../../archive/outputs.ts'
import { usualDeadline } from '../diagnose/deadlines.ts'
import { diagnose } from '../diagnose/diagnose.ts'
import { factsOf } from '../diagnose/factsOf.ts'
import { diagnosisFacts } from '../evidence/diagnosisFacts.ts'

/** An invoice that needs a look, as small as the order of the list allows. */
export interface AttentionEntry {
  readonly invoiceId: number
  readonly list: AttentionList
  readonly cause: Cause
  /** The day it is sorted by: its legal date, else the usual one counted from the day of sending, which is a guess and never shown. Null: none. */
  readonly sortDay: string | null
}

export interface AttentionEntries {
  readonly entries: readonly AttentionEntry[]
  /** From where to go on; null at the end. */
  readonly nextAfterId: number | null
}

/** The next invoices that need a look at the instant `now`, by id after `afterId` (0: from the start). Runs in the archive's thread. */
export function attentionEntries(db: ReadableDb, { afterId, limit, now }: { readonly afterId: number; readonly limit: number; readonly now: string }): AttentionEntries {
  const { invoiceIds, nextAfterId } = attentionCandidates(db, { afterId, limit })
  return { entries: diagnosisFacts(db, { invoiceIds }).flatMap((archived) => entryOf(archived, now) ?? []), nextAfterId }
}

/** The entries of these invoices; those that need no look are left out. */
export function attentionEntriesOf(db: ReadableDb, { invoiceIds, now }: { readonly invoiceIds: readonly number[]; readonly now: string }): readonly AttentionEntry[] {
  return diagnosisFacts(db, { invoiceIds }).flatMap((archived) => entryOf(archived, now) ?? [])
}

function entryOf(archived: ArchivedFacts, now: string): AttentionEntry | null {
  const diagnosis = diagnose(factsOf(archived, now))
  if (diagnosis === null) return null
  const urgency = urgencyOf(diagnosis)
  // Files come by themselves, thousands in a first refresh, or are not wanted: the list of invoices can be narrowed to those without.
  if (urgency === 'quiet' || diagnosis.cause === 'no-invoice-file') return null
  const { cause, matterBy, undatedSince } = diagnosis
  const sortDay = matterBy ?? (undatedSince === null ? null : usualDeadline(undatedSince))
  return { invoiceId: archived.invoiceId, list: archived.handled?.cause === matterOf(diagnosis) ? 'handled' : urgency, cause, sortDay }
}

/** What a row of the list shows of these invoices, in their order; those that need no look any more are left out. */
export function attentionItems(db: ReadableDb, { invoiceIds, now }: { readonly invoiceIds: readonly number[]; readonly now: string }): readonly AttentionItem[] {
  const rows = new Map(invoiceRows(db, { ids: invoiceIds }).map((row) => [row.summary.id as number, row]))
  return diagnosisFacts(db, { invoiceIds }).flatMap((archived) => {
    const diagnosis = diagnose(factsOf(archived, now))
    const row = rows.get(archived.invoiceId)
    if (diagnosis === null || row === undefined) return []
    const { handled, session, invoiceReference } = archived
    return [
      {
        kind: 'item',
        summary: row.summary,
        sessionId: row.sessionId === null ? null : SessionId.parse(row.sessionId),
        sessionReference: session?.reference ?? null,
        invoiceReference,
        diagnosis,
        handled,
      } satisfies AttentionItem,
    ]
  })
}
