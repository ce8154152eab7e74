const INSTANT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:[.,](\d+))?(Z|[+-]\d{2}:\d{2})$/

const SECONDS_LENGTH = 'YYYY-MM-DDTHH:MM:SS'.length

/** UTC already, on a day that every month has: nothing to reckon, and ten thousand of them come at once. */
const PLAIN_UTC = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.(\d{3})\d*)?Z$/

/**
 * A time as KSeF writes it (up to seven fraction digits, `Z` or an offset; API-NOTES §5) as UTC with milliseconds
 * (`2026-02-01T10:00:00.123Z`), or null when it is no such time. Times without an offset are refused: nothing is guessed.
 */
export function normaliseInstant(text: string): string | null {
  const plain = PLAIN_UTC.exec(text)
  if (plain !== null) return `${text.slice(0, SECONDS_LENGTH)}.${plain[1] ?? '000'}Z`
  const match = INSTANT.exec(text.trim())
  if (match === null) return null
  const [, seconds = '', fraction = '', zone = ''] = match
  const millis = fraction.slice(0, 3).padEnd(3, '0')
  const time = Date.parse(`${seconds}.${millis}${zone}`)
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}
