import type { WritableDb } from '../../archive/connection.ts'
import type { AttemptInput } from '../../archive/inputs.ts'
import { recordAttempts } from '../../archive/queries/attempts.ts'
import { keepDocument } from '../../archive/queries/keepDocument.ts'
import { linkSessionUpoPage } from '../../archive/queries/sessionUpoPages.ts'
import { inTransaction } from '../../archive/transaction.ts'
import { inspectUpo } from '../../documents/upo/inspectUpo.ts'
import { sha256HexOf, type FetchedDocument } from '../../ksef/fetchedDocument.ts'
import type { Environment } from '../../shared/model/context.ts'
import { NOTHING_KEPT, tellOutcome } from './tellOutcome.ts'
import type { KeptCounts } from './tellOutcome.ts'
import { upoDocumentInput } from './upoDocumentInput.ts'

/** What came (or did not) when one page of a session's UPO was asked for, with every try it took. */
export interface SessionUpoPageToKeep {
  /** Where it was fetched from: a receipt of another environment is none here. */
  readonly environment: Environment
  readonly sessionReference: string
  readonly pageReference: string
  readonly documents: readonly FetchedDocument[]
  readonly attempts: readonly AttemptInput[]
}

/**
 * Looks into a page and keeps it: as a receipt when its signature and its session are right, otherwise apart. An entry that
 * contradicts KSeF's list proves nothing for its invoice and takes nothing from the others (core/sessions/coverage.ts reports it).
 */
export function keepSessionUpoPage(db: WritableDb, { environment, sessionReference, pageReference, documents, attempts }: SessionUpoPageToKeep): KeptCounts {
  const inspected = documents.map((document) => ({
    document,
    inspection: inspectUpo(document.bytes, { headerHash: document.headerHash, environment, ksefNumber: null, invoiceHash: null, sessionReference }),
  }))
  return inTransaction(db, () => {
    let counts = NOTHING_KEPT
    recordAttempts(db, attempts)
    for (const { document, inspection } of inspected) {
      const kept = keepDocument(db, upoDocumentInput(document, inspection, null), { sha256: sha256HexOf(document) })
      const isGood = inspection.quarantineReason === null
      // The receipt of a single invoice is good for that invoice, and still not the page.
      if (isGood && inspection.upo?.kind === 'session-upo') linkSessionUpoPage(db, { sessionReference, pageReference, documentId: kept.documentId })
      const askedFor = { what: 'session-upo', invoiceId: null, sessionReference } as const
      counts = tellOutcome(db, counts, { document, kept, quarantineReason: inspection.quarantineReason, askedFor })
    }
    return counts
  })
}
