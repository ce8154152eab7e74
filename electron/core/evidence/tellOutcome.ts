import type { WritableDb } from '../../archive/connection.ts'
import type { AttemptInput } from '../../archive/inputs.ts'
import type { KeptDocument } from '../../archive/outputs.ts'
import { recordAttempts } from '../../archive/queries/attempts.ts'
import type { FetchedDocument } from '../../ksef/fetchedDocument.ts'

/** How many of the documents that came were new receipts or files, known ones, and ones set apart. */
export interface KeptCounts {
  readonly stored: number
  readonly alreadyStored: number
  readonly quarantined: number
}

export const NOTHING_KEPT: KeptCounts = { stored: 0, alreadyStored: 0, quarantined: 0 }

export interface Arrival {
  readonly document: FetchedDocument
  readonly kept: KeptDocument
  /** Why it was set apart; null: it is what was asked for. */
  readonly quarantineReason: string | null
  readonly askedFor: Pick<AttemptInput, 'what' | 'invoiceId' | 'sessionReference'>
}

/** Writes down with its outcome that a document came, and counts it. */
export function tellOutcome(db: WritableDb, counts: KeptCounts, { document, kept, quarantineReason, askedFor }: Arrival): KeptCounts {
  const outcome = quarantineReason !== null ? 'quarantined' : kept.alreadyHere ? 'already-stored' : 'stored'
  const { fetchedAt: at, route } = document
  recordAttempts(db, [{ ...askedFor, at, route, outcome, code: quarantineReason, httpStatus: 200, traceId: null, documentId: kept.documentId }])
  switch (outcome) {
    case 'stored':
      return { ...counts, stored: counts.stored + 1 }
    case 'already-stored':
      return { ...counts, alreadyStored: counts.alreadyStored + 1 }
    case 'quarantined':
      return { ...counts, quarantined: counts.quarantined + 1 }
  }
}
