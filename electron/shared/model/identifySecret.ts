/** A KSeF token is its reference number, its context and 64 hex digits, with bars between; a bar after the reference is enough of a sign. */
const KSEF_TOKEN = /(\d{8}-EC-[0-9A-F]{10}-[0-9A-F]{10}-[0-9A-F]{2})\|/i
const WEB_TOKEN = /eyJ[\w-]{8,}\.[\w-]{8,}/
const PRIVATE_KEY = /-----BEGIN[A-Z ]*PRIVATEKEY-----/i

/**
 * Whether a paste holds a secret: a KSeF token, an access token, a private key. Gives what may be shown of it (a token's reference number, which
 * is no secret; else nothing), null where there is none.
 */
export function readSecret(raw: string): string | null {
  const compact = raw.normalize('NFKC').replace(/[\u2010-\u2015\u2212]/g, '-').replace(/[\s\p{Cf}]/gu, '')
  const token = KSEF_TOKEN.exec(compact)?.[1]
  if (token !== undefined) return token.toUpperCase()
  return WEB_TOKEN.test(compact) || PRIVATE_KEY.test(compact) ? '' : null
}
