/** Escapes text as canonical XML writes it, so that what is served is its own canonical form. */
export function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => (character === '&' ? '&amp;' : character === '<' ? '&lt;' : character === '>' ? '&gt;' : '&#xD;'))
}

/** An element around parts that are XML already. */
export function element(name: string, ...parts: readonly string[]): string {
  return `<${name}>${parts.join('')}</${name}>`
}

/** An element around a text or number. */
export function textElement(name: string, text: string | number): string {
  return `<${name}>${typeof text === 'number' ? text : escapeText(text)}</${name}>`
}

/** Hundredths as a decimal number with two places. */
export function decimal(minor: number): string {
  const sign = minor < 0 ? '-' : ''
  const digits = String(Math.abs(minor)).padStart(3, '0')
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
