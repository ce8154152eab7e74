import type { WritableDb } from '../../archive/connection.ts'
import type { AttemptInput, DocumentInput } from '../../archive/inputs.ts'
import { recordReadings } from '../../archive/queries/invoiceReadings.ts'
import { fillManyFacts } from '../../archive/queries/recordMetadata.ts'
import { recordAttempts } from '../../archive/queries/attempts.ts'
import type { KeptDocument } from '../../archive/outputs.ts'
import { keepDocuments } from '../../archive/queries/keepDocument.ts'
import { noneTouched, settle, type Touched } from '../../archive/touched.ts'
import { inTransaction } from '../../archive/transaction.ts'
import { readInvoiceFacts } from '../../documents/invoice/readInvoice.ts'
import { sha256HexOf, type FetchedDocument } from '../../ksef/fetchedDocument.ts'
import { assertDefined } from '../../shared/assert.ts'
import type { InvoiceFacts } from '../../shared/model/invoiceFacts.ts'
import { runsOf, type Keyed } from './runsOf.ts'
import { storedFacts } from './storedFacts.ts'
import { NOTHING_KEPT, tellOutcome } from './tellOutcome.ts'
import type { KeptCounts } from './tellOutcome.ts'

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
  const arrived = items.flatMap((item) => (item.document === null ? [] : [lookInto(item, item.document)]))
  return inTransaction(db, () => {
    let counts = NOTHING_KEPT
    const touched = noneTouched()
    for (const item of items) if (item.document === null) recordFailure(db, item)
    for (const run of runsOf(arrived)) {
      const kept = keepDocuments(db, run.map(({ input, sha256, item: { deflated } }) => ({ document: input, sha256, ...(deflated !== undefined && { deflated }) })), { touched })
      const placed = run.map((one, place) => ({ ...one, kept: assertDefined(kept[place], 'there is an answer for each document') }))
      recordSaid(db, placed, touched)
      for (const { item: { invoiceId }, document, input: { quarantineReason }, kept: keptOne } of placed) {
        counts = tellOutcome(db, counts, { document, kept: keptOne, quarantineReason, askedFor: { what: 'xml', invoiceId, sessionReference: null } })
      }
    }
    settle(db, touched)
    return counts
  })
}

interface ArrivedXml extends Keyed {
  readonly item: XmlToKeep
  readonly document: FetchedDocument
  readonly input: DocumentInput
  readonly sha256: string
  /** What it says; null for what is set apart. */
  readonly facts: Omit<InvoiceFacts, 'problems'> | null
}

/** Its keys are its bytes and the invoice for which it came. */
function lookInto(item: XmlToKeep, document: FetchedDocument): ArrivedXml {
  const { invoiceId, invoiceHash } = item
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
  const sha256 = sha256HexOf(document)
  return { item, document, input, sha256, facts: quarantineReason === null ? readInvoiceFacts(document.bytes) : null, keys: [sha256, `invoice ${invoiceId}`] }
}

/** What the good ones say of themselves and of their invoices. */
function recordSaid(db: WritableDb, placed: readonly (ArrivedXml & { readonly kept: KeptDocument })[], touched: Touched): void {
  const read = placed.flatMap(({ item: { invoiceId }, kept: { documentId }, facts }) => (facts === null ? [] : [{ invoiceId, documentId, facts }]))
  recordReadings(db, read.map(({ documentId, facts }) => ({ documentId, ...facts })))
  fillManyFacts(db, read.map(({ invoiceId, facts }) => ({ invoiceId, facts: storedFacts(facts) })))
  for (const { invoiceId } of read) touched.facts.add(invoiceId)
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
