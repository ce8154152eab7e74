import { z } from 'zod'
import { ACTIONS, AVOIDS, CAUSES, DUPLICATE_CASES, FACT_FIELDS, MOVES } from '../model/diagnosis.ts'
import { SENDERS } from '../model/sender.ts'
import { Day, Instant } from './common.ts'

/** Why something is missing, what it rests on, and what to do (model/diagnosis.ts). */
export const DiagnosisView = z.object({
  cause: z.enum(CAUSES),
  move: z.enum(MOVES),
  actions: z.array(z.enum(ACTIONS)).readonly(),
  avoid: z.enum(AVOIDS).nullable(),
  matterBy: Day.nullable(),
  undatedSince: Day.nullable(),
  duplicateCase: z.enum(DUPLICATE_CASES).nullable(),
  originalKsefNumber: z.string().nullable(),
  facts: z.array(z.object({ field: z.enum(FACT_FIELDS), value: z.string() })).readonly(),
})
export type DiagnosisView = z.infer<typeof DiagnosisView>

/** A person's mark: this matter was dealt with (`matterOf`). Another one makes the invoice show again. */
export const HandledView = z.object({ cause: z.string(), note: z.string(), at: Instant })
export type HandledView = z.infer<typeof HandledView>

/** Who sent an invoice, and how that is known (model/sender.ts). */
export const SenderView = z.object({
  role: z.enum(SENDERS),
  identifier: z.string().nullable(),
  name: z.string().nullable(),
  isThisTaxpayer: z.boolean(),
  knownFrom: z.enum(['upo', 'session', 'invoice']),
})
