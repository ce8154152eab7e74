import { normaliseInstant } from '../shared/model/instant.ts'
import type { KsefTime } from '../shared/contract/common.ts'

/** UTC value of a time as KSeF wrote it; null for null and for what cannot be read. */
export function utcOf(written: string | null): string | null {
  return written === null ? null : normaliseInstant(written)
}

/** A written time with its UTC value, as the window gets it. */
export function toKsefTime(written: string | null, utc: string | null): KsefTime | null {
  return written === null ? null : { written, utc }
}

const DAY = /^\d{4}-\d{2}-\d{2}/

/** The day of a written date (`2026-02-01`, also with a time or zone after it), or null when there is none. */
export function dayOf(written: string | null): string | null {
  const day = written === null ? null : (DAY.exec(written)?.[0] ?? null)
  return day === null || Number.isNaN(Date.parse(`${day}T00:00:00Z`)) ? null : day
}
