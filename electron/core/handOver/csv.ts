/** A table as CSV for a Polish Excel: UTF-8 with a byte order mark, semicolons, CR LF; the first row names the columns. */
export function toCsv(rows: readonly (readonly string[])[]): Uint8Array {
  return Buffer.from(`\uFEFF${rows.map((row) => row.map(toCell).join(';')).join('\r\n')}\r\n`, 'utf8')
}

/** Quoted; a number that would be read as a formula gets an apostrophe, for own numbers are other people's texts. */
function toCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}
