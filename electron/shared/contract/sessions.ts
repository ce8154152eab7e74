import { z } from 'zod'
import { command } from './command.ts'
import { Instant, SessionId, TaxpayerId } from './common.ts'

/** One submission, interactive or batch: a technical operation, not an invoice. */
export const SessionSummary = z.object({
  id: SessionId,
  referenceNumber: z.string(),
  sessionType: z.enum(['Online', 'Batch']),
  statusCode: z.int(),
  statusDescription: z.string().nullable(),
  createdAt: Instant.nullable(),
  updatedAt: Instant.nullable(),
  /** Counts as KSeF states them. */
  invoiceCount: z.int(),
  acceptedCount: z.int(),
  rejectedCount: z.int(),
  /** Counts from this archive. */
  knownCount: z.int(),
  provenCount: z.int(),
})
export type SessionSummary = z.infer<typeof SessionSummary>

export const SessionPage = z.object({ total: z.int(), rows: z.array(SessionSummary).readonly() })
export type SessionPage = z.infer<typeof SessionPage>

export const sessions = {
  list: command(z.object({ taxpayerId: TaxpayerId, text: z.string().max(200), offset: z.int().min(0), limit: z.int().min(1).max(500) }), SessionPage),
}
