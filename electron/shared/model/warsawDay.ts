const WARSAW = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Warsaw', year: 'numeric', month: '2-digit', day: '2-digit' })

const WARSAW_PARTS = new Intl.DateTimeFormat('en-US', {
  timeZone: 'Europe/Warsaw',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** The Warsaw calendar day (`YYYY-MM-DD`) on which an instant falls: 31 March 22:30Z is 1 April. */
export function warsawDayOf(instant: string | number | Date): string {
  return WARSAW.format(new Date(instant))
}

/** Difference between Warsaw time and UTC at an instant, in milliseconds. */
function warsawOffsetMs(timeMs: number): number {
  const parts = new Map(WARSAW_PARTS.formatToParts(new Date(timeMs)).map(({ type, value }) => [type, Number(value)]))
  const part = (name: string): number => parts.get(name as Intl.DateTimeFormatPartTypes) ?? 0
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return local - Math.floor(timeMs / 1000) * 1000
}

/** The instant (UTC, milliseconds) at which a Warsaw day begins. */
export function startOfWarsawDay(day: string): string {
  const midnightUtc = Date.parse(`${day}T00:00:00.000Z`)
  // Midnight in Warsaw is one or two hours before midnight UTC; the offset in force then decides.
  const guess = midnightUtc - warsawOffsetMs(midnightUtc)
  return new Date(midnightUtc - warsawOffsetMs(guess)).toISOString()
}

/**
 * The instant (milliseconds) at which clocks in Warsaw show a time `HH:MM` of a day. A time that the change to summer time leaves out is an hour
 * later; one that comes twice in autumn is the first of the two.
 */
export function instantOfWarsawTime(day: string, time: string): number {
  const asUtc = Date.parse(`${day}T${time}:00.000Z`)
  const inSummer = asUtc - 2 * 3_600_000
  return warsawOffsetMs(inSummer) === 2 * 3_600_000 ? inSummer : asUtc - 3_600_000
}

/** The day `count` days after (or before) a `YYYY-MM-DD` day. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + count * 86_400_000).toISOString().slice(0, 10)
}

/** True for a `YYYY-MM-DD` that is in the calendar. */
export function isCalendarDay(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false
  const time = Date.parse(`${day}T00:00:00.000Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day)
}
