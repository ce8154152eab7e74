import type { WritableDb } from '../../archive/connection.ts'
import { insertByKsefNumber } from '../../archive/queries/recordMetadata.ts'
import { isOnList } from '../../archive/invoiceRow.ts'
import { readAccepted } from '../../archive/derivationSources.ts'
import { refreshManyDerived } from '../../archive/refreshDerived.ts'
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
    const accepted = readAccepted(
      db,
      items.map(({ ksefNumber }) => ksefNumber),
    )
    const hashOf = (ksefNumber: string): string | null => {
      const listed = accepted.get(ksefNumber)?.source.listed
      // What a UPO alone said may be from a file.
      return listed === undefined || !isOnList(listed) ? null : listed.invoiceHash
    }
    const isUnlisted = ({ ksefNumber }: ExportedXml): boolean => onlyListed && hashOf(ksefNumber) === null
    const unlisted = items.filter(isUnlisted).map(({ ksefNumber }) => ksefNumber)
    const inserted: number[] = []
    const insert = (ksefNumber: string): number => {
      const id = insertByKsefNumber(db, ksefNumber)
      inserted.push(id)
      return id
    }
    const wanted = items.flatMap((item) => {
      const { ksefNumber, document, deflated } = item
      const known = accepted.get(ksefNumber)?.source.invoiceId
      if (isUnlisted(item) || (known !== undefined && hasXml(db, known))) return []
      if (known === undefined && !isSale) return []
      return [{ invoiceId: known ?? insert(ksefNumber), invoiceHash: hashOf(ksefNumber), document, deflated, failure: null }]
    })
    const counts = keepXmls(db, { items: wanted })
    // Also where nothing good came: the number is known, and must be found.
    refreshManyDerived(db, inserted)
    return { ...counts, unlisted }
  })
}

function hasXml(db: WritableDb, invoiceId: number): boolean {
  return statement(db, 'SELECT hasXml FROM invoices WHERE id = ?').pluck().get(invoiceId) === 1
}
