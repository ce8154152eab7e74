import type { ReadableDb } from '../../archive/connection.ts'
import type { InvoiceRow } from '../../archive/invoiceRow.ts'
import type { LastAttempt } from '../../archive/outputs.ts'
import { diagnosisFacts } from '../../archive/queries/diagnosisFacts.ts'
import { followingTries } from '../../archive/queries/duplicates.ts'
import { readInvoice } from '../../archive/refreshDerived.ts'
import { DUPLICATE_STATUS } from '../../shared/model/invoiceStatus.ts'
import type { InvoiceComparison, MissingPiece, OriginalReach } from '../../shared/model/invoiceComparison.ts'
import { chooseOriginal } from '../diagnose/chooseOriginal.ts'
import { compareInvoices, UNKNOWN_INVOICE } from '../diagnose/compareInvoices.ts'
import type { ComparableInvoice } from '../diagnose/compareInvoices.ts'
import { comparableInvoice } from './comparableInvoice.ts'

/** A duplicate beside the first invoice, how they compare, and what would be needed where that does not decide. */
export interface ComparedDuplicate extends InvoiceComparison {
  readonly original: {
    /** Null: not in this archive. */
    readonly invoiceId: number | null
    readonly ksefNumber: string | null
    readonly sessionReference: string | null
    readonly upoDocumentId: number | null
    readonly reach: OriginalReach
    /** The try that was refused, or the last that found nothing; null otherwise. */
    readonly lastTry: LastAttempt | null
  }
  readonly missing: readonly MissingPiece[]
  /** The form of either file, for naming its elements. */
  readonly formCode: string | null
}

/** Compares a duplicate with the first invoice, as far as both are here; null when there is no such invoice, or it is no duplicate. */
export function compareDuplicate(db: ReadableDb, { invoiceId }: { readonly invoiceId: number }): ComparedDuplicate | null {
  const row = readInvoice(db, invoiceId)
  if (row?.statusCode !== DUPLICATE_STATUS) return null
  const [facts] = diagnosisFacts(db, { invoiceIds: [invoiceId] })
  const chosen = facts === undefined ? null : chooseOriginal(facts)
  const originalRow = chosen === null ? undefined : readInvoice(db, chosen.invoiceId)
  const mine = comparableInvoice(db, row)
  const original = originalRow === undefined ? null : comparableInvoice(db, originalRow)
  const comparison = compareInvoices(mine, original ?? UNKNOWN_INVOICE)
  const { originalKsefNumber = null, originalSessionReferenceNumber = null } = facts?.statusExtensions ?? {}
  const tries = followingTries(db, { duplicateId: invoiceId, originalId: originalRow?.id ?? null })
  return {
    ...comparison,
    original: {
      invoiceId: originalRow?.id ?? null,
      ksefNumber: originalRow?.ksefNumber ?? originalKsefNumber,
      sessionReference: originalSessionReferenceNumber,
      upoDocumentId: originalRow?.upoDocumentId ?? null,
      ...reachOf({ row: originalRow, isNamed: originalKsefNumber !== null || originalSessionReferenceNumber !== null, tries }),
    },
    missing: comparison.duplicateCase === 'cannot-tell' && comparison.reason !== 'others-differ' ? missingOf(row, mine, originalRow, original) : [],
    formCode: row.formCode ?? originalRow?.formCode ?? null,
  }
}

function missingOf(row: InvoiceRow, mine: ComparableInvoice, originalRow: InvoiceRow | undefined, original: ComparableInvoice | null): readonly MissingPiece[] {
  const own: readonly MissingPiece[] = mine.content !== null ? [] : [row.xmlDocumentId === null ? 'own-file' : 'own-unreadable']
  if (originalRow === undefined || original === null) return ['original', ...own]
  return original.content !== null ? own : [originalRow.xmlDocumentId === null ? 'original-file' : 'original-unreadable', ...own]
}

/** KSeF's codes for a way that is barred; all else that was tried found nothing. */
const REFUSALS = new Set(['api-forbidden', 'api-unauthorized'])

function reachOf({ row, isNamed, tries }: { readonly row: InvoiceRow | undefined; readonly isNamed: boolean; readonly tries: readonly LastAttempt[] }): Reached {
  const refusal = tries.find(({ code }) => REFUSALS.has(code ?? ''))
  // What was refused once and came since is no matter any more.
  if (row?.hasUpo !== 1 && refusal !== undefined) return { reach: 'refused', lastTry: refusal }
  if (row !== undefined) return { reach: 'here', lastTry: null }
  const [lastTry = null] = tries
  if (lastTry !== null) return { reach: 'not-found', lastTry }
  return { reach: isNamed ? 'not-tried' : 'not-named', lastTry: null }
}

type Reached = Pick<ComparedDuplicate['original'], 'reach' | 'lastTry'>
