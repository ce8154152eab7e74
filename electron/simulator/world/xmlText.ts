/** Escapes text as canonical XML writes it, so that what is served is its own canonical form. */
export function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => (character === '&' ? '&amp;' : character === '<' ? '&lt;' : character === '>' ? '&gt;' : '&#xD;'))
}

/** Hundredths as a decimal number with two places. */
export function decimal(minor: number): string {
  const sign = minor < 0 ? '-' : ''
  const digits = String(Math.abs(minor)).padStart(3, '0')
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
