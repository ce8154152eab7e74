import * as z from 'zod'
import { encryptRsaOaepSha256 } from '../../crypto/rsaOaep.ts'
import { checkUsableForSignIn } from '../../crypto/signingCredential.ts'
import { signEnveloped } from '../../crypto/xades/signEnveloped.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../shared/errors.ts'
import type { KsefContext } from '../../shared/model/context.ts'
import type { CertificateCredential, Credential, TokenCredential } from '../credential.ts'
import { routeOf } from '../http/apiConnection.ts'
import type { ApiCall, SendApiCall } from '../http/apiConnection.ts'
import { readAnswer } from '../http/readAnswer.ts'
import { authTokenRequest } from './authTokenRequest.ts'
import { bearerToken } from './bearerToken.ts'
import { fetchPublicKey } from './publicKeys.ts'

export interface SignInParts {
  readonly send: SendApiCall
  readonly context: KsefContext
  readonly credential: Credential
  readonly clock: Clock
}

const challengeAnswer = z.object({ challenge: z.string().min(1), timestampMs: z.number() })
const startedAnswer = z.object({ referenceNumber: z.string().min(1), authenticationToken: bearerToken })

/** A sign-in operation that KSeF has taken on; its token asks how it went. */
export type StartedSignIn = z.infer<typeof startedAnswer>

/** Asks for a challenge and answers it with the credential (API-NOTES §2, steps 1 and 2). */
export function prove(parts: SignInParts, signal: AbortSignal): Promise<StartedSignIn> {
  const { credential } = parts
  return credential.kind === 'token' ? proveByToken(parts, credential, signal) : proveByCertificate(parts, credential, signal)
}

async function proveByToken(parts: SignInParts, credential: TokenCredential, signal: AbortSignal): Promise<StartedSignIn> {
  try {
    return await sendToken(parts, credential, signal)
  } catch (error) {
    // Keys rotate: "unknown or withdrawn key" means fetch them again and try once more (API-NOTES §2).
    if (error instanceof AppError && error.details.code === 21470) return sendToken(parts, credential, signal)
    throw error
  }
}

async function sendToken({ send, context, clock }: SignInParts, { token }: TokenCredential, signal: AbortSignal): Promise<StartedSignIn> {
  const publicKey = await fetchPublicKey(send, 'KsefTokenEncryption', clock.now(), signal)
  const { challenge, timestampMs } = await fetchChallenge(send, signal)
  const encrypted = encryptRsaOaepSha256(Buffer.from(`${token}|${timestampMs}`, 'utf8'), publicKey.key)
  const content = JSON.stringify({
    challenge,
    contextIdentifier: context.identifier,
    encryptedToken: encrypted.toString('base64'),
    ...(publicKey.publicKeyId === null ? {} : { publicKeyId: publicKey.publicKeyId }),
  })
  return start(send, { method: 'POST', template: '/auth/ksef-token', group: null, body: { contentType: 'application/json', content } }, signal)
}

async function proveByCertificate(
  { send, context, clock }: SignInParts,
  { signing, subjectIdentifier }: CertificateCredential,
  signal: AbortSignal,
): Promise<StartedSignIn> {
  checkUsableForSignIn(signing, new Date(clock.now()))
  const { challenge, timestampMs } = await fetchChallenge(send, signal)
  // KSeF's time and not ours: a computer with a wrong clock signs in all the same.
  const content = signEnveloped(authTokenRequest(challenge, context.identifier, subjectIdentifier), signing, { signingTime: new Date(timestampMs) })
  return start(send, { method: 'POST', template: '/auth/xades-signature', group: null, body: { contentType: 'application/xml', content } }, signal)
}

async function fetchChallenge(send: SendApiCall, signal: AbortSignal): Promise<z.infer<typeof challengeAnswer>> {
  const call: ApiCall = { method: 'POST', template: '/auth/challenge', group: null }
  return readAnswer(await send(call, null, signal), challengeAnswer, routeOf(call))
}

async function start(send: SendApiCall, call: ApiCall, signal: AbortSignal): Promise<StartedSignIn> {
  return readAnswer(await send(call, null, signal), startedAnswer, routeOf(call))
}
