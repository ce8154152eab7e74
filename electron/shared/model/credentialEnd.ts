import type { TaxpayerSummary } from '../contract/taxpayers.ts'
import { addDays, warsawDayOf } from './warsawDay.ts'

/** The regulation ends KSeF tokens with this Warsaw day, unless it is extended (API-NOTES §2). */
export const LAST_DAY_OF_TOKENS = '2026-12-31'

/** Long enough to ask for a new certificate, or for a client to give a permission. */
const WARNED_DAYS_AHEAD = 45

export interface CredentialEnd {
  /** `tokens-end`: by the regulation, which may still be extended. */
  readonly kind: 'certificate-expires' | 'certificate-expired' | 'tokens-end' | 'tokens-ended'
  /** The last Warsaw day on which it works. */
  readonly lastDay: string
}

/** What to warn of ahead; null while there is time, or where nothing is known of an end. `today` and `certificateLastDay` are Warsaw days. */
export function credentialEnd({ kind, certificateLastDay }: { readonly kind: 'token' | 'certificate' | null; readonly certificateLastDay: string | null }, today: string): CredentialEnd | null {
  const lastDay = kind === 'token' ? LAST_DAY_OF_TOKENS : kind === 'certificate' ? certificateLastDay : null
  if (lastDay === null || lastDay > addDays(today, WARNED_DAYS_AHEAD)) return null
  const isOver = lastDay < today
  if (kind === 'token') return { kind: isOver ? 'tokens-ended' : 'tokens-end', lastDay }
  return { kind: isOver ? 'certificate-expired' : 'certificate-expires', lastDay }
}

/** The same of what is kept for a taxpayer; null for the example, for one that has left, and where nothing is kept. */
export function keptCredentialEnd(
  { isDemo, leftAt, credentialKind, credentialKept, certificateValidUntil }: Pick<TaxpayerSummary, 'isDemo' | 'leftAt' | 'credentialKind' | 'credentialKept' | 'certificateValidUntil'>,
  today: string,
): CredentialEnd | null {
  if (isDemo || leftAt !== null || credentialKept === 'none') return null
  return credentialEnd({ kind: credentialKind, certificateLastDay: certificateValidUntil === null ? null : warsawDayOf(certificateValidUntil) }, today)
}
