import { z } from 'zod'
import { IMPORTED_KINDS } from '../model/importedFile.ts'
import { INVOICE_FORMS, PARTY_KINDS } from '../model/invoiceFacts.ts'
import { INVOICE_STATES } from '../model/invoiceStatus.ts'
import { command } from './command.ts'
import { Day, Instant, InvoiceId, JobId, KsefTime, SessionId, TaxpayerId } from './common.ts'
import { DiagnosisView, HandledView, SenderView } from './diagnosis.ts'
import { DuplicateComparison } from './duplicates.ts'
import { RelatedDocument } from './relatedDocuments.ts'
import { CertificateIdentityView } from './trust.ts'

/** One row of the invoice list: an invoice in its session, or one known by its KSeF number alone. */
export const InvoiceSummary = z.object({
  id: InvoiceId,
  state: z.enum(INVOICE_STATES),
  /** Null: on no session list (known from a UPO or from metadata). */
  statusCode: z.int().nullable(),
  /** Own number (numer własny, P_2). */
  invoiceNumber: z.string().nullable(),
  ksefNumber: z.string().nullable(),
  sellerNip: z.string().nullable(),
  sellerName: z.string().nullable(),
  buyerIdentifier: z.string().nullable(),
  buyerName: z.string().nullable(),
  /** P_1, the date on the invoice. */
  issuedOn: Day.nullable(),
  /** `acquisitionDate`: number given, the date shown by default. */
  acquiredAt: Instant.nullable(),
  /** `invoicingDate`: taken for processing. */
  invoicingAt: Instant.nullable(),
  grossMinor: z.int().nullable(),
  currency: z.string().nullable(),
  hasUpo: z.boolean(),
  hasXml: z.boolean(),
})
export type InvoiceSummary = z.infer<typeof InvoiceSummary>

export const INVOICE_SORT_FIELDS = ['issuedOn', 'acquiredAt', 'invoiceNumber', 'ksefNumber', 'buyerName', 'sellerName', 'grossMinor', 'state'] as const

export const InvoiceFilter = z.object({
  /** Folded and matched word by word: number, KSeF number, reference numbers, NIP, name, amount. */
  text: z.string().max(200),
  /** Empty: all. */
  states: z.array(z.enum(INVOICE_STATES)).max(INVOICE_STATES.length).readonly(),
  upo: z.enum(['any', 'present', 'absent']),
  xml: z.enum(['any', 'present', 'absent']),
  /** Warsaw days, both included, compared with `by`. */
  from: Day.nullable(),
  to: Day.nullable(),
  by: z.enum(['issuedOn', 'acquiredAt']),
  sessionId: SessionId.nullable(),
  /** Absent: any. `unknown`: a form that KSeF did not take when this was written, or one that nothing names. */
  form: z.enum(INVOICE_FORMS).optional(),
  /** True: only those that the buyer issued. */
  onlySelfInvoiced: z.boolean().optional(),
})
export type InvoiceFilter = z.infer<typeof InvoiceFilter>

export const InvoiceSort = z.object({ field: z.enum(INVOICE_SORT_FIELDS), descending: z.boolean() })
export type InvoiceSort = z.infer<typeof InvoiceSort>

export const InvoicePage = z.object({ total: z.int(), rows: z.array(InvoiceSummary).readonly() })
export type InvoicePage = z.infer<typeof InvoicePage>

/** How many invoices are in each state; every state is named. */
export const StateCounts = z.record(z.enum(INVOICE_STATES), z.int())
export type StateCounts = z.infer<typeof StateCounts>

export const HISTORY_KINDS = [
  'listed',
  'status-changed',
  'metadata-read',
  'upo-stored',
  'session-upo-stored',
  'xml-stored',
  'already-stored',
  'quarantined',
  'not-available-yet',
  'failed',
  'exported',
  'imported',
  'verified',
  'damaged',
  'repair-asked',
  'repaired',
  'handled',
  'handled-undone',
  'carried-over',
] as const

export const HistoryEntry = z.object({
  at: Instant,
  kind: z.enum(HISTORY_KINDS),
  statusCode: z.int().nullable(),
  /** Which way a document or answer came: link, invoice-reference, ksef-number, session-upo, invoice, session-invoices … */
  route: z.string().nullable(),
  /** KSeF's code, the quarantine reason, or the error code. */
  code: z.string().nullable(),
  traceId: z.string().nullable(),
  /** What an imported file was. */
  document: z.enum(IMPORTED_KINDS).nullable(),
  /** The file that was imported, or the bundle that it was handed over in. */
  fileName: z.string().nullable(),
  /** What the person wrote when it was marked as dealt with. */
  note: z.string().nullable(),
})
export type HistoryEntry = z.infer<typeof HistoryEntry>

/** One line of what was checked about a UPO; nothing is claimed that was not checked. */
export const CheckLine = z.object({
  check: z.string(),
  verdict: z.enum(['confirmed', 'failed', 'not-checked', 'warning']),
  detail: z.string().nullable(),
})

export const DocumentView = z.object({
  documentId: z.int().positive(),
  kind: z.enum(['invoice', 'invoice-upo', 'session-upo', 'unrecognised']),
  standing: z.enum(['kept', 'quarantined']),
  quarantineReason: z.string().nullable(),
  sha256: z.string(),
  byteLength: z.int(),
  /** `Content-Type` as sent. */
  contentType: z.string().nullable(),
  headerHash: z.string().nullable(),
  route: z.string(),
  fetchedAt: Instant,
  /** When its stored bytes were found not to be those that came; null: they are, as far as is known. */
  damagedAt: Instant.nullable(),
  checks: z.array(CheckLine).readonly(),
  signer: z.string().nullable(),
  signedAt: z.string().nullable(),
  /** The signer's certificate, where the signature was verified for the view of an invoice. */
  certificate: CertificateIdentityView.nullable(),
})
export type DocumentView = z.infer<typeof DocumentView>

export const InvoiceDetail = z.object({
  summary: InvoiceSummary,
  sessionId: SessionId.nullable(),
  sessionReference: z.string().nullable(),
  sessionType: z.enum(['Online', 'Batch']).nullable(),
  sessionStatusCode: z.int().nullable(),
  invoiceReference: z.string().nullable(),
  ordinalNumber: z.int().nullable(),
  /** SHA-256 of the invoice file from KSeF's list, Base64. */
  invoiceHash: z.string().nullable(),
  statusDescription: z.string().nullable(),
  statusDetails: z.array(z.string()).readonly(),
  /** `status.extensions` as given, as pairs. */
  statusExtensions: z.record(z.string(), z.string().nullable()),
  invoicingMode: z.string().nullable(),
  /** The five dates, each by its field (PRODUCT.md). */
  dates: z.object({
    issuedOn: Day.nullable(),
    sentAt: KsefTime.nullable(),
    invoicingDate: KsefTime.nullable(),
    acquisitionDate: KsefTime.nullable(),
    permanentStorageDate: KsefTime.nullable(),
  }),
  netMinor: z.int().nullable(),
  vatMinor: z.int().nullable(),
  invoiceType: z.string().nullable(),
  formCode: z.string().nullable(),
  isSelfInvoicing: z.boolean().nullable(),
  /** Context named in the UPO: who opened the session. */
  senderContext: z.string().nullable(),
  thirdParties: z.array(z.object({ kind: z.enum(PARTY_KINDS), role: z.string().nullable(), identifier: z.string().nullable(), name: z.string().nullable() })).readonly(),
  /** The buyer's JST and GV, as the invoice file says them; null: no file here, or it does not say. */
  isLocalGovernment: z.boolean().nullable(),
  isVatGroup: z.boolean().nullable(),
  /** Documents that belong to it, both ways. */
  related: z.array(RelatedDocument).readonly(),
  /** There are more of a kind than the first hundred. */
  relatedIsCut: z.boolean(),
  documents: z.array(DocumentView).readonly(),
  history: z.array(HistoryEntry).readonly(),
  diagnosis: DiagnosisView.nullable(),
  /** The person's mark; it holds while its cause is that of the diagnosis. */
  handled: HandledView.nullable(),
  /** Null where nothing says who sent it. */
  sender: SenderView.nullable(),
  /** KOD I verification link, where seller NIP, issue date and hash are known. */
  verificationLink: z.url().nullable(),
})
export type InvoiceDetail = z.infer<typeof InvoiceDetail>

/** A stored document to read: its text as decoded for the eye, cut at a length that a window can show. */
export const DocumentText = z.object({
  documentId: z.int().positive(),
  text: z.string(),
  truncated: z.boolean(),
  encodingProblem: z.boolean(),
  /** A readable outline of an invoice or UPO; empty when it could not be read. */
  outline: z
    .array(
      z.object({
        title: z.string(),
        rows: z.array(z.object({ label: z.string(), value: z.string() })).readonly(),
        table: z.object({ columns: z.array(z.string()).readonly(), rows: z.array(z.array(z.string()).readonly()).readonly() }).nullable(),
      }),
    )
    .readonly(),
})
export type DocumentText = z.infer<typeof DocumentText>

/** Which invoices are meant: those named, or all that a filter finds. */
export const InvoiceSelection = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ids'), ids: z.array(InvoiceId).min(1).max(100_000).readonly() }),
  z.object({ kind: z.literal('filter'), filter: InvoiceFilter }),
])
export type InvoiceSelection = z.infer<typeof InvoiceSelection>

export const invoices = {
  search: command(
    z.object({
      taxpayerId: TaxpayerId,
      filter: InvoiceFilter,
      sort: InvoiceSort,
      offset: z.int().min(0),
      limit: z.int().min(1).max(500),
    }),
    InvoicePage,
  ),
  counts: command(z.object({ taxpayerId: TaxpayerId }), StateCounts),
  detail: command(z.object({ taxpayerId: TaxpayerId, id: InvoiceId }), InvoiceDetail),
  /** Finds an invoice by its KSeF number; null when the archive has none. */
  findByKsefNumber: command(z.object({ taxpayerId: TaxpayerId, ksefNumber: z.string().max(64) }), InvoiceId.nullable()),
  /** A duplicate (440) beside the first invoice of its number; null for any other invoice. */
  compareDuplicate: command(z.object({ taxpayerId: TaxpayerId, id: InvoiceId }), DuplicateComparison.nullable()),
  readDocument: command(z.object({ taxpayerId: TaxpayerId, documentId: z.int().positive() }), DocumentText),
  /** Asks where to, suggesting a name made of the invoice, then writes the stored bytes unchanged; null when the person changed their mind. */
  saveDocument: command(z.object({ taxpayerId: TaxpayerId, invoiceId: InvoiceId, documentId: z.int().positive() }), z.object({ path: z.string() }).nullable()),
  /** Asks where to, then packs a ZIP as a job; null when the person changed their mind. */
  handOver: command(z.object({ taxpayerId: TaxpayerId, selection: InvoiceSelection }), z.object({ jobId: JobId }).nullable()),
}
