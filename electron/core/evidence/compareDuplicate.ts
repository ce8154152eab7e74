import type { ReadableDb } from '../../archive/connection.ts'
import type { InvoiceRow } from '../../archive/invoiceRow.ts'
import type { DiagnosisFacts, LastAttempt } from '../../archive/outputs.ts'
import * as plain from '../../archive/queries/diagnosisFacts.ts'
import { documentBytes } from '../../archive/queries/documents.ts'
import { followingTries } from '../../archive/queries/duplicates.ts'
import { readInvoice as readRow } from '../../archive/refreshDerived.ts'
import { readContent } from '../../documents/invoice/readContent.ts'
import { readInvoice } from '../../documents/invoice/readInvoice.ts'
import { DUPLICATE_STATUS } from '../../shared/model/invoiceStatus.ts'
import type { InvoiceComparison, MissingPiece, OriginalReach } from '../../shared/model/invoiceComparison.ts'
import { chooseOriginal } from '../diagnose/chooseOriginal.ts'
import { compareInvoices } from '../diagnose/compareInvoices.ts'
import type { ComparableInvoice } from '../diagnose/compareInvoices.ts'

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
  const row = readRow(db, invoiceId)
  if (row?.statusCode !== DUPLICATE_STATUS) return null
  const [facts] = plain.diagnosisFacts(db, { invoiceIds: [invoiceId] })
  const chosen = facts === undefined ? null : chooseOriginal(facts)
  const originalRow = chosen === null ? undefined : readRow(db, chosen.invoiceId)
  const mine = comparable(db, row)
  const original = originalRow === undefined ? null : comparable(db, originalRow)
  const comparison = compareInvoices(mine, original ?? UNKNOWN)
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

/** The facts for a diagnosis, with the files of a duplicate compared where its own is here, which is seldom: KSeF does not give out what it refused. */
export function diagnosisFacts(db: ReadableDb, input: Parameters<typeof plain.diagnosisFacts>[1]): readonly DiagnosisFacts[] {
  return plain.diagnosisFacts(db, input).map((facts) => withComparison(db, facts))
}

/** The same for every invoice that is not proven. */
export function incompleteDiagnosisFacts(db: ReadableDb, input: Parameters<typeof plain.incompleteDiagnosisFacts>[1]): readonly DiagnosisFacts[] {
  return plain.incompleteDiagnosisFacts(db, input).map((facts) => withComparison(db, facts))
}

function withComparison(db: ReadableDb, facts: DiagnosisFacts): DiagnosisFacts {
  if (facts.statusCode !== DUPLICATE_STATUS || facts.xmlDocumentId === null) return facts
  const chosen = chooseOriginal(facts)
  const [row, original] = [readRow(db, facts.invoiceId), chosen === null ? undefined : readRow(db, chosen.invoiceId)]
  if (row === undefined || original === undefined) return facts
  return { ...facts, comparedCase: compareInvoices(comparable(db, row), comparable(db, original)).duplicateCase }
}

const UNKNOWN: ComparableInvoice = {
  hash: null,
  sellerNip: null,
  invoiceNumber: null,
  invoiceType: null,
  buyerIdentifier: null,
  buyerName: null,
  issuedOn: null,
  netMinor: null,
  vatMinor: null,
  grossMinor: null,
  currency: null,
  content: null,
}

/** What the file itself says where it can be read whole, else what KSeF's lists say. */
function comparable(db: ReadableDb, row: InvoiceRow): ComparableInvoice {
  const file = row.xmlDocumentId === null ? null : documentBytes(db, { documentId: row.xmlDocumentId })
  const content = file === null ? null : readContent(file.bytes)
  if (file === null || content === null) return { ...UNKNOWN, ...pick(row), hash: row.invoiceHash, issuedOn: row.issuedOn, content: null }
  const said = readInvoice(file.bytes)
  return { ...UNKNOWN, ...pick(said), hash: Buffer.from(file.sha256, 'hex').toString('base64'), issuedOn: said.issueDate, content }
}

type SharedFacts = Omit<ComparableInvoice, 'hash' | 'issuedOn' | 'content'>

function pick({ sellerNip, invoiceNumber, invoiceType, buyerIdentifier, buyerName, netMinor, vatMinor, grossMinor, currency }: SharedFacts): SharedFacts {
  return { sellerNip, invoiceNumber, invoiceType, buyerIdentifier, buyerName, netMinor, vatMinor, grossMinor, currency }
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
