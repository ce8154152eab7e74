import type { KeyObject } from 'node:crypto'
import { decryptRsaOaepSha256 } from '../../crypto/rsaOaep.ts'
import type { Challenge } from './challenges.ts'
import type { KsefToken } from './credentials.ts'
import { signInStatus, type SignInOutcome } from './signIns.ts'

/** Decrypts `token|timestampMs` (RSA-OAEP, SHA-256; API-NOTES §2), or gives null for anything that is not such a text. */
function decryptToken(encrypted: Buffer, key: KeyObject): { readonly text: string; readonly timestamp: string } | null {
  try {
    const plain = decryptRsaOaepSha256(encrypted, key).toString('utf8')
    const bar = plain.lastIndexOf('|')
    return bar < 0 ? null : { text: plain.slice(0, bar), timestamp: plain.slice(bar + 1) }
  } catch {
    // OpenSSL tells nothing more about a wrong padding, on purpose; KSeF answers with a failed operation, not an error.
    return null
  }
}

export interface TokenSignIn {
  readonly encrypted: Buffer
  readonly key: KeyObject
  readonly challenge: Challenge
  readonly context: { readonly type: string; readonly value: string }
  readonly tokens: readonly KsefToken[]
}

/** Decides a sign-in with a KSeF token; every failure is a 450 with its detail (open-api.json, `GET /auth/{ref}`). */
export function decideTokenSignIn({ encrypted, key, challenge, context, tokens }: TokenSignIn): SignInOutcome {
  const sent = decryptToken(encrypted, key)
  const token = tokens.find(({ text }) => text === sent?.text)
  if (sent === null || token === undefined) return { failure: signInStatus(450, 'Nieprawidłowy token') }
  if (sent.timestamp !== String(challenge.issuedAt)) return { failure: signInStatus(450, 'Nieprawidłowy czas tokena') }
  if (token.isRevoked) return { failure: signInStatus(450, 'Token unieważniony') }
  // Tokens exist for Nip and InternalId contexts only; none of the demo's is for an internal one.
  if (context.type !== 'Nip' || context.value !== token.contextNip) return { failure: signInStatus(450, 'Nieprawidłowy token') }
  return {
    principal: {
      contextNip: token.contextNip,
      entity: { kind: 'token', reference: token.reference },
      isOwner: false,
      permissions: token.permissions,
      method: 'Token',
    },
  }
}
