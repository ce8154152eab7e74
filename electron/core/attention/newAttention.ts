import type { AttentionEntry } from './attentionEntries.ts'
import { NO_WAY_TO_KSEF, OF_ACCOUNT } from '../diagnose/diagnoseAccount.ts'
import type { Cause } from '../../shared/model/diagnosis.ts'

/** What needed attention in one archive at a moment. */
export interface AttentionSnapshot {
  readonly entries: readonly Pick<AttentionEntry, 'invoiceId' | 'list' | 'cause'>[]
  /** What stands before all invoices alike. */
  readonly account: Cause | null
}

/** What came to need a person's attention; all empty: nothing to tell. */
export interface NewAttention {
  /** Invoices that KSeF rejected. */
  readonly rejected: number
  /** Invoices whose UPO is missing, with something to do about it. */
  readonly missingUpo: number
  /** The account may not look any more. */
  readonly noAccess: boolean
}

type Kind = 'rejected' | 'missing-upo'

const REJECTED: ReadonlySet<Cause> = new Set<Cause>(['rejected', 'duplicate', 'failed-or-cancelled'])

/**
 * What is new between two looks at an archive. An invoice counts once; another reason for the same is no news. What stands before all invoices is
 * told as one thing, and a network or a KSeF that is away for a while is not told at all.
 */
export function newAttention(before: AttentionSnapshot, after: AttentionSnapshot): NewAttention {
  const known = kindsOf(before)
  const counts = { rejected: 0, 'missing-upo': 0 }
  for (const [invoiceId, kind] of kindsOf(after)) {
    const was = known.get(invoiceId)
    if (was === undefined || (was === 'missing-upo' && kind === 'rejected')) counts[kind] += 1
  }
  return { rejected: counts.rejected, missingUpo: counts['missing-upo'], noAccess: isLockedOut(after) && !isLockedOut(before) }
}

export function isWorthTelling({ rejected, missingUpo, noAccess }: NewAttention): boolean {
  return rejected > 0 || missingUpo > 0 || noAccess
}

function kindsOf({ entries }: AttentionSnapshot): ReadonlyMap<number, Kind> {
  return new Map(
    entries.filter(({ list, cause }) => list === 'todo' && !OF_ACCOUNT.includes(cause)).map(({ invoiceId, cause }) => [invoiceId, REJECTED.has(cause) ? 'rejected' : 'missing-upo']),
  )
}

function isLockedOut({ account }: AttentionSnapshot): boolean {
  return account !== null && !NO_WAY_TO_KSEF.includes(account)
}
