import type { ReadableDb } from '../../archive/connection.ts'
import { diagnosisFacts } from '../../archive/queries/diagnosisFacts.ts'
import { readInvoice } from '../../archive/refreshDerived.ts'
import { DUPLICATE_STATUS } from '../../shared/model/invoiceStatus.ts'
import type { InvoiceComparison, MissingPiece } from '../../shared/model/invoiceComparison.ts'
import { chooseOriginal } from '../diagnose/chooseOriginal.ts'
import { compareInvoices, UNKNOWN_INVOICE } from '../diagnose/compareInvoices.ts'
import { comparableInvoice } from './comparableInvoice.ts'
import { missingPieces, reachOf, type Reached } from './followOriginal.ts'

/** A duplicate beside the first invoice, how they compare, and what would be needed where that does not decide. */
export interface ComparedDuplicate extends InvoiceComparison {
  readonly original: Reached & {
    /** Null: not in this archive. */
    readonly invoiceId: number | null
    readonly ksefNumber: string | null
    readonly sessionReference: string | null
    readonly upoDocumentId: number | null
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
  if (facts === undefined) return null
  const chosen = chooseOriginal(facts)
  const originalRow = chosen === null ? undefined : readInvoice(db, chosen.invoiceId)
  const mine = comparableInvoice(db, row)
  const original = originalRow === undefined ? null : comparableInvoice(db, originalRow)
  const comparison = compareInvoices(mine, original ?? UNKNOWN_INVOICE)
  const { originalKsefNumber = null, originalSessionReferenceNumber = null } = facts.statusExtensions
  return {
    ...comparison,
    original: {
      invoiceId: originalRow?.id ?? null,
      ksefNumber: originalRow?.ksefNumber ?? originalKsefNumber,
      sessionReference: originalSessionReferenceNumber,
      upoDocumentId: originalRow?.upoDocumentId ?? null,
      ...reachOf(db, facts, originalRow),
    },
    missing: missingPieces(comparison, { isHere: row.xmlDocumentId !== null, isRead: mine.content !== null }, original === null ? null : { isHere: originalRow?.xmlDocumentId != null, isRead: original.content !== null }),
    formCode: row.formCode ?? originalRow?.formCode ?? null,
  }
}
