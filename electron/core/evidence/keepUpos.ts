import type { WritableDb } from '../../archive/connection.ts'
import type { AttemptInput } from '../../archive/inputs.ts'
import { recordAttempts } from '../../archive/queries/attempts.ts'
import { keepDocument } from '../../archive/queries/keepDocument.ts'
import { noneTouched, settle } from '../../archive/touched.ts'
import { inTransaction } from '../../archive/transaction.ts'
import { inspectUpo } from '../../documents/upo/inspectUpo.ts'
import { sha256HexOf, type FetchedDocument } from '../../ksef/fetchedDocument.ts'
import type { Environment } from '../../shared/model/context.ts'
import type { UpoInspection } from '../../shared/model/upoInspection.ts'
import { NOTHING_KEPT, tellOutcome } from './tellOutcome.ts'
import type { KeptCounts } from './tellOutcome.ts'
import { upoDocumentInput } from './upoDocumentInput.ts'

/** What came (or did not) when the UPO of one invoice was asked for, with every try it took. */
export interface UpoToKeep {
  readonly invoiceId: number
  readonly sessionReference: string | null
  readonly ksefNumber: string | null
  /** From KSeF's list, Base64. */
  readonly invoiceHash: string | null
  readonly documents: readonly FetchedDocument[]
  readonly attempts: readonly AttemptInput[]
}

/**
 * Looks into each UPO and keeps it: as a receipt when nothing contradicts, otherwise apart, with the reason. The whole group is one
 * transaction, and every try is written down with its outcome.
 */
export function keepUpos(db: WritableDb, { environment, items }: { readonly environment: Environment; readonly items: readonly UpoToKeep[] }): KeptCounts {
  const inspected = items.map((item) => ({ item, found: item.documents.map((document) => ({ document, inspection: inspect(environment, item, document) })) }))
  return inTransaction(db, () => {
    let counts = NOTHING_KEPT
    const touched = noneTouched()
    for (const { item, found } of inspected) {
      recordAttempts(db, item.attempts)
      for (const { document, inspection } of found) {
        const kept = keepDocument(db, upoDocumentInput(document, inspection, item.invoiceId), { touched, sha256: sha256HexOf(document) })
        const askedFor = { what: 'upo', invoiceId: item.invoiceId, sessionReference: item.sessionReference } as const
        counts = tellOutcome(db, counts, { document, kept, quarantineReason: inspection.quarantineReason, askedFor })
      }
    }
    settle(db, touched)
    return counts
  })
}

function inspect(environment: Environment, { ksefNumber, invoiceHash, sessionReference }: UpoToKeep, document: FetchedDocument): UpoInspection {
  return inspectUpo(document.bytes, { headerHash: document.headerHash, environment, ksefNumber, invoiceHash, sessionReference })
}
