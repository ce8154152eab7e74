import type { WritableDb } from '../../archive/connection.ts'
import { findManyAccepted, insertByKsefNumber } from '../../archive/queries/recordMetadata.ts'
import { statement } from '../../archive/statements.ts'
import { inTransaction } from '../../archive/transaction.ts'
import type { FetchedDocument } from '../../ksef/fetchedDocument.ts'
import { keepXmls } from './keepXmls.ts'
import type { KeptCounts } from './tellOutcome.ts'

export interface ExportedXml {
  readonly ksefNumber: string
  readonly document: FetchedDocument
  /** Its bytes as the archive stores them (archive/deflated.ts): packing takes longest of all, and the archive's thread has others to serve. */
  readonly deflated: Uint8Array
}

export interface ExportedXmls {
  readonly items: readonly ExportedXml[]
  /** The package is the seller's own, so that what it holds was issued whatever else is known of it. */
  readonly isSale: boolean
  /** Its metadata comes later: what no list has given a hash for yet is left until then. */
  readonly onlyListed: boolean
}

export interface KeptExportedXmls extends KeptCounts {
  /** KSeF numbers that were left. */
  readonly unlisted: readonly string[]
}

/** Keeps files of an export's package like those fetched one by one; invoices that have theirs are passed over, for windows touch. A purchase must be known by metadata. */
export function keepExportedXmls(db: WritableDb, { items, isSale, onlyListed }: ExportedXmls): KeptExportedXmls {
  return inTransaction(db, () => {
    const known = findManyAccepted(
      db,
      items.map(({ ksefNumber }) => ksefNumber),
    )
    const isUnlisted = ({ ksefNumber }: ExportedXml): boolean => onlyListed && (known.get(ksefNumber)?.invoiceHash ?? null) === null
    const unlisted = items.filter(isUnlisted).map(({ ksefNumber }) => ksefNumber)
    const wanted = items.flatMap((item) => {
      const { ksefNumber, document, deflated } = item
      const invoice = known.get(ksefNumber)
      if (isUnlisted(item) || (invoice !== undefined && hasXml(db, invoice.id))) return []
      if (invoice === undefined && !isSale) return []
      return [{ invoiceId: invoice?.id ?? insertByKsefNumber(db, ksefNumber), invoiceHash: invoice?.invoiceHash ?? null, document, deflated, failure: null }]
    })
    return { ...keepXmls(db, { items: wanted }), unlisted }
  })
}

function hasXml(db: WritableDb, invoiceId: number): boolean {
  return statement(db, 'SELECT hasXml FROM invoices WHERE id = ?').pluck().get(invoiceId) === 1
}
