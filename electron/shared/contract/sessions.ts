import { z } from 'zod'
import { command } from './command.ts'
import { Instant, InvoiceId, Nothing, SessionId, TaxpayerId } from './common.ts'
import { DocumentView } from './invoices.ts'

/** One submission, interactive or batch: a technical operation, not an invoice. */
export const SessionSummary = z.object({
  id: SessionId,
  referenceNumber: z.string(),
  sessionType: z.enum(['Online', 'Batch']),
  statusCode: z.int(),
  statusDescription: z.string().nullable(),
  createdAt: Instant.nullable(),
  updatedAt: Instant.nullable(),
  /** Counts as KSeF states them, null where it does not; what it calls failed is all that was not accepted, duplicates and failures among them. */
  invoiceCount: z.int().nullable(),
  acceptedCount: z.int().nullable(),
  rejectedCount: z.int().nullable(),
  /** Counts from this archive: of the session's list or, while that was not read, of what its UPO names. */
  knownCount: z.int(),
  provenCount: z.int(),
  /** What only its UPO names, once the list was read. */
  unlistedCount: z.int(),
  /** Marked as dealt with, with a note; null where it is not, or its status is another now. */
  handledAt: Instant.nullable(),
  handledNote: z.string().nullable(),
})
export type SessionSummary = z.infer<typeof SessionSummary>

/** `failed`: those that ended badly and of which there is no invoice, so that no list of invoices tells of them; `failed-open`: those of them that nobody has dealt with. */
export const SESSION_CHOICES = ['all', 'failed', 'failed-open'] as const
export type SessionChoice = (typeof SESSION_CHOICES)[number]

export const SessionPage = z.object({ total: z.int(), rows: z.array(SessionSummary).readonly() })
export type SessionPage = z.infer<typeof SessionPage>

/**
 * Every invoice of the session's list, in one count each: sent = accepted + rejected + in process + unclear (duplicates, failures),
 * and accepted = proven by its own UPO + by the session UPO only + quarantined (something else came in the place of the UPO) + not proven.
 */
export const SessionCoverage = z.object({
  sent: z.int(),
  accepted: z.int(),
  rejected: z.int(),
  inProcess: z.int(),
  unclear: z.int(),
  provenByInvoiceUpo: z.int(),
  provenBySessionUpoOnly: z.int(),
  quarantined: z.int(),
  notProven: z.int(),
})
export type SessionCoverage = z.infer<typeof SessionCoverage>

/** One page of the session UPO, a document of its own; `document` null while it is still to come. */
export const SessionUpoPageView = z.object({
  pageReference: z.string().nullable(),
  document: DocumentView.nullable(),
  page: z.int().nullable(),
  pages: z.int().nullable(),
  entries: z.int(),
})
export type SessionUpoPageView = z.infer<typeof SessionUpoPageView>

export const SESSION_DIFFERENCES = ['hash', 'ksef-number', 'invoice-number', 'seller-nip'] as const

/** Something that list and session UPO do not agree on. */
export const SessionFinding = z.object({
  /** Null: the archive has no such invoice. */
  invoiceId: InvoiceId.nullable(),
  ksefNumber: z.string().nullable(),
  invoiceNumber: z.string().nullable(),
  /** The page that says so; null for a gap. */
  documentId: z.int().positive().nullable(),
})
export type SessionFinding = z.infer<typeof SessionFinding>

export const SessionContradiction = SessionFinding.extend({
  difference: z.enum(SESSION_DIFFERENCES),
  onList: z.string().nullable(),
  inUpo: z.string().nullable(),
})
export type SessionContradiction = z.infer<typeof SessionContradiction>

/** How many there are, and the first of them. */
const findings = <Item extends z.ZodType>(item: Item) => z.object({ total: z.int(), rows: z.array(item).readonly() })

export const SessionDetail = z.object({
  summary: SessionSummary,
  /** What KSeF says of its status besides. */
  statusDetails: z.array(z.string()).readonly(),
  coverage: SessionCoverage,
  /** The invoices of the session were read as KSeF lists them now. */
  isRead: z.boolean(),
  pages: z.array(SessionUpoPageView).readonly(),
  quarantined: z.array(DocumentView).readonly(),
  /** All pages are here: those that KSeF named, and as many as they state. */
  hasAllPages: z.boolean(),
  /** Different KSeF numbers counted on the pages against the total that they state. */
  entries: z.object({ counted: z.int(), stated: z.int().nullable(), verdict: z.enum(['confirmed', 'failed', 'not-checked']) }),
  /** Accepted invoices on no page; none can be told before all pages are here. */
  gaps: findings(SessionFinding),
  /** Entries without an invoice on the session's list; none can be told before that list was read. */
  strangers: findings(SessionFinding),
  contradictions: findings(SessionContradiction),
})
export type SessionDetail = z.infer<typeof SessionDetail>

export const sessions = {
  detail: command(z.object({ taxpayerId: TaxpayerId, id: SessionId }), SessionDetail),
  /** Asks where to, then writes one page of the session UPO unchanged; null when the person changed their mind. */
  saveUpoPage: command(z.object({ taxpayerId: TaxpayerId, id: SessionId, documentId: z.int().positive() }), z.object({ path: z.string() }).nullable()),
  /** `createdSince` leaves out what has no date. */
  list: command(z.object({ taxpayerId: TaxpayerId, text: z.string().max(200), which: z.enum(SESSION_CHOICES), createdSince: Instant.nullable(), offset: z.int().min(0), limit: z.int().min(1).max(500) }), SessionPage),
  /** Marks a submission that failed as dealt with, for the status it has now. */
  markHandled: command(z.object({ taxpayerId: TaxpayerId, id: SessionId, statusCode: z.int(), note: z.string().max(2000) }), Nothing),
  undoHandled: command(z.object({ taxpayerId: TaxpayerId, id: SessionId }), Nothing),
}
