import type { DocumentView } from '../shared/contract/invoices.ts'
import type { SessionSummary } from '../shared/contract/sessions.ts'
import type { DuplicateCase } from '../shared/model/diagnosis.ts'
import type { FollowedOriginal } from '../shared/model/invoiceComparison.ts'
import type { MetadataRead } from '../shared/model/metadataRead.ts'
import type { Proof, InvoiceState } from '../shared/model/invoiceStatus.ts'
import type { ErrorDetails } from '../shared/errors.ts'
import type { InvoiceThirdParty } from '../shared/model/invoiceFacts.ts'
import type { KsefContext } from '../shared/model/context.ts'
import type { AttemptOutcome, StatedPage, ExportOutcome, PreparedExport } from './inputs.ts'

/** A session that moved or has something to prove, and what the archive holds of it. */
export interface SessionToPlan {
  readonly sessionReference: string
  readonly statusCode: number
  /** As the list of sessions counts them; null where it does not. */
  readonly invoiceCount: number | null
  readonly acceptedCount: number | null
  /** Give it back to `markSessionRead` when all its invoices were recorded. */
  readonly fingerprint: string
  /** Its list entry moved since its invoices were last read. */
  readonly isMoved: boolean
  /** It has a session UPO that is not here in full. */
  readonly wantsSessionUpo: boolean
  /** Of its invoices here: those that a UPO proves, those known by reference, and of the latter those still to be asked for. */
  readonly proven: number
  readonly listed: number
  readonly pending: number
}

export interface PendingInvoice {
  readonly invoiceId: number
  readonly invoiceReference: string
}

export interface ProofCounts {
  readonly accepted: number
  readonly proven: number
}

/** What the archive knows of a listed invoice, right after recording it. */
export interface RecordedInvoice {
  readonly invoiceId: number
  readonly invoiceReference: string
  readonly statusCode: number
  readonly ksefNumber: string | null
  readonly invoiceHash: string | null
  /** Its own UPO is not here, and does not lie damaged waiting for the person to ask. */
  readonly wantsInvoiceUpo: boolean
}

/** What the last try to fetch a document said. */
export interface LastAttempt {
  readonly at: string
  readonly route: string
  readonly outcome: AttemptOutcome
  readonly code: string | null
  readonly httpStatus: number | null
  /** What KSeF said besides: reason code, permissions, when a budget frees up. */
  readonly details: ErrorDetails
}

/** An accepted invoice without its own UPO. */
export interface WantedUpo {
  readonly invoiceId: number
  readonly sessionReference: string | null
  readonly invoiceReference: string | null
  readonly ksefNumber: string | null
  readonly invoiceHash: string | null
  readonly lastAttempt: LastAttempt | null
}

/** A damaged document that is to be fetched again: one of the three says what to ask KSeF for, none that it cannot be asked. */
export interface RepairTarget {
  readonly documentId: number
  readonly upo: { readonly invoiceId: number; readonly sessionReference: string; readonly invoiceReference: string | null; readonly ksefNumber: string; readonly invoiceHash: string | null } | null
  readonly xml: { readonly invoiceId: number; readonly ksefNumber: string; readonly invoiceHash: string | null } | null
  readonly session: WantedSessionUpo | null
}

/** A finished session whose UPO is not here in full. */
export interface WantedSessionUpo {
  readonly sessionId: number
  readonly sessionReference: string
}

/** An accepted invoice whose XML is not here. */
export interface WantedXml {
  readonly invoiceId: number
  readonly ksefNumber: string
  readonly invoiceHash: string | null
  readonly lastAttempt: LastAttempt | null
}

/** Counts of invoices whose files are wanted. */
export interface WantedFiles {
  /** This taxpayer is their seller. */
  readonly sold: number
  /** This account issued them for another seller (self-invoicing, VAT RR): they are on no list of what it sells. */
  readonly issuedForOthers: number
  readonly bought: number
}

/** Accepted invoices that metadata has not named yet, and the times between which they were taken in (UTC). */
export interface WantedMetadata {
  readonly count: number
  readonly earliestAcquiredAt: string | null
  readonly latestAcquiredAt: string | null
  readonly earliestStoredAt: string | null
  readonly latestStoredAt: string | null
}

export interface KeptDocument {
  readonly documentId: number
  readonly alreadyHere: boolean
  /** Invoices whose proof or file this document now is. */
  readonly invoiceIds: readonly number[]
}

/** Enough of another invoice to compare it with (duplicates, corrections). */
export interface RelatedInvoice {
  readonly invoiceId: number
  readonly statusCode: number | null
  readonly ksefNumber: string | null
  readonly invoiceNumber: string | null
  readonly invoiceHash: string | null
  readonly invoiceType: string | null
  readonly sellerNip: string | null
  readonly buyerIdentifier: string | null
  readonly buyerName: string | null
  readonly grossMinor: number | null
  readonly currency: string | null
  readonly issuedOn: string | null
  readonly acquiredAt: string | null
  readonly xmlDocumentId: number | null
}

/** The newest refresh that ended; `result` is what it remembered, as JSON. */
export interface LastRun {
  readonly finishedAt: string
  readonly outcome: string
  readonly result: string
}

/** A person's mark on an invoice: this cause, or case of a duplicate, was dealt with (`matterOf`). */
export interface HandledMark {
  readonly cause: string
  readonly note: string
  readonly at: string
}

/** All that a diagnosis is made of (core/diagnose). */
export interface DiagnosisFacts extends RelatedInvoice {
  /** Whose archive this is. */
  readonly context: KsefContext
  readonly lastRun: LastRun | null
  readonly handled: HandledMark | null
  readonly invoiceReference: string | null
  readonly sellerName: string | null
  readonly buyerIdentifierType: string | null
  readonly thirdParties: readonly InvoiceThirdParty[]
  readonly hashOfCorrectedInvoice: string | null
  /** It has a UPO, and KSeF gave none of what there is. */
  readonly hasImportedUpo: boolean
  readonly state: InvoiceState
  readonly proof: Proof
  readonly statusDescription: string | null
  readonly statusDetails: readonly string[]
  readonly statusExtensions: Readonly<Record<string, string | null>>
  readonly invoicingMode: string | null
  readonly invoicingAt: string | null
  readonly sentAt: string | null
  readonly senderContext: string | null
  readonly isSelfInvoicing: boolean | null
  readonly formCode: string | null
  /** KSeF's metadata list has named it. */
  readonly hasMetadata: boolean
  /** How far KSeF's list of this taxpayer's sales has been read; null: not yet. */
  readonly metadataRead: MetadataRead | null
  /** When the newest refresh began that read all lists of submissions and of the invoices in them, as far as its credential is shown them (instant, UTC); null: none did. */
  readonly sessionsReadAt: string | null
  /** The same of one that was shown what others sent in this context, too. */
  readonly allSessionsReadAt: string | null
  readonly session: { readonly reference: string; readonly type: 'Online' | 'Batch'; readonly statusCode: number; readonly createdAt: string | null } | null
  readonly lastUpoAttempt: LastAttempt | null
  readonly lastXmlAttempt: LastAttempt | null
  /** Why the last file that came in place of the UPO was set apart; null: none, or a good one came since. */
  readonly quarantineReason: string | null
  /** When its stored UPO was found not to be as it came; null: it was not, or was mended. */
  readonly damagedAt: string | null
  /** The invoice file is here. */
  readonly hasXml: boolean
  /** The same of its invoice file. */
  readonly fileDamagedAt: string | null
  /** The accepted invoice that `originalKsefNumber` of a 440 names, when it is here. */
  readonly original: RelatedInvoice | null
  /** Accepted, of the same seller, with the same own number (and type, where both are known). At most five, newest first. */
  readonly acceptedWithSameNumber: readonly RelatedInvoice[]
  /** KSeF number that a duplicate with the same own number names as the first, whether or not that one is here; null: none does. */
  readonly namedByDuplicate: string | null
  /** Accepted, with the same hash: the same file. */
  readonly acceptedWithSameHash: readonly RelatedInvoice[]
  /** Accepted, whose `hashOfCorrectedInvoice` is this invoice's hash (technical correction). */
  readonly technicalCorrections: readonly RelatedInvoice[]
  /** For a refused or failed one whose file is here: ids of those of `acceptedWithSameNumber` that are another invoice. Absent: not compared (core/evidence does). */
  readonly othersWithSameNumber?: readonly number[]
  /** For a 440 whose file is here and whose first invoice is known: how the two compare. Absent: not compared (core/evidence does). */
  readonly comparedCase?: DuplicateCase
  /** For a 440: how far the first invoice could be followed. Absent: nobody looked (core/evidence does). */
  readonly followed?: FollowedOriginal
  /** The buyer's country, where it decides something, as the invoice's file says it. Absent: not read (core/evidence does). */
  readonly buyerCountry?: string | null
}

/** One invoice to pack, with where its documents are. */
export interface HandOverItem {
  readonly invoiceId: number
  readonly statusCode: number | null
  readonly state: InvoiceState
  readonly proof: Proof
  readonly invoiceNumber: string | null
  readonly ksefNumber: string | null
  readonly invoiceHash: string | null
  readonly invoiceReference: string | null
  readonly sessionReference: string | null
  readonly sellerNip: string | null
  readonly sellerName: string | null
  readonly buyerIdentifier: string | null
  readonly buyerName: string | null
  readonly issuedOn: string | null
  readonly acquiredAt: string | null
  readonly sentAt: string | null
  readonly grossMinor: number | null
  readonly currency: string | null
  readonly senderContext: string | null
  /** The invoice's own UPO, never a session UPO: that names other people's invoices. */
  readonly upoDocumentId: number | null
  readonly xmlDocumentId: number | null
}

/** A stored document with its bytes, unchanged. */
export interface StoredBytes {
  readonly documentId: number
  readonly kind: 'invoice' | 'invoice-upo' | 'session-upo' | 'unrecognised'
  readonly sha256: string
  readonly contentType: string | null
  readonly route: string
  readonly fetchedAt: string
  readonly bytes: Uint8Array
}

/** Figures of the whole archive. */
export interface ArchiveFigures {
  readonly invoices: number
  /** By status code; `unlisted` for those on no session list. */
  readonly byStatus: Readonly<Record<string, number>>
  readonly sessions: number
  /** Accepted invoices with a kept UPO of their own, with the invoice XML. */
  readonly uposStored: number
  readonly xmlStored: number
  /** Accepted invoices whose kept UPO names the hash of KSeF's list. */
  readonly hashesMatched: number
  readonly withoutUpo: number
  readonly withoutXml: number
  /** Received invoices, counted nowhere else. */
  readonly purchases: number
  readonly quarantined: number
}

/** An imported invoice file that nothing here names: what it says of itself. */
export interface UnlistedInvoice {
  readonly documentId: number
  readonly importedAt: string
  readonly fileName: string
  readonly invoiceNumber: string | null
  readonly issuedOn: string | null
  readonly sellerNip: string | null
  readonly sellerName: string | null
  readonly buyerName: string | null
  readonly grossMinor: number | null
  readonly currency: string | null
}

/** What an imported file that no invoice had at first has come to: its invoice, or another invoice that has its seller, type and number. */
export interface SettledFile {
  readonly documentId: number
  readonly outcome: 'stored' | 'number-used'
  readonly invoiceId: number
  readonly ksefNumber: string | null
}

/** A page of a session's UPO: one that is here, or one that KSeF named and that is still to come. */
export interface SessionPageFacts {
  /** Null for a page from a file, which has no such number. */
  readonly pageReference: string | null
  readonly document: DocumentView | null
  readonly entries: number
  readonly stated: StatedPage | null
}

/** What a session's list, its receipts and this archive say (core/sessions/coverage.ts). */
export interface SessionFacts {
  readonly summary: SessionSummary
  /** What KSeF says of its status besides. */
  readonly statusDetails: readonly string[]
  /** Its invoices were read as they are listed now: before that nothing can be called missing or strange. */
  readonly isRead: boolean
  /** Invoices on the session's list by status and state. */
  readonly counts: readonly { readonly statusCode: number; readonly state: InvoiceState; readonly count: number }[]
  readonly pages: readonly SessionPageFacts[]
  /** What came in the place of a page and was set apart. */
  readonly quarantined: readonly DocumentView[]
  /** Different KSeF numbers on the kept pages. */
  readonly numbers: number
  /** Accepted, on the list, on no kept page. */
  readonly unnamed: readonly { readonly invoiceId: number; readonly ksefNumber: string | null; readonly invoiceNumber: string | null; readonly invoiceHash: string | null }[]
  /** On a kept page, not on the list. */
  readonly unlisted: readonly {
    readonly documentId: number
    readonly invoiceId: number | null
    readonly ksefNumber: string
    readonly invoiceNumber: string | null
    readonly documentHash: string | null
  }[]
  /** On both, with another hash, own number or seller. */
  readonly different: readonly {
    readonly documentId: number
    readonly invoiceId: number
    readonly ksefNumber: string
    readonly invoiceNumber: string | null
    readonly invoiceHash: string | null
    readonly sellerNip: string | null
    readonly statedNumber: string | null
    readonly statedHash: string | null
    readonly statedNip: string | null
  }[]
}

/** An export without an outcome: ordered, or with no reference number where the program ended between order and answer. */
export interface OpenExport extends PreparedExport {
  readonly id: number
  readonly referenceNumber: string | null
  readonly askedAt: string | null
}

/** How the last order of a window ended; all null while it is open. */
export interface LastExport {
  readonly attempt: number
  readonly settledAt: string | null
  readonly outcome: ExportOutcome | null
}
