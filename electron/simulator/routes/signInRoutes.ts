import { isValidNip } from '../../shared/model/nip.ts'
import { decideCertificateSignIn } from '../auth/certificateSignIn.ts'
import { decideTokenSignIn } from '../auth/tokenSignIn.ts'
import { SIGN_IN_CODES, signInStatus, type IssuedToken, type SignInOperation, type SignInOutcome } from '../auth/signIns.ts'
import { SIGN_IN_OUTCOME } from '../faults.ts'
import { jsonAnswer, type Answer } from '../http/answer.ts'
import { bearerOf, invalidInput, jsonBodyOf, objectOf, referenceOf, textOf, type Call } from '../http/call.ts'
import { Refused } from '../http/problemDetails.ts'
import type { OpenRoute } from '../http/route.ts'
import type { Kernel } from '../kernel.ts'
import { toKsefTime } from '../time.ts'

const CONTEXT_TYPES = ['Nip', 'InternalId', 'NipVatUe', 'PeppolId']

function tokenInfo({ token, validUntil }: IssuedToken): object {
  return { token, validUntil: toKsefTime(validUntil) }
}

/** The outcome that the control interface ordered for the next sign-in, if it did. */
function orderedOutcome(kernel: Kernel): SignInOutcome | null {
  for (const effect of kernel.faults.take(SIGN_IN_OUTCOME)) {
    const code = SIGN_IN_CODES.find((known) => effect.kind === 'sign-in-status' && known === effect.code)
    if (code !== undefined) return { failure: signInStatus(code, 'Zamówione w symulatorze') }
  }
  return null
}

/** Starts a sign-in and answers 202 with its reference and short-lived token. */
function beginSignIn(kernel: Kernel, method: SignInOperation['method'], outcome: SignInOutcome): Answer {
  const { reference, token } = kernel.signIns.begin(method, orderedOutcome(kernel) ?? outcome)
  return jsonAnswer(202, { referenceNumber: reference, authenticationToken: tokenInfo(token) })
}

function challenge(call: Call, kernel: Kernel): Answer {
  const { text, issuedAt } = kernel.challenges.issue(kernel.clock.now())
  return jsonAnswer(200, { challenge: text, timestamp: toKsefTime(issuedAt), timestampMs: issuedAt, clientIp: call.clientIp })
}

function signInWithToken(call: Call, kernel: Kernel): Answer {
  const body = jsonBodyOf(call)
  const context = objectOf(body, 'contextIdentifier')
  const type = textOf(context, 'type')
  const value = textOf(context, 'value')
  if (!CONTEXT_TYPES.includes(type)) throw invalidInput("Pole 'contextIdentifier.type' ma nieznaną wartość.")
  if (type === 'Nip' && !isValidNip(value)) throw invalidInput("Pole 'contextIdentifier.value' nie jest prawidłowym numerem NIP.")
  const encrypted = Buffer.from(textOf(body, 'encryptedToken'), 'base64')
  const challengeUsed = kernel.challenges.use(textOf(body, 'challenge'), kernel.clock.now())
  const key = encryptionKeyOf(kernel, 'KsefTokenEncryption', body.publicKeyId)
  const outcome = decideTokenSignIn({ encrypted, key: key.privateKey, challenge: challengeUsed, context: { type, value }, tokens: kernel.tokens })
  return beginSignIn(kernel, 'Token', outcome)
}

function signInWithCertificate(call: Call, kernel: Kernel): Answer {
  const now = kernel.clock.now()
  const outcome = decideCertificateSignIn(call.body, (text) => kernel.challenges.use(text, now), now, kernel.grants)
  return beginSignIn(kernel, 'InternalCertificate', outcome)
}

/** The key of a usage; an id that is not its own is refused with 21470, as after a rotation (API-NOTES §2). */
export function encryptionKeyOf(kernel: Kernel, usage: Kernel['encryptionKeys'][number]['usage'], publicKeyId: unknown): Kernel['encryptionKeys'][number] {
  const key = kernel.encryptionKeys.find((candidate) => candidate.usage === usage && (publicKeyId === undefined || publicKeyId === null || candidate.publicKeyId === publicKeyId))
  if (key !== undefined) return key
  throw new Refused({
    status: 400,
    code: 21470,
    description: 'Przesłany identyfikator klucza jest nieznany lub wskazuje na wycofany klucz.',
    details: [`Klucz o identyfikatorze ${String(publicKeyId)} nie jest wspierany.`],
  })
}

const METHOD_INFO = {
  Token: { category: 'Token', code: 'token.ksef', displayName: 'Token KSeF' },
  InternalCertificate: { category: 'XadesSignature', code: 'xades.ksef', displayName: 'Certyfikat KSeF' },
} as const

/** Fields that the status of a sign-in and the list of sign-ins share. */
export function signInFields(operation: SignInOperation): object {
  return {
    startDate: toKsefTime(operation.startedAt),
    authenticationMethod: operation.method,
    authenticationMethodInfo: METHOD_INFO[operation.method],
    isTokenRedeemed: operation.isRedeemed,
    lastTokenRefreshDate: operation.lastRefreshAt === null ? null : toKsefTime(operation.lastRefreshAt),
    refreshTokenValidUntil: operation.refreshUntil === null ? null : toKsefTime(operation.refreshUntil),
  }
}

function status(call: Call, kernel: Kernel): Answer {
  const operation = kernel.signIns.operationOf(bearerOf(call), 'authentication')
  const reference = referenceOf(call, 'referenceNumber')
  if (operation.reference !== reference) {
    throw new Refused({
      status: 400,
      code: 21304,
      description: 'Brak uwierzytelnienia.',
      details: [`Operacja uwierzytelniania o numerze referencyjnym ${reference} nie została znaleziona.`],
    })
  }
  return jsonAnswer(200, { ...signInFields(operation), status: kernel.signIns.statusOf(operation) })
}

function redeem(call: Call, kernel: Kernel): Answer {
  const { access, refresh } = kernel.signIns.redeem(kernel.signIns.operationOf(bearerOf(call), 'authentication'))
  return jsonAnswer(200, { accessToken: tokenInfo(access), refreshToken: tokenInfo(refresh) })
}

function refresh(call: Call, kernel: Kernel): Answer {
  return jsonAnswer(200, { accessToken: tokenInfo(kernel.signIns.refresh(kernel.signIns.operationOf(bearerOf(call), 'refresh'))) })
}

function publicKeys(_: Call, kernel: Kernel): Answer {
  return jsonAnswer(
    200,
    kernel.encryptionKeys.map(({ certificate, certificateId, publicKeyId, validFrom, validTo, usage }) => ({
      certificate: certificate.toString('base64'),
      certificateId,
      publicKeyId,
      validFrom: toKsefTime(validFrom.getTime()),
      validTo: toKsefTime(validTo.getTime()),
      usage: [usage],
    })),
  )
}

export const SIGN_IN_ROUTES: readonly OpenRoute[] = [
  { id: 'publicKeys', method: 'GET', path: '/security/public-key-certificates', group: 'signIn', access: 'open', handle: publicKeys },
  { id: 'auth.challenge', method: 'POST', path: '/auth/challenge', group: 'signIn', access: 'open', handle: challenge },
  { id: 'auth.token', method: 'POST', path: '/auth/ksef-token', group: 'signIn', access: 'open', handle: signInWithToken },
  { id: 'auth.certificate', method: 'POST', path: '/auth/xades-signature', group: 'signIn', access: 'open', handle: signInWithCertificate },
  { id: 'auth.status', method: 'GET', path: '/auth/{referenceNumber}', group: 'signIn', access: 'open', handle: status },
  { id: 'auth.redeem', method: 'POST', path: '/auth/token/redeem', group: 'signIn', access: 'open', handle: redeem },
  { id: 'auth.refresh', method: 'POST', path: '/auth/token/refresh', group: 'signIn', access: 'open', handle: refresh },
]
