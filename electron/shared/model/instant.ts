const INSTANT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:[.,](\d+))?(Z|[+-]\d{2}:\d{2})$/

/** On a day that its month surely has, in whole hours from UTC: only the hour need be reckoned, and ten thousand of them come at once. */
const PLAIN =
  /^(\d{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)T)([01]\d|2[0-3])(:[0-5]\d:[0-5]\d)(?:\.(\d{3})\d*)?(?:Z|([+-]\d{2}):00)$/

/**
 * A time as KSeF writes it (up to seven fraction digits, `Z` or an offset; API-NOTES §5) as UTC with milliseconds
 * (`2026-02-01T10:00:00.123Z`), or null when it is no such time. Times without an offset are refused: nothing is guessed.
 */
export function normaliseInstant(text: string): string | null {
  const plain = normalisePlain(text)
  if (plain !== null) return plain
  const match = INSTANT.exec(text.trim())
  if (match === null) return null
  const [, seconds = '', fraction = '', zone = ''] = match
  const millis = fraction.slice(0, 3).padEnd(3, '0')
  const time = Date.parse(`${seconds}.${millis}${zone}`)
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

/** Null for what is not so plain, or falls on another day in UTC. */
function normalisePlain(text: string): string | null {
  const [, day = '', hour = '', rest = '', millis = '000', offset = '0'] = PLAIN.exec(text) ?? []
  const utcHour = Number(hour) - Number(offset)
  return day === '' || utcHour < 0 || utcHour > 23 ? null : `${day}${utcHour < 10 ? '0' : ''}${utcHour}${rest}.${millis}Z`
}
