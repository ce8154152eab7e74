import { z } from 'zod'
import { CAUSES, MATTERS } from '../model/diagnosis.ts'
import { command } from './command.ts'
import { InvoiceId, Nothing, SessionId, TaxpayerId } from './common.ts'
import { DiagnosisView, HandledView } from './diagnosis.ts'
import { InvoiceSummary } from './invoices.ts'

/** `todo`: somebody must do something; `waiting`: the program or KSeF will; `handled`: marked by the person. */
export const ATTENTION_LISTS = ['todo', 'waiting', 'handled'] as const
export const AttentionList = z.enum(ATTENTION_LISTS)
export type AttentionList = z.infer<typeof AttentionList>

/** An invoice that needs a look: what is known of it, why, and the numbers that its next steps want. */
export const AttentionItem = z.object({
  kind: z.literal('item'),
  summary: InvoiceSummary,
  sessionId: SessionId.nullable(),
  sessionReference: z.string().nullable(),
  invoiceReference: z.string().nullable(),
  diagnosis: DiagnosisView,
  handled: HandledView.nullable(),
})
export type AttentionItem = z.infer<typeof AttentionItem>

/** Heads the rows of one cause. */
export const AttentionGroup = z.object({ kind: z.literal('group'), cause: z.enum(CAUSES), count: z.int() })
export type AttentionGroup = z.infer<typeof AttentionGroup>

export const AttentionRow = z.discriminatedUnion('kind', [AttentionItem, AttentionGroup])
export type AttentionRow = z.infer<typeof AttentionRow>

/** `total` counts rows, the headings of groups among them; `headings` are the places of all of those. */
export const AttentionPage = z.object({ total: z.int(), headings: z.array(z.int()).readonly(), rows: z.array(AttentionRow).readonly() })
export type AttentionPage = z.infer<typeof AttentionPage>

export const AttentionSummary = z.object({
  counts: z.record(AttentionList, z.int()),
  /** What stands before all invoices of this taxpayer alike; null when nothing does. */
  account: DiagnosisView.nullable(),
})
export type AttentionSummary = z.infer<typeof AttentionSummary>

export const attention = {
  summary: command(z.object({ taxpayerId: TaxpayerId }), AttentionSummary),
  /** A page of one list: the nearest legal date first, or by cause and then by date. */
  list: command(
    z.object({ taxpayerId: TaxpayerId, list: AttentionList, byCause: z.boolean(), offset: z.int().min(0), limit: z.int().min(1).max(200) }),
    AttentionPage,
  ),
  /** Marks an invoice as dealt with, for the matter it shows now. */
  markHandled: command(z.object({ taxpayerId: TaxpayerId, invoiceId: InvoiceId, cause: z.enum(MATTERS), note: z.string().max(2000) }), Nothing),
  undoHandled: command(z.object({ taxpayerId: TaxpayerId, invoiceId: InvoiceId }), Nothing),
}
