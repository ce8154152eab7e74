import type { ErrorDetails } from '../shared/errors.ts'
import type { InvoiceThirdParty } from '../shared/model/invoiceFacts.ts'

/**
 * What the archive is told. Times are given exactly as KSeF wrote them (the archive keeps the text and a UTC value
 * beside it); `…At` are our own instants in UTC; amounts are minor units; `raw` is the item's JSON text.
 */

/** One item of `GET /sessions`, or the answer of `GET /sessions/{ref}` (open-api.json, SessionsQueryResponseItem). */
export interface ListedSession {
  readonly referenceNumber: string
  readonly sessionType: 'Online' | 'Batch'
  readonly statusCode: number
  readonly statusDescription: string | null
  readonly statusDetails: readonly string[]
  readonly dateCreated: string | null
  readonly dateUpdated: string | null
  readonly validUntil: string | null
  /** Null: KSeF did not tell. */
  readonly invoiceCount: number | null
  readonly acceptedCount: number | null
  readonly rejectedCount: number | null
  readonly raw: string
}

/** One item of `GET /sessions/{ref}/invoices` or a single status (open-api.json, SessionInvoiceStatusResponse). */
export interface ListedInvoice {
  readonly invoiceReference: string
  readonly ordinalNumber: number | null
  readonly invoiceNumber: string | null
  readonly ksefNumber: string | null
  /** SHA-256 of the invoice file, Base64. */
  readonly invoiceHash: string | null
  readonly invoiceFileName: string | null
  readonly statusCode: number
  readonly statusDescription: string | null
  readonly statusDetails: readonly string[]
  readonly statusExtensions: Readonly<Record<string, string | null>>
  readonly invoicingMode: string | null
  readonly invoicingDate: string | null
  readonly acquisitionDate: string | null
  readonly permanentStorageDate: string | null
  readonly raw: string
}

/** Who, what and how much, from metadata or from the invoice itself. */
export interface InvoiceFacts {
  readonly invoiceNumber: string | null
  /** P_1, `YYYY-MM-DD`. */
  readonly issueDate: string | null
  readonly sellerNip: string | null
  readonly sellerName: string | null
  /** Nip, VatUe, Other, None, as in KSeF's metadata. */
  readonly buyerIdentifierType: string | null
  readonly buyerIdentifier: string | null
  readonly buyerName: string | null
  readonly netMinor: number | null
  readonly vatMinor: number | null
  readonly grossMinor: number | null
  readonly currency: string | null
  /** Vat, Kor, Zal, … as in KSeF's metadata. */
  readonly invoiceType: string | null
  /** `FA (3)`, … */
  readonly formCode: string | null
  readonly isSelfInvoicing: boolean | null
  readonly thirdParties: readonly InvoiceThirdParty[]
}

/** One item of `POST /invoices/query/metadata` (open-api.json, InvoiceMetadata). */
export interface ListedMetadata extends InvoiceFacts {
  readonly ksefNumber: string
  readonly invoiceHash: string | null
  readonly invoicingMode: string | null
  readonly hasAttachment: boolean | null
  readonly hashOfCorrectedInvoice: string | null
  readonly invoicingDate: string | null
  readonly acquisitionDate: string | null
  readonly permanentStorageDate: string | null
  readonly raw: string
}

export type DocumentKind = 'invoice' | 'invoice-upo' | 'session-upo' | 'unrecognised'

/** One `Dokument` of a UPO, values as written in it. */
export interface UpoEntryInput {
  readonly ksefNumber: string
  readonly invoiceNumber: string | null
  readonly sellerNip: string | null
  /** `DataWystawieniaFaktury`. */
  readonly issueDate: string | null
  /** `DataPrzeslaniaDokumentu`. */
  readonly sentDate: string | null
  /** `DataNadaniaNumeruKSeF`. */
  readonly numberGivenDate: string | null
  /** `SkrotDokumentu`: SHA-256 of the invoice file, Base64. */
  readonly documentHash: string | null
  readonly mode: string | null
}

/** One line of what was checked about a document (contract, CheckLine). */
export interface InspectionCheck {
  readonly check: string
  readonly verdict: 'confirmed' | 'failed' | 'not-checked' | 'warning'
  readonly detail: string | null
}

/** What a look into the document showed; kept as JSON beside the bytes. */
export interface Inspection {
  readonly checks: readonly InspectionCheck[]
  readonly signer: string | null
  readonly signedAt: string | null
  /** What a page of a session UPO says of itself; absent for anything else. */
  readonly page?: StatedPage
}

/** `Strona`, `LiczbaStron`, `CalkowitaLiczbaDokumentow`; the range is not kept, for its bounds cannot be trusted (API-NOTES §5). */
export interface StatedPage {
  readonly page: number | null
  readonly pages: number | null
  readonly totalDocuments: number | null
}

export interface DocumentInput {
  readonly kind: DocumentKind
  readonly bytes: Uint8Array
  readonly contentType: string | null
  /** `x-ms-meta-hash` as sent; null where absent. */
  readonly headerHash: string | null
  /** link, invoice-reference, ksef-number, session-upo, invoice, file … */
  readonly route: string
  readonly fetchedAt: string
  readonly standing: 'kept' | 'quarantined'
  readonly quarantineReason: string | null
  readonly inspection: Inspection
  /** True when the signature was verified: only such a UPO proves anything. */
  readonly signatureVerified: boolean
  /** The entries of a UPO, in its order; empty for anything else. */
  readonly upoEntries: readonly UpoEntryInput[]
  /** The invoice it was fetched for. Null: a UPO finds its invoices by KSeF number, an invoice XML by its hash. */
  readonly invoiceId: number | null
  /** What was asked for, when something else came: a quarantined file stands `in place of` it. */
  readonly inPlaceOf: 'invoice' | 'upo'
  /** Context named in the UPO (`Nip 5252248481`), and the session it names. */
  readonly senderContext: string | null
  readonly sessionReference: string | null
}

export type AttemptOutcome = 'stored' | 'already-stored' | 'quarantined' | 'not-available-yet' | 'failed'

/** One try to fetch something; appended, never changed. */
export interface AttemptInput {
  readonly invoiceId: number | null
  readonly sessionReference: string | null
  readonly at: string
  readonly what: 'upo' | 'xml' | 'invoices' | 'sessions' | 'metadata' | 'session-upo'
  readonly route: string
  readonly outcome: AttemptOutcome
  /** KSeF's code, the quarantine reason, or the error code. */
  readonly code: string | null
  readonly httpStatus: number | null
  readonly traceId: string | null
  /** What KSeF said besides: reason code, permissions, when a budget frees up. Absent: nothing. */
  readonly details?: ErrorDetails
  readonly documentId: number | null
}

/** What was handed over, for the history of each invoice. */
export interface ExportInput {
  readonly at: string
  readonly fileName: string
  readonly items: readonly { readonly invoiceId: number; readonly withUpo: boolean; readonly withXml: boolean }[]
}

/** How a run ended; `result` is whatever the caller wants to remember, as JSON. */
export interface FinishedRun {
  readonly runId: number
  readonly finishedAt: string
  readonly outcome: 'done' | 'cancelled' | 'paused' | 'failed'
  readonly result: string
}

/** The window of an export: instants, UTC, by permanent storage. A range that somebody asked for never moves a mark (API-NOTES §6, trap 7). */
export interface ExportWindow {
  readonly role: 'Subject1' | 'Subject2' | 'Subject3' | 'SubjectAuthorized'
  readonly mode: 'continue' | 'range'
  readonly windowFrom: string
  readonly windowTo: string
}

/** An export that is about to be ordered; `attempt` counts the orders of this window, from 1. */
export interface PreparedExport extends ExportWindow {
  readonly attempt: number
  /** AES-256, and its initialisation vector. */
  readonly aesKey: Uint8Array
  readonly iv: Uint8Array
  readonly preparedAt: string
}

export type ExportOutcome = 'taken' | 'nothing-yet' | 'expired' | 'stuck' | 'refused' | 'unanswered' | 'failed' | 'wrong-hash' | 'unreadable'

/** How an export ended; what KSeF said of the package is null where there was none. */
export interface SettledExport {
  readonly id: number
  readonly settledAt: string
  readonly outcome: ExportOutcome
  /** What speaks for it: KSeF's code, the part and the hashes that differ. */
  readonly detail: string | null
  readonly invoiceCount: number | null
  readonly isTruncated: boolean | null
  readonly lastPermanentStorageDate: string | null
  readonly permanentStorageHwmDate: string | null
  /** Notes of the refresh that move forward with it, in the same step; an earlier instant leaves a note where it is. */
  readonly advance: readonly { readonly key: string; readonly until: string }[]
}

/** A file of a package, and its bytes once more as the archive stores them (deflated.ts). */
interface PackageFile {
  readonly exportId: number
  readonly bytes: Uint8Array
  readonly deflated: Uint8Array
  readonly fetchedAt: string
}

/** `_metadata.json` of a package. */
export type MetadataFile = PackageFile

/** An encrypted part whose size or hash is not what KSeF told of it, or a whole package that is no archive. */
export interface WrongPackage extends PackageFile {
  readonly contentType: string | null
  /** `x-ms-meta-hash` as sent; null where absent. */
  readonly headerHash: string | null
  readonly reason: 'package-part-differs' | 'package-unreadable'
}
