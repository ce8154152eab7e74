const DECIMAL = /^([+-]?)(\d{1,16})(?:\.(\d{0,20}))?$/

/** A decimal of XML Schema as hundredths; null when it is none, is finer than a hundredth, or too great to be exact. */
export function readMinorUnits(text: string | null): number | null {
  const match = text === null ? null : DECIMAL.exec(text)
  if (match === null) return null
  const [, sign = '', whole = '', fraction = ''] = match
  if (/[1-9]/.test(fraction.slice(2))) return null
  const minor = Number(whole + fraction.slice(0, 2).padEnd(2, '0'))
  if (!Number.isSafeInteger(minor)) return null
  return sign === '-' && minor !== 0 ? -minor : minor
}

/** The sum of amounts; null when there are none or one of them cannot be read. */
export function sumMinorUnits(texts: readonly (string | null)[]): number | null {
  if (texts.length === 0) return null
  return texts.reduce<number | null>((sum, text) => {
    const minor = readMinorUnits(text)
    return sum === null || minor === null || !Number.isSafeInteger(sum + minor) ? null : sum + minor
  }, 0)
}

/** A calendar day `YYYY-MM-DD`, with or without a time zone after it; null when there is no such day. */
export function readDay(text: string | null): string | null {
  const day = text === null ? undefined : /^(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?$/.exec(text)?.[1]
  if (day === undefined) return null
  const time = Date.parse(`${day}T00:00:00Z`)
  // "2026-02-30" is taken by some engines as 2 March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) ? day : null
}

/** Longer than any name or number of the schemas (512); what is beyond is no name. */
const MAX_LENGTH = 1000

/** Text for a list: one line, cut at a length that no honest invoice reaches. */
export function readLine(text: string | null): string | null {
  return text === null ? null : text.replace(/\s+/g, ' ').slice(0, MAX_LENGTH)
}

/** A currency code of three letters. */
export function readCurrency(text: string | null): string | null {
  return text !== null && /^[A-Z]{3}$/.test(text) ? text : null
}
