/** Between the parts of a number. */
export const GAP = String.raw`\s*-?\s*`

/** A text as written, and without the gaps that a line break or a careful hand put in. */
export function readingsOf(text: string): { readonly upper: string; readonly compact: string } {
  const upper = text.toUpperCase()
  return { upper, compact: upper.replace(/\s/g, '') }
}
