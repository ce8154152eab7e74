/** What can be read from an access token for showing; it is not verified here and decides nothing. */
export interface AccessClaims {
  /** Permissions in force in this context; null when the token does not tell. */
  readonly permissions: readonly string[] | null
  readonly roles: readonly string[]
  /** From issue to expiry, by KSeF's clock; null when not told. */
  readonly lifetimeMs: number | null
}

const UNKNOWN: AccessClaims = { permissions: null, roles: [], lifetimeMs: null }

/**
 * The claims of a KSeF access token (JWT): `pep` permissions in force, `per` permissions, `rol` roles, each a list or a list written
 * as JSON text, `iat` and `exp` in seconds. Whatever cannot be read is unknown.
 */
export function readAccessClaims(token: string): AccessClaims {
  const payload = decodePayload(token)
  if (payload === null) return UNKNOWN
  const { iat, exp } = payload
  return {
    permissions: readList(payload.pep) ?? readList(payload.per),
    roles: readList(payload.rol) ?? [],
    lifetimeMs: typeof iat === 'number' && typeof exp === 'number' && exp > iat ? (exp - iat) * 1_000 : null,
  }
}

function decodePayload(token: string): Readonly<Record<string, unknown>> | null {
  const payload = parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
  return typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? { ...payload } : null
}

function readList(claim: unknown): readonly string[] | null {
  const list = typeof claim === 'string' ? parseJson(claim) : claim
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A token in another form is simply unknown to us.
    return null
  }
}
