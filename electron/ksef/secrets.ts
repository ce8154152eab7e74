const MARK = '***'
const JWT = /eyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g
/** A KSeF token: reference number, identifier, 64 hex digits, with bars between (open-api.json, `POST /tokens`). */
const KSEF_TOKEN = /\d{8}-EC-[0-9A-F-]+\|[^|\s]+\|[0-9a-f]{16,}/gi

/** The text with every secret replaced: the known ones, and whatever looks like an access token or a KSeF token. */
export function hideSecrets(text: string, known: readonly string[]): string {
  const withoutKnown = known.filter((secret) => secret !== '').reduce((rest, secret) => rest.replaceAll(secret, MARK), text)
  return withoutKnown.replace(JWT, MARK).replace(KSEF_TOKEN, MARK)
}
