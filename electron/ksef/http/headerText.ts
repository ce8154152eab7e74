/** What a header says to a person. HTTP hands headers over byte by byte; Polish letters come as UTF-8, and anything else stays as it is. */
export function headerText(value: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'latin1'))
  } catch {
    return value
  }
}
