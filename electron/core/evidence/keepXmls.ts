import type { WritableDb } from '../../archive/connection.ts'
import type { AttemptInput, DocumentInput } from '../../archive/inputs.ts'
import { recordReading } from '../../archive/queries/invoiceReadings.ts'
import { fillFacts } from '../../archive/queries/recordMetadata.ts'
import { recordAttempts } from '../../archive/queries/attempts.ts'
import { keepDocument } from '../../archive/queries/keepDocument.ts'
import { noneTouched, settle, type Touched } from '../../archive/touched.ts'
import { inTransaction } from '../../archive/transaction.ts'
import { readInvoiceFacts } from '../../documents/invoice/readInvoice.ts'
import { sha256HexOf, type FetchedDocument } from '../../ksef/fetchedDocument.ts'
import { storedFacts } from './storedFacts.ts'
import { NOTHING_KEPT, tellOutcome } from './tellOutcome.ts'
import type { Arrival, KeptCounts } from './tellOutcome.ts'

/** An invoice file that came, or the failure that came instead. */
export interface XmlToKeep {
  readonly invoiceId: number
  /** From KSeF's list, Base64; null: not known, so the file cannot be compared. */
  readonly invoiceHash: string | null
  readonly document: FetchedDocument | null
  /** Its bytes as the archive stores them, where that was done already (archive/deflated.ts). */
  readonly deflated?: Uint8Array
  readonly failure: Pick<AttemptInput, 'at' | 'code' | 'httpStatus' | 'traceId' | 'details'> | null
}

type HashVerdict = 'confirmed' | 'failed' | 'not-checked'

/** Keeps invoice files whose hash is that of KSeF's list, others apart; reads names and amounts where metadata has not come. */
export function keepXmls(db: WritableDb, { items }: { readonly items: readonly XmlToKeep[] }): KeptCounts {
  return inTransaction(db, () => {
    let counts = NOTHING_KEPT
    const touched = noneTouched()
    for (const item of items) {
      if (item.document === null) {
        recordFailure(db, item)
        continue
      }
      counts = tellOutcome(db, counts, keepOne(db, item, item.document, touched))
    }
    settle(db, touched)
    return counts
  })
}

function keepOne(db: WritableDb, { invoiceId, invoiceHash, deflated }: XmlToKeep, document: FetchedDocument, touched: Touched): Arrival {
  const listHash = verdictOf(invoiceHash === null ? null : invoiceHash === document.sha256)
  const headerHash = verdictOf(document.headerHashVerdict === 'absent' ? null : document.headerHashVerdict === 'matches')
  const quarantineReason = reasonOf(document, listHash, headerHash)
  const input: DocumentInput = {
    kind: quarantineReason === null ? 'invoice' : 'unrecognised',
    bytes: document.bytes,
    contentType: document.contentType,
    headerHash: document.headerHash,
    route: document.route,
    fetchedAt: document.fetchedAt,
    standing: quarantineReason === null ? 'kept' : 'quarantined',
    quarantineReason,
    inspection: {
      checks: [
        { check: 'header-hash', verdict: headerHash, detail: document.headerHash },
        { check: 'hash-matches-list', verdict: listHash, detail: document.sha256 },
      ],
      signer: null,
      signedAt: null,
    },
    signatureVerified: false,
    upoEntries: [],
    invoiceId,
    inPlaceOf: 'invoice',
    senderContext: null,
    sessionReference: null,
  }
  const kept = keepDocument(db, input, { touched, sha256: sha256HexOf(document), ...(deflated !== undefined && { deflated }) })
  if (quarantineReason === null) {
    const facts = readInvoiceFacts(document.bytes)
    recordReading(db, { documentId: kept.documentId, ...facts })
    fillFacts(db, invoiceId, storedFacts(facts))
    touched.facts.add(invoiceId)
  }
  return { document, kept, quarantineReason, askedFor: { what: 'xml', invoiceId, sessionReference: null } }
}

/** A file whose hash is that of the list is the invoice whatever else is said of it; invalid UTF-8 included (API-NOTES §5). */
function reasonOf(document: FetchedDocument, listHash: HashVerdict, headerHash: HashVerdict): string | null {
  if (listHash === 'confirmed') return null
  if (document.looksLike === 'html') return 'html-page'
  if (listHash === 'failed') return 'hash-differs'
  return headerHash === 'failed' ? 'header-hash-differs' : null
}

function verdictOf(matches: boolean | null): HashVerdict {
  if (matches === null) return 'not-checked'
  return matches ? 'confirmed' : 'failed'
}

/** KSeF's "not available yet" (API-NOTES §4). */
const NOT_YET = new Set(['21165', '21164'])

function recordFailure(db: WritableDb, { invoiceId, failure }: XmlToKeep): void {
  if (failure === null) return
  const outcome = NOT_YET.has(failure.code ?? '') ? 'not-available-yet' : 'failed'
  recordAttempts(db, [{ invoiceId, sessionReference: null, what: 'xml', route: 'invoice', outcome, documentId: null, ...failure }])
}
