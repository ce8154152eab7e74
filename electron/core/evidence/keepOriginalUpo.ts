import type { WritableDb } from '../../archive/connection.ts'
import { refreshDerived } from '../../archive/refreshDerived.ts'
import { findAccepted, insertByKsefNumber } from '../../archive/queries/recordMetadata.ts'
import { inTransaction } from '../../archive/transaction.ts'
import type { Environment } from '../../shared/model/context.ts'
import { keepUpos } from './keepUpos.ts'
import type { UpoToKeep } from './keepUpos.ts'
import type { KeptCounts } from './tellOutcome.ts'

/** A file that KSeF gave out as the UPO of this number. */
export type OriginalUpo = Omit<UpoToKeep, 'invoiceId'> & { readonly environment: Environment; readonly ksefNumber: string }

/**
 * Keeps the UPO of the first invoice of a duplicate, with that invoice as a row of its own: the duplicate never borrows it, and a file
 * that is no good is set apart with the invoice whose UPO it should have been.
 */
export function keepOriginalUpo(db: WritableDb, { environment, ...upo }: OriginalUpo): KeptCounts {
  return inTransaction(db, () => {
    const invoiceId = findAccepted(db, upo.ksefNumber) ?? insertByKsefNumber(db, upo.ksefNumber)
    const counts = keepUpos(db, { environment, items: [{ ...upo, invoiceId }] })
    // Also where nothing good came: the number is known, and must be found.
    refreshDerived(db, invoiceId)
    return counts
  })
}
