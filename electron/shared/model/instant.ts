const INSTANT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:[.,](\d+))?(Z|[+-]\d{2}:\d{2})$/

/**
 * A time as KSeF writes it (up to seven fraction digits, `Z` or an offset; API-NOTES §5) as UTC with milliseconds
 * (`2026-02-01T10:00:00.123Z`), or null when it is no such time. Times without an offset are refused: nothing is guessed.
 */
export function normaliseInstant(text: string): string | null {
  const match = INSTANT.exec(text.trim())
  if (match === null) return null
  const [, seconds = '', fraction = '', zone = ''] = match
  const millis = fraction.slice(0, 3).padEnd(3, '0')
  const time = Date.parse(`${seconds}.${millis}${zone}`)
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}
