import { createHmac, timingSafeEqual } from 'node:crypto'

/** What kind of token it is: of a running sign-in, for calls, or for new access tokens (API-NOTES §2). */
export type TokenUse = 'authentication' | 'access' | 'refresh'

export interface TokenClaims {
  readonly use: TokenUse
  /** Reference number of the sign-in operation. */
  readonly operation: string
  /** Seconds since 1970. */
  readonly exp: number
  readonly iat: number
  /** Makes two tokens of the same second differ. */
  readonly jti: number
  /** Permissions in force, of an access token. */
  readonly pep?: readonly string[]
}

const HEADER = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT' })).toString('base64url')

export interface TokenMint {
  readonly issue: (use: TokenUse, operation: string, nowMs: number, lifeMs: number, permissions?: readonly string[]) => string
  /** The claims of a token of this mint that has not expired, or null. */
  readonly read: (token: string, nowMs: number) => TokenClaims | null
}

function isClaims(value: unknown): value is TokenClaims {
  return typeof value === 'object' && value !== null && 'use' in value && 'operation' in value && 'exp' in value && typeof value.exp === 'number'
}

export function createTokenMint(secret: string): TokenMint {
  let issued = 0
  const sign = (text: string): string => createHmac('sha256', secret).update(text).digest('base64url')
  return {
    issue: (use, operation, nowMs, lifeMs, permissions) => {
      issued += 1
      const claims: TokenClaims = { use, operation, iat: Math.floor(nowMs / 1000), exp: Math.floor((nowMs + lifeMs) / 1000), jti: issued, ...(permissions && { pep: permissions }) }
      const text = `${HEADER}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
      return `${text}.${sign(text)}`
    },
    read: (token, nowMs) => {
      const [header = '', payload = '', signature = ''] = token.split('.')
      const expected = Buffer.from(sign(`${header}.${payload}`))
      const given = Buffer.from(signature)
      if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null
      const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
      return isClaims(claims) && claims.exp * 1000 > nowMs ? claims : null
    },
  }
}
