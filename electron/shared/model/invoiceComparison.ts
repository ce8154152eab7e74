import type { DuplicateCase } from './diagnosis.ts'
import type { ContentLine } from './invoiceContent.ts'

/** What two invoices are compared by, the most telling first (PRODUCT.md, "duplicate"): the file, then what it says, `rest` being all but the header. */
export const COMPARED_FIELDS = [
  'file',
  'seller',
  'invoiceNumber',
  'invoiceType',
  'buyer',
  'issuedOn',
  'suppliedOn',
  'net',
  'vat',
  'gross',
  'currency',
  'rates',
  'corrected',
  'lineCount',
  'lines',
  'rest',
] as const
export type ComparedField = (typeof COMPARED_FIELDS)[number]

/** `unknown` where one side is: what is not known is never the same. */
export const FIELD_VERDICTS = ['same', 'differs', 'unknown'] as const
export type FieldVerdict = (typeof FIELD_VERDICTS)[number]

/**
 * Values as in the archive: amounts in minor units, those by rate as `231564 PLN · 53260 PLN`, days `YYYY-MM-DD`; null where unknown, and
 * of `lines` and `rest` always, which are too much to say.
 */
export interface ComparedPair {
  readonly field: ComparedField
  readonly mine: string | null
  readonly original: string | null
  readonly verdict: FieldVerdict
}

/** Lines that belong together; null where one side has none. */
export interface LinePair {
  readonly mine: ContentLine | null
  readonly original: ContentLine | null
  readonly verdict: 'same' | 'differs'
}

/** A difference in something that does not decide; null where one side does not say it. */
export interface OtherDifference {
  /** Element name, as in the form. */
  readonly name: string
  readonly mine: string | null
  readonly original: string | null
}

/** What the case rests on. */
export const COMPARISON_REASONS = ['same-hash', 'same-content', 'fields-differ', 'other-number', 'others-differ', 'not-enough'] as const
export type ComparisonReason = (typeof COMPARISON_REASONS)[number]

export interface InvoiceComparison {
  readonly duplicateCase: DuplicateCase
  readonly reason: ComparisonReason
  readonly fields: readonly ComparedPair[]
  readonly lines: readonly LinePair[]
  readonly others: readonly OtherDifference[]
}

/** What would be needed to decide. */
export const MISSING_PIECES = ['original', 'original-file', 'original-unreadable', 'own-file', 'own-unreadable'] as const
export type MissingPiece = (typeof MISSING_PIECES)[number]

/** How far the first invoice could be followed: `refused` is KSeF's 403, `not-found` its answer that there is none where it pointed. */
export const ORIGINAL_REACHES = ['here', 'refused', 'not-found', 'not-tried', 'not-named'] as const
export type OriginalReach = (typeof ORIGINAL_REACHES)[number]

/** How far the first invoice of a duplicate could be followed, and what would be needed to decide. */
export interface FollowedOriginal {
  readonly reach: OriginalReach
  readonly missing: readonly MissingPiece[]
}
