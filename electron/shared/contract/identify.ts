import { z } from 'zod'
import { IDENTIFIED_KINDS } from '../model/identified.ts'
import { command } from './command.ts'
import { Day, Instant, InvoiceId, SessionId, TaxpayerId } from './common.ts'
import { InvoiceSummary } from './invoices.ts'

/** A pasted text, recognised by its shape (model/identified.ts). */
const IdentifiedSchema = z.object({
  kind: z.enum(IDENTIFIED_KINDS),
  text: z.string(),
  nip: z.string().nullable(),
  day: Day.nullable(),
  hash: z.string().nullable(),
  serial: z.string().nullable(),
  checksum: z.enum(['right', 'wrong', 'not-checked']),
  expected: z.string().nullable(),
})

const Whose = z.object({ taxpayerId: TaxpayerId, taxpayerName: z.string() })

/** Where a number leads to. */
export const IdentifyTarget = z.discriminatedUnion('kind', [
  Whose.extend({ kind: z.literal('invoice'), id: InvoiceId, invoice: InvoiceSummary }),
  Whose.extend({ kind: z.literal('session'), id: SessionId, reference: z.string() }),
  /** An imported invoice file that no list and no UPO here names: nothing says that KSeF has it. */
  Whose.extend({ kind: z.literal('file'), documentId: z.int(), fileName: z.string(), invoiceNumber: z.string().nullable() }),
  /** A document set apart, whose entries name it: no receipt. */
  Whose.extend({ kind: z.literal('quarantined'), documentId: z.int(), reason: z.string() }),
  /** The invoice list, narrowed to a text. */
  Whose.extend({ kind: z.literal('list'), text: z.string(), count: z.int() }),
  /** Another company of the list, whose number it is. */
  Whose.extend({ kind: z.literal('taxpayer') }),
])
export type IdentifyTarget = z.infer<typeof IdentifyTarget>

export const IDENTIFY_REMARKS = [
  'wrong-checksum',
  'wrong-nip',
  /** Read without a dash that does not belong in it. */
  'extra-dash',
  /** Completed with the check digits that it must have. */
  'no-check-digits',
  /** What was found differs from the paste by one slip of the hand. */
  'mistyped',
  /** No list of submissions here shows it, but a UPO names it. */
  'session-of-upo',
  /** All that is here is an imported file. */
  'file-alone',
  /** All that names it is a document set apart. */
  'quarantined-alone',
  /** Found, but in the archive of another company. */
  'elsewhere',
  /** The seller's NIP is that of another company of the list. */
  'seller-elsewhere',
  /** The seller's NIP is that of no company of the list. */
  'seller-unknown',
  'old-ksef',
  'never-refreshed',
  'not-refreshed-since',
  'not-here',
  'nip-not-here',
  /** The archive of a company could not be read. */
  'not-searched',
] as const

/** What else is to be said: of the typing, of where it was found, or why it is not here. */
export const IdentifyRemark = z.object({ remark: z.enum(IDENTIFY_REMARKS), taxpayerName: z.string().nullable(), lastRefreshAt: Instant.nullable() })
export type IdentifyRemark = z.infer<typeof IdentifyRemark>

export const IdentifyAnswer = z.object({
  identified: IdentifiedSchema,
  /** The best one first; empty where it leads nowhere. */
  targets: z.array(IdentifyTarget).max(10).readonly(),
  remarks: z.array(IdentifyRemark).readonly(),
})
export type IdentifyAnswer = z.infer<typeof IdentifyAnswer>

export const identify = {
  /** Says what a pasted number is and where it leads, in the archive of this company first, then in all others. */
  number: command(z.object({ taxpayerId: TaxpayerId, text: z.string().max(4000) }), IdentifyAnswer),
}
