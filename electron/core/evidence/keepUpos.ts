import type { WritableDb } from '../../archive/connection.ts'
import type { AttemptInput } from '../../archive/inputs.ts'
import { recordAttempts } from '../../archive/queries/attempts.ts'
import { keepDocuments } from '../../archive/queries/keepDocument.ts'
import { noneTouched, settle } from '../../archive/touched.ts'
import { inTransaction } from '../../archive/transaction.ts'
import { inspectUpo } from '../../documents/upo/inspectUpo.ts'
import { sha256HexOf, type FetchedDocument } from '../../ksef/fetchedDocument.ts'
import { assertDefined } from '../../shared/assert.ts'
import type { Environment } from '../../shared/model/context.ts'
import type { UpoInspection } from '../../shared/model/upoInspection.ts'
import { runsOf, type Keyed } from './runsOf.ts'
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

interface ArrivedUpo extends Keyed {
  readonly item: UpoToKeep
  readonly document: FetchedDocument
  readonly inspection: UpoInspection
  readonly sha256: string
}

/**
 * Looks into each UPO and keeps it: as a receipt when nothing contradicts, otherwise apart, with the reason. The whole group is one
 * transaction, and every try is written down with its outcome.
 */
export function keepUpos(db: WritableDb, { environment, items }: { readonly environment: Environment; readonly items: readonly UpoToKeep[] }): KeptCounts {
  const arrived = items.flatMap((item) => item.documents.map((document) => lookInto(environment, item, document)))
  return inTransaction(db, () => {
    let counts = NOTHING_KEPT
    const touched = noneTouched()
    recordAttempts(db, items.flatMap(({ attempts }) => attempts))
    for (const run of runsOf(arrived)) {
      const kept = keepDocuments(
        db,
        run.map(({ item: { invoiceId }, document, inspection, sha256 }) => ({ document: upoDocumentInput(document, inspection, invoiceId), sha256 })),
        { touched },
      )
      // Whatever else concerns the same invoices comes next.
      settle(db, touched)
      for (const [place, { item, document, inspection }] of run.entries()) {
        const askedFor = { what: 'upo', invoiceId: item.invoiceId, sessionReference: item.sessionReference } as const
        const arrival = { document, kept: assertDefined(kept[place], 'there is an answer for each document'), quarantineReason: inspection.quarantineReason, askedFor }
        counts = tellOutcome(db, counts, arrival)
      }
    }
    return counts
  })
}

/** Its keys are its bytes, the invoice for which it came, and those that it names. */
function lookInto(environment: Environment, item: UpoToKeep, document: FetchedDocument): ArrivedUpo {
  const { invoiceId, ksefNumber, invoiceHash, sessionReference } = item
  const inspection = inspectUpo(document.bytes, { headerHash: document.headerHash, environment, ksefNumber, invoiceHash, sessionReference })
  const sha256 = sha256HexOf(document)
  const named = new Set(inspection.upo?.entries.map((entry) => entry.ksefNumber))
  return { item, document, inspection, sha256, keys: [sha256, `invoice ${invoiceId}`, ...named] }
}
