import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../shared/errors.ts'
import type { BearerToken } from './bearerToken.ts'
import { readAccessClaims } from './jwtClaims.ts'
import type { AccessClaims } from './jwtClaims.ts'
import type { SignInParts } from './proof.ts'
import { SharedFlight } from './sharedFlight.ts'
import { refreshAccess, signIn } from './signIn.ts'
import type { SignedIn } from './signIn.ts'

/** What the person may know about a sign-in; tokens stay inside. */
export interface SignInResult {
  readonly referenceNumber: string
  readonly method: string | null
  /** As KSeF wrote them. */
  readonly accessValidUntil: string | null
  readonly refreshValidUntil: string | null
  readonly claims: AccessClaims
}

interface Held {
  readonly access: BearerToken
  /** By our clock. */
  readonly renewAt: number
  readonly refresh: BearerToken
}

/**
 * Renew this long before the end: longer than a call usually waits for its budget (rateBudget.ts), so that it does not come too late
 * and is spent twice. Short-lived tokens give a quarter of their life.
 */
const RENEWAL_MARGIN_MS = 120_000

/** The tokens of one context, in memory only: signed in when first needed, renewed before they end, shared by all callers. */
export class AccessTokens {
  readonly #parts: SignInParts
  readonly #renewal: SharedFlight<string>
  readonly #signIn: SharedFlight<SignedIn>
  #held: Held | null = null

  constructor(parts: SignInParts) {
    this.#parts = parts
    this.#signIn = new SharedFlight((signal) => this.#signInNow(signal))
    this.#renewal = new SharedFlight((signal) => this.#renewNow(signal))
  }

  /** Signs in from the beginning, whatever is held ("test connection"). */
  async signIn(signal: AbortSignal): Promise<SignInResult> {
    return toResult(await this.#signIn.join(signal))
  }

  /** An access token that is good for a while. */
  async get(signal: AbortSignal): Promise<string> {
    if (this.#held !== null && this.#parts.clock.now() < this.#held.renewAt) return this.#held.access.token
    return this.#renewal.join(signal)
  }

  /** Another access token than the one that KSeF just refused. */
  async replace(refused: string, signal: AbortSignal): Promise<string> {
    if (this.#held !== null && this.#held.access.token !== refused) return this.get(signal)
    return this.#renewal.join(signal)
  }

  forget(): void {
    this.#held = null
  }

  /** Every token held, for whoever must keep them out of texts. */
  secrets(): readonly string[] {
    return this.#held === null ? [] : [this.#held.access.token, this.#held.refresh.token]
  }

  get isSignedIn(): boolean {
    return this.#held !== null
  }

  async #renewNow(signal: AbortSignal): Promise<string> {
    if (this.#held !== null) {
      try {
        const { refresh } = this.#held
        const access = await refreshAccess(this.#parts, refresh.token, signal)
        this.#held = { access, refresh, renewAt: renewalMoment(access, this.#parts.clock) }
        return access.token
      } catch (error) {
        if (!isRefusal(error)) throw error
        // The refresh token ended or was revoked: only a fresh sign-in can tell why.
        this.#held = null
      }
    }
    return (await this.#signIn.join(signal)).access.token
  }

  async #signInNow(signal: AbortSignal): Promise<SignedIn> {
    const signedIn = await signIn(this.#parts, signal)
    const { access, refresh } = signedIn
    this.#held = { access, refresh, renewAt: renewalMoment(access, this.#parts.clock) }
    return signedIn
  }
}

function toResult({ referenceNumber, method, access, refresh }: SignedIn): SignInResult {
  return {
    referenceNumber,
    method,
    accessValidUntil: access.validUntil,
    refreshValidUntil: refresh.validUntil,
    claims: readAccessClaims(access.token),
  }
}

/** The token's own life time counts from now; KSeF's clock and ours may differ by more than it lasts. */
function renewalMoment(access: BearerToken, clock: Clock): number {
  const now = clock.now()
  const told = access.validUntil === null ? Number.NaN : Date.parse(access.validUntil) - now
  const lifetimeMs = readAccessClaims(access.token).lifetimeMs ?? (Number.isNaN(told) ? RENEWAL_MARGIN_MS * 3 : Math.max(told, 0))
  return now + lifetimeMs - Math.min(RENEWAL_MARGIN_MS, lifetimeMs / 4)
}

function isRefusal(error: unknown): boolean {
  return error instanceof AppError && ['api-unauthorized', 'api-rejected', 'api-forbidden', 'api-gone'].includes(error.code)
}
