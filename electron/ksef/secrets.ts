import { redactText } from '../platform/redact.ts'

/** Longer texts are cut before they are searched: an answer may be megabytes of one line. */
const LONGEST_SEARCHED = 8_000

/** The text without the secrets that are known here, and without whatever else looks like one; at most `longest` characters. */
export function hideSecrets(text: string, known: readonly string[], longest: number): string {
  const withoutKnown = known.filter((secret) => secret !== '').reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), cut(text))
  return redactText(withoutKnown).slice(0, longest)
}

/** Cuts between words: half a secret would not be recognised. */
function cut(text: string): string {
  if (text.length <= LONGEST_SEARCHED) return text
  return text.slice(0, Math.max(text.lastIndexOf(' ', LONGEST_SEARCHED), 0))
}
