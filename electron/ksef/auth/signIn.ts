import * as z from 'zod'
import { AppError } from '../../shared/errors.ts'
import { routeOf } from '../http/apiConnection.ts'
import type { ApiCall } from '../http/apiConnection.ts'
import { optionalText, readAnswer, statusInfo } from '../http/readAnswer.ts'
import { bearerToken } from './bearerToken.ts'
import type { BearerToken } from './bearerToken.ts'
import { prove } from './proof.ts'
import type { SignInParts, StartedSignIn } from './proof.ts'
import { nameOtherTaxpayer, signInAnswerError, signInRefusal } from './signInErrors.ts'

export interface SignedIn {
  readonly referenceNumber: string
  /** The way of signing in as KSeF names it for people ("Token KSeF"), or null. */
  readonly method: string | null
  readonly access: BearerToken
  readonly refresh: BearerToken
}

/** KSeF usually answers within a second or two. */
const POLLING_DEADLINE_MS = 60_000
const FIRST_PAUSE_MS = 150
const LONGEST_PAUSE_MS = 2_000

const operationAnswer = z.object({
  status: statusInfo,
  authenticationMethodInfo: z.preprocess((value) => value ?? {}, z.object({ displayName: optionalText })).catch({ displayName: null }),
})
const redeemedAnswer = z.object({ accessToken: bearerToken, refreshToken: bearerToken })
const refreshedAnswer = z.object({ accessToken: bearerToken })

/**
 * The whole way in (API-NOTES §2): challenge, proof by token or certificate, waiting for the operation, redeeming. Throws the
 * 'sign-in-…' and 'certificate-…' errors with KSeF's own words, and those of the network.
 */
export async function signIn(parts: SignInParts, signal: AbortSignal): Promise<SignedIn> {
  try {
    const started = await prove(parts, signal)
    const method = await awaitOperation(parts, started, signal)
    const redeemed = await post(parts, '/auth/token/redeem', started.authenticationToken.token, redeemedAnswer, signal)
    return { referenceNumber: started.referenceNumber, method, access: redeemed.accessToken, refresh: redeemed.refreshToken }
  } catch (error) {
    throw nameOtherTaxpayer(signInAnswerError(error), parts.credential, parts.context.identifier)
  }
}

/** A new access token for a refresh token; a refusal is thrown as it came, for the caller to sign in anew. */
export async function refreshAccess(parts: SignInParts, refreshToken: string, signal: AbortSignal): Promise<BearerToken> {
  return (await post(parts, '/auth/token/refresh', refreshToken, refreshedAnswer, signal)).accessToken
}

/** Waits until the operation is done and gives the name of its method; 'sign-in-timeout' after a minute. */
async function awaitOperation(
  { send, credential, clock }: SignInParts,
  { referenceNumber, authenticationToken }: StartedSignIn,
  signal: AbortSignal,
): Promise<string | null> {
  const call: ApiCall = { method: 'GET', template: '/auth/{referenceNumber}', parameters: { referenceNumber }, group: null }
  const deadline = clock.now() + POLLING_DEADLINE_MS
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const operation = readAnswer(await send(call, authenticationToken.token, signal), operationAnswer, routeOf(call))
    if (operation.status.code === 200) return operation.authenticationMethodInfo.displayName
    // Everything below 200 is "going on" (open-api.json knows only 100).
    if (operation.status.code >= 200) throw signInRefusal(operation.status, referenceNumber, credential.kind)
    if (clock.now() + pauseMs > deadline) throw new AppError('sign-in-timeout', { details: { referenceNumber } })
    await clock.sleep(pauseMs, signal)
  }
}

async function post<T>({ send }: SignInParts, template: string, bearer: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
  const call: ApiCall = { method: 'POST', template, group: null }
  return readAnswer(await send(call, bearer, signal), schema, routeOf(call))
}
