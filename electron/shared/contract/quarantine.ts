import { z } from 'zod'
import { command } from './command.ts'
import { InvoiceId, SessionId, TaxpayerId } from './common.ts'
import { DocumentView } from './invoices.ts'

/** A document that was set apart, with what it says or was fetched for. */
export const QuarantinedDocument = z.object({
  document: DocumentView,
  /** The session that the document names. */
  sessionReference: z.string().nullable(),
  /** The session of this archive in whose place it came or, where that is not known, that it names. */
  session: z.object({ id: SessionId, reference: z.string() }).nullable(),
  /** In whose place it came; null: none, or a session's. */
  invoice: z.object({ id: InvoiceId, invoiceNumber: z.string().nullable(), ksefNumber: z.string().nullable() }).nullable(),
})
export type QuarantinedDocument = z.infer<typeof QuarantinedDocument>

export const QuarantinePage = z.object({ total: z.int(), rows: z.array(QuarantinedDocument).readonly() })
export type QuarantinePage = z.infer<typeof QuarantinePage>

export const quarantine = {
  /** Newest first. */
  list: command(z.object({ taxpayerId: TaxpayerId, offset: z.int().min(0), limit: z.int().min(1).max(500) }), QuarantinePage),
  /** Asks where to, then writes the stored bytes unchanged; null when the person changed their mind. */
  save: command(z.object({ taxpayerId: TaxpayerId, documentId: z.int().positive() }), z.object({ path: z.string() }).nullable()),
}
