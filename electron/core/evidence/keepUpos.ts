import type { WritableDb } from '../../archive/connection.ts'
import type { AttemptInput } from '../../archive/inputs.ts'
import { recordAttempts } from '../../archive/queries/attempts.ts'
import { keepDocument } from '../../archive/queries/keepDocument.ts'
import { refreshManyDerived } from '../../archive/refreshDerived.ts'
import { inTransaction } from '../../archive/transaction.ts'
import { inspectUpo } from '../../documents/upo/inspectUpo.ts'
import type { FetchedDocument } from '../../ksef/fetchedDocument.ts'
import type { Environment } from '../../shared/model/context.ts'
import type { UpoInspection } from '../../shared/model/upoInspection.ts'
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

export interface KeptCounts {
  readonly stored: number
  readonly alreadyStored: number
  readonly quarantined: number
}

/**
 * Looks into each UPO and keeps it: as a receipt when nothing contradicts, otherwise apart, with the reason. The whole group is one
 * transaction, and every try is written down with its outcome.
 */
export function keepUpos(db: WritableDb, { environment, items }: { readonly environment: Environment; readonly items: readonly UpoToKeep[] }): KeptCounts {
  const inspected = items.map((item) => ({ item, found: item.documents.map((document) => ({ document, inspection: inspect(environment, item, document) })) }))
  return inTransaction(db, () => {
    const counts = { stored: 0, alreadyStored: 0, quarantined: 0 }
    const touched = new Set<number>()
    for (const { item, found } of inspected) {
      recordAttempts(db, item.attempts)
      for (const { document, inspection } of found) {
        const kept = keepDocument(db, upoDocumentInput(document, inspection, item.invoiceId), { touched })
        const outcome = inspection.quarantineReason === null ? (kept.alreadyHere ? 'already-stored' : 'stored') : 'quarantined'
        recordAttempts(db, [
          {
            invoiceId: item.invoiceId,
            sessionReference: item.sessionReference,
            at: document.fetchedAt,
            what: 'upo',
            route: document.route,
            outcome,
            code: inspection.quarantineReason,
            httpStatus: 200,
            traceId: null,
            documentId: kept.documentId,
          },
        ])
        if (outcome === 'stored') counts.stored += 1
        else if (outcome === 'already-stored') counts.alreadyStored += 1
        else counts.quarantined += 1
      }
    }
    refreshManyDerived(db, [...touched])
    return counts
  })
}

function inspect(environment: Environment, { ksefNumber, invoiceHash, sessionReference }: UpoToKeep, document: FetchedDocument): UpoInspection {
  return inspectUpo(document.bytes, { headerHash: document.headerHash, environment, ksefNumber, invoiceHash, sessionReference })
}
