import { createHmac, timingSafeEqual } from 'node:crypto'

/** How long a link lives; KSeF mints a new one with each status call. */
const LIFE_MS = 2 * 3_600_000

export interface Link {
  readonly url: string
  readonly expiresAt: number
}

export interface Links {
  /** A link to a receipt (`kind` invoice or page, inside its session) or to a part of an export. */
  readonly mint: (kind: LinkKind, owner: string, name: string) => Link
  /** `valid`, or why not; the signature covers kind, owner, name and the expiry. */
  readonly check: (kind: LinkKind, owner: string, name: string, query: URLSearchParams) => 'valid' | 'expired' | 'forged'
  /** All links minted until now are expired. */
  readonly expireAll: () => void
}

export type LinkKind = 'invoice' | 'page' | 'export'

export interface LinksOptions {
  readonly secret: string
  readonly now: () => number
  readonly origin: () => string
}

export function createLinks({ secret, now, origin }: LinksOptions): Links {
  let expiredBefore = 0
  const signature = (kind: LinkKind, owner: string, name: string, from: string, to: string): string =>
    createHmac('sha256', secret).update([kind, owner, name, from, to].join('\n')).digest('base64url')
  return {
    mint: (kind, owner, name) => {
      const from = String(now())
      const expiresAt = now() + LIFE_MS
      const query = new URLSearchParams({ st: from, se: String(expiresAt), sig: signature(kind, owner, name, from, String(expiresAt)) })
      return { url: `${origin()}/storage/${kind}/${owner}/${name}?${query.toString()}`, expiresAt }
    },
    check: (kind, owner, name, query) => {
      const from = query.get('st') ?? ''
      const to = query.get('se') ?? ''
      const expected = Buffer.from(signature(kind, owner, name, from, to))
      const given = Buffer.from(query.get('sig') ?? '')
      if (expected.length !== given.length || !timingSafeEqual(expected, given)) return 'forged'
      return Number(to) <= now() || Number(from) < expiredBefore ? 'expired' : 'valid'
    },
    expireAll: () => {
      // A link of this very millisecond is old as well.
      expiredBefore = now() + 1
    },
  }
}
