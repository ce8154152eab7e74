const REDACTED = '***'

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, REDACTED],
  // JSON Web Tokens: access, refresh and authentication tokens.
  [/\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?/g, REDACTED],
  // KSeF tokens: reference, then `|` and parts that must stay secret.
  [/\b\d{8}-[A-Z]{2}-[\w-]+\|[^\s"'`,;]+/g, REDACTED],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, `$1 ${REDACTED}`],
  // Query strings of links carry signatures that open the document.
  [/(\bhttps?:\/\/[^\s"'<>?]+)\?[^\s"'<>]*/gi, `$1?${REDACTED}`],
  [/\b(password|passphrase|hasło|haslo|secret|token|authorization|api[-_]?key|private[-_]?key)(["']?\s*[:=]\s*)(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')?[^\s,;}\]]*/gi, `$1$2${REDACTED}`],
]

const SECRET_NAMES = /^(.*(password|passphrase|secret|authorization|private_?key)|.*token)$/i

/** A text without what looks like a token, a password, a private key or the signature of a link. */
export function redactText(text: string): string {
  return PATTERNS.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text)
}

/** Plain data with every text redacted, and every value under a secret's name. */
export function redactData(data: unknown): unknown {
  if (typeof data === 'string') return redactText(data)
  if (Array.isArray(data)) return data.map(redactData)
  if (ArrayBuffer.isView(data)) return `[${data.byteLength} bytes]`
  if (typeof data !== 'object' || data === null) return data
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, SECRET_NAMES.test(name) && typeof value === 'string' ? REDACTED : redactData(value)]),
  )
}
