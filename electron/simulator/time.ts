const HOUR_MS = 3_600_000

/** 01:00 UTC on the last Sunday of a month (0 = January): when summer time begins and ends in the European Union. */
function lastSundayOf(year: number, month: number): number {
  const lastDay = new Date(Date.UTC(year, month + 1, 0))
  return Date.UTC(year, month, lastDay.getUTCDate() - lastDay.getUTCDay(), 1)
}

/** Warsaw's offset from UTC in hours. By rule instead of Intl: a hundred thousand invoices ask for it. */
function warsawOffsetHours(ms: number): 1 | 2 {
  const year = new Date(ms).getUTCFullYear()
  return ms >= lastSundayOf(year, 2) && ms < lastSundayOf(year, 9) ? 2 : 1
}

/** The Warsaw day (`YYYY-MM-DD`) of an instant. */
export function warsawDayAt(ms: number): string {
  return new Date(ms + warsawOffsetHours(ms) * HOUR_MS).toISOString().slice(0, 10)
}

/** A local time as UPO carry it: `2026-09-16T11:05:40.841+02:00`. */
export function toUpoTime(ms: number): string {
  const offset = warsawOffsetHours(ms)
  return `${new Date(ms + offset * HOUR_MS).toISOString().slice(0, 23)}+0${offset}:00`
}

/** A time as KSeF's JSON carries it, with seven fraction digits: `2026-09-16T09:05:40.8411673+00:00` (API-NOTES §5). */
export function toKsefTime(ms: number): string {
  const ticks = (Math.imul(ms | 0, 0x9e3779b1) >>> 0) % 10_000
  return `${new Date(ms).toISOString().slice(0, 23)}${String(ticks).padStart(4, '0')}+00:00`
}
