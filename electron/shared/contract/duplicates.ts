import { z } from 'zod'
import { COMPARED_FIELDS, COMPARISON_REASONS, FIELD_VERDICTS, MISSING_PIECES, ORIGINAL_REACHES } from '../model/invoiceComparison.ts'
import { InvoiceId } from './common.ts'
import { DUPLICATE_CASES } from '../model/diagnosis.ts'

const text = z.string().nullable()

const LineView = z.object({ name: text, quantity: text, unit: text, price: text, value: text, rate: text })

/** A duplicate (440) beside the first invoice of its number. */
export const DuplicateComparison = z.object({
  duplicateCase: z.enum(DUPLICATE_CASES),
  /** What that rests on. */
  reason: z.enum(COMPARISON_REASONS),
  /** What would be needed to decide; empty where it is decided, or more would not help. */
  missing: z.array(z.enum(MISSING_PIECES)).readonly(),
  original: z.object({
    /** Null: not in this archive. */
    id: InvoiceId.nullable(),
    ksefNumber: text,
    upoDocumentId: z.int().positive().nullable(),
    reach: z.enum(ORIGINAL_REACHES),
  }),
  /** Values as in model/invoiceComparison.ts, ComparedPair. */
  fields: z.array(z.object({ field: z.enum(COMPARED_FIELDS), mine: text, original: text, verdict: z.enum(FIELD_VERDICTS) })).readonly(),
  /** Of both invoices, for amounts; null where one is not known, or they differ. */
  currency: text,
  lines: z.array(z.object({ mine: LineView.nullable(), original: LineView.nullable(), verdict: z.enum(['same', 'differs']) })).readonly(),
  /** Differences in what does not decide, by the names of the form. */
  others: z.array(z.object({ label: z.string(), mine: text, original: text })).readonly(),
  /** How many lines, and other differences, there are beyond those given. */
  more: z.object({ lines: z.int(), others: z.int() }),
})
export type DuplicateComparison = z.infer<typeof DuplicateComparison>
