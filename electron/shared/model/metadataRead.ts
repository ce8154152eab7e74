import { FIRST_DAY_OF_KSEF_2 } from './ksefNumber.ts'
import { startOfWarsawDay } from './warsawDay.ts'

/** Between which times (UTC, both included) a sale was taken in, if KSeF's list of a taxpayer's sales (its metadata), as far as it was read, must hold it. */
export interface MetadataRead {
  readonly since: string
  readonly till: string
}

/** KSeF lists an invoice by the moment it is stored for good, which comes after its number (API-NOTES §6, trap 4): a day is more than enough. */
const STORED_WITHIN_MS = 86_400_000

/** Of a list that was read from a Warsaw day until an instant; that it holds what KSeF 1.0 took in is nowhere said (PRODUCT.md, "old KSeF 1.0"). */
export function metadataReadBetween(from: string, until: string): MetadataRead {
  return { since: startOfWarsawDay(from < FIRST_DAY_OF_KSEF_2 ? FIRST_DAY_OF_KSEF_2 : from), till: new Date(Date.parse(until) - STORED_WITHIN_MS).toISOString() }
}

/** True when the list must hold an accepted sale that was taken in then (UTC). */
export function mustBeListed(acquiredAt: string | null, read: MetadataRead | null): boolean {
  if (read === null || acquiredAt === null) return false
  const time = Date.parse(acquiredAt)
  return time >= Date.parse(read.since) && time <= Date.parse(read.till)
}
