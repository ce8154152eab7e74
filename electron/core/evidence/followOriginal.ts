import type { ReadableDb } from '../../archive/connection.ts'
import type { InvoiceRow } from '../../archive/invoiceRow.ts'
import type { DiagnosisFacts, LastAttempt } from '../../archive/outputs.ts'
import { followingTries } from '../../archive/queries/duplicates.ts'
import type { InvoiceComparison, MissingPiece, OriginalReach } from '../../shared/model/invoiceComparison.ts'

/** How far the first invoice could be followed. */
export interface Reached {
  readonly reach: OriginalReach
  /** The try that was refused, or the last that found nothing; null otherwise. */
  readonly lastTry: LastAttempt | null
}

/** KSeF's codes for a way that is barred; all else that was tried found nothing. */
const REFUSALS = new Set(['api-forbidden', 'api-unauthorized'])

/** How far the first invoice of a duplicate could be followed; `original` is its row, where it is here. */
export function reachOf(db: ReadableDb, { invoiceId, statusExtensions }: Pick<DiagnosisFacts, 'invoiceId' | 'statusExtensions'>, original: InvoiceRow | undefined): Reached {
  const { originalKsefNumber = null, originalSessionReferenceNumber = null } = statusExtensions
  const tries = followingTries(db, { duplicateId: invoiceId, originalId: original?.id ?? null })
  const refusal = tries.find(({ code }) => REFUSALS.has(code ?? ''))
  // What was refused once and came since is no matter any more.
  if (original?.hasUpo !== 1 && refusal !== undefined) return { reach: 'refused', lastTry: refusal }
  if (original !== undefined) return { reach: 'here', lastTry: null }
  const [lastTry = null] = tries
  if (lastTry !== null) return { reach: 'not-found', lastTry }
  return { reach: originalKsefNumber !== null || originalSessionReferenceNumber !== null ? 'not-tried' : 'not-named', lastTry: null }
}

/** A file for comparing: whether it is here, and whether it could be read whole. */
export interface ComparedFile {
  readonly isHere: boolean
  readonly isRead: boolean
}

/** What would be needed to decide; nothing where it is decided, or where more would not help. `original` is null where that invoice is not here. */
export function missingPieces(found: Pick<InvoiceComparison, 'duplicateCase' | 'reason'>, own: ComparedFile, original: ComparedFile | null): readonly MissingPiece[] {
  if (found.duplicateCase !== 'cannot-tell' || found.reason === 'others-differ') return []
  const pieceOf = ({ isHere, isRead }: ComparedFile, absent: MissingPiece, unreadable: MissingPiece): readonly MissingPiece[] => (isRead ? [] : [isHere ? unreadable : absent])
  return [...(original === null ? (['original'] as const) : pieceOf(original, 'original-file', 'original-unreadable')), ...pieceOf(own, 'own-file', 'own-unreadable')]
}
