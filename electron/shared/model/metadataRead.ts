import { warsawDayOf } from './warsawDay.ts'

/** How far KSeF's list of a taxpayer's sales (its metadata) was read: from a Warsaw day until an instant. */
export interface MetadataRead {
  readonly from: string
  readonly until: string
}

/** KSeF lists an invoice by the moment it is stored for good, which comes after its number (API-NOTES §6, trap 4): a day is more than enough. */
const STORED_WITHIN_MS = 86_400_000

/** True when the list, as far as it was read, must hold an accepted invoice that was taken in then (UTC). */
export function mustBeListed(acquiredAt: string | null, read: MetadataRead | null): boolean {
  if (read === null || acquiredAt === null) return false
  return warsawDayOf(acquiredAt) >= read.from && Date.parse(read.until) - Date.parse(acquiredAt) > STORED_WITHIN_MS
}
