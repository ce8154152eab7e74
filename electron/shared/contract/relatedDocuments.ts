import { z } from 'zod'
import { RELATION_DIRECTIONS, RELATION_GROUNDS, RELATION_KINDS } from '../model/relation.ts'
import { Day, Instant, InvoiceId } from './common.ts'
import { INVOICE_STATES } from '../model/invoiceStatus.ts'

/** A document that belongs to an invoice: one that is here, or one that is only named. */
export const RelatedDocument = z.object({
  kind: z.enum(RELATION_KINDS),
  direction: z.enum(RELATION_DIRECTIONS),
  /** As named by the document that refers, else as it is known here. */
  ksefNumber: z.string().nullable(),
  invoiceNumber: z.string().nullable(),
  issuedOn: Day.nullable(),
  /** The KSeF number was quoted with wrong check digits. */
  hasWrongChecksum: z.boolean(),
  /** Null: it is not here. It is found as soon as it comes. When KSeF took it, and in which session, tells apart those that have no number of their own. */
  found: z.object({ id: InvoiceId, by: z.enum(RELATION_GROUNDS), state: z.enum(INVOICE_STATES), takenAt: Instant.nullable(), sessionReference: z.string().nullable() }).nullable(),
})
export type RelatedDocument = z.infer<typeof RelatedDocument>
