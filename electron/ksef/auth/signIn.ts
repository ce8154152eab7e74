import * as z from 'zod'
import { encryptRsaOaepSha256 } from '../../crypto/rsaOaep.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../shared/errors.ts'
import type { KsefContext } from '../../shared/model/context.ts'
import type { Credential } from '../credential.ts'
import { routeOf } from '../http/apiConnection.ts'
import type { ApiCall, SendApiCall } from '../http/apiConnection.ts'
import { optionalText, readAnswer, statusInfo } from '../http/readAnswer.ts'
import { fetchPublicKey } from './publicKeys.ts'
import { signInAnswerError, signInRefusal } from './signInErrors.ts'

/** A bearer token and, as KSeF wrote it, until when it is good (null when not told). */
export interface BearerToken {
  readonly token: string
  readonly validUntil: string | null
}

export interface SignedIn {
  readonly referenceNumber: string
  /** The way of signing in as KSeF names it for people ("Token KSeF"), or null. */
  readonly method: string | null
  readonly access: BearerToken
  readonly refresh: BearerToken
}

export interface SignInParts {
  readonly send: SendApiCall
  readonly context: KsefContext
  readonly credential: Credential
  readonly clock: Clock
}

/** KSeF usually answers within a second or two. */
const POLLING_DEADLINE_MS = 60_000
const FIRST_PAUSE_MS = 150
const LONGEST_PAUSE_MS = 2_000

const bearerToken = z.object({ token: z.string().min(1), validUntil: optionalText })
const challengeAnswer = z.object({ challenge: z.string().min(1), timestampMs: z.number() })
const startedAnswer = z.object({ referenceNumber: z.string().min(1), authenticationToken: bearerToken })
const operationAnswer = z.object({
  status: statusInfo,
  authenticationMethodInfo: z.preprocess((value) => value ?? {}, z.object({ displayName: optionalText })).catch({ displayName: null }),
})
const redeemedAnswer = z.object({ accessToken: bearerToken, refreshToken: bearerToken })
const refreshedAnswer = z.object({ accessToken: bearerToken })

type Challenge = z.infer<typeof challengeAnswer>

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
    throw signInAnswerError(error)
  }
}

/** A new access token for a refresh token; a refusal is thrown as it came, for the caller to sign in anew. */
export async function refreshAccess(parts: Pick<SignInParts, 'send'>, refreshToken: string, signal: AbortSignal): Promise<BearerToken> {
  return (await post(parts, '/auth/token/refresh', refreshToken, refreshedAnswer, signal)).accessToken
}

async function prove(parts: SignInParts, signal: AbortSignal): Promise<z.infer<typeof startedAnswer>> {
  try {
    return await proveByToken(parts, signal)
  } catch (error) {
    // Keys rotate: "unknown or withdrawn key" means fetch them again and try once more (API-NOTES §2).
    if (error instanceof AppError && error.details.code === 21470) return proveByToken(parts, signal)
    throw error
  }
}

async function proveByToken({ send, context, credential, clock }: SignInParts, signal: AbortSignal): Promise<z.infer<typeof startedAnswer>> {
  const publicKey = await fetchPublicKey(send, 'KsefTokenEncryption', clock.now(), signal)
  const { challenge, timestampMs } = await fetchChallenge(send, signal)
  const encrypted = encryptRsaOaepSha256(Buffer.from(`${credential.token}|${timestampMs}`, 'utf8'), publicKey.key)
  const call: ApiCall = {
    method: 'POST',
    template: '/auth/ksef-token',
    group: null,
    body: json({
      challenge,
      contextIdentifier: context.identifier,
      encryptedToken: encrypted.toString('base64'),
      ...(publicKey.publicKeyId === null ? {} : { publicKeyId: publicKey.publicKeyId }),
    }),
  }
  return readAnswer(await send(call, null, signal), startedAnswer, routeOf(call))
}

async function fetchChallenge(send: SendApiCall, signal: AbortSignal): Promise<Challenge> {
  const call: ApiCall = { method: 'POST', template: '/auth/challenge', group: null }
  return readAnswer(await send(call, null, signal), challengeAnswer, routeOf(call))
}

/** Waits until the operation is done and gives the name of its method; 'sign-in-timeout' after a minute. */
async function awaitOperation(
  { send, credential, clock }: SignInParts,
  { referenceNumber, authenticationToken }: z.infer<typeof startedAnswer>,
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

async function post<T>({ send }: Pick<SignInParts, 'send'>, template: string, bearer: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
  const call: ApiCall = { method: 'POST', template, group: null }
  return readAnswer(await send(call, bearer, signal), schema, routeOf(call))
}

function json(value: unknown): { readonly contentType: string; readonly content: string } {
  return { contentType: 'application/json', content: JSON.stringify(value) }
}
