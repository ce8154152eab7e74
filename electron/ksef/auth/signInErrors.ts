import { AppError } from '../../shared/errors.ts'
import type { AppErrorCode } from '../../shared/errors.ts'
import type { ContextIdentifier } from '../../shared/model/context.ts'
import { otherTaxpayerOf } from '../credential.ts'
import type { Credential } from '../credential.ts'
import type { StatusInfo } from '../http/readAnswer.ts'

type CredentialKind = Credential['kind']

/** Answers of `POST /auth/…`, `/redeem` and `/refresh` that blame the certificate or its signature (open-api.json, 400). */
const CERTIFICATE_ANSWERS = new Set([21115, 21406, 9101, 9102, 9103, 9105])

/**
 * Why a sign-in operation ended badly, from its status (API-NOTES §2, open-api.json `GET /auth/{referenceNumber}`). KSeF's own words
 * stay in the details: statusCode, description, messages, referenceNumber.
 */
export function signInRefusal(status: StatusInfo, referenceNumber: string, kind: CredentialKind): AppError {
  const { code, description, details: messages } = status
  return new AppError(refusalCode(code, `${description} ${messages.join(' ')}`.toLowerCase(), kind), {
    details: { statusCode: code, description, messages, referenceNumber },
  })
}

function refusalCode(statusCode: number, words: string, kind: CredentialKind): AppErrorCode {
  switch (statusCode) {
    case 415:
      return 'sign-in-no-permission'
    case 425:
      return 'sign-in-token-revoked'
    case 400:
      // The contract's examples still use 400 for what its table calls 450 and 460.
      return kind === 'certificate' ? 'sign-in-certificate-refused' : tokenRefusal(words)
    case 450:
      return tokenRefusal(words)
    case 460:
      return 'sign-in-certificate-refused'
    default:
      return 'sign-in-failed'
  }
}

function tokenRefusal(words: string): AppErrorCode {
  if (words.includes('unieważniony') || words.includes('nieaktywny')) return 'sign-in-token-revoked'
  // A challenge that ran out, or a clock: the token itself may be right, another try decides.
  if (words.includes('wyzwanie') || words.includes('czas tokena')) return 'sign-in-failed'
  return 'sign-in-token-invalid'
}

/** A refused call of the sign-in sequence in the words of signing in; what is no answer about the credential stays as it is. */
export function signInAnswerError(error: unknown): unknown {
  if (!(error instanceof AppError)) return error
  if (error.code === 'api-unauthorized' || error.code === 'api-gone') return renamed(error, 'sign-in-failed')
  if (error.code !== 'api-rejected') return error
  const { code, messages } = error.details
  if (typeof code === 'number' && CERTIFICATE_ANSWERS.has(code)) return renamed(error, 'sign-in-certificate-refused')
  const lines = typeof messages === 'object' && messages !== null ? messages : []
  if (code === 21301 && lines.some((line) => line.includes('Token KSeF został unieważniony'))) {
    return renamed(error, 'sign-in-token-revoked')
  }
  return renamed(error, 'sign-in-failed')
}

/**
 * Adds whose credential it is when it names another taxpayer: a token then explains its refusal (`tokenTaxpayer`), a certificate
 * without any permission here becomes 'certificate-other-nip' (`certificateNip`, `contextNip`). Everything else stays as it is.
 */
export function nameOtherTaxpayer(error: unknown, credential: Credential, context: ContextIdentifier): unknown {
  const other = otherTaxpayerOf(credential, context)
  if (!(error instanceof AppError) || other === null) return error
  if (credential.kind === 'token' && error.code === 'sign-in-token-invalid') {
    return new AppError(error.code, { details: { ...error.details, tokenTaxpayer: other }, cause: error })
  }
  if (credential.kind === 'certificate' && error.code === 'sign-in-no-permission' && context.type === 'Nip') {
    return new AppError('certificate-other-nip', { details: { ...error.details, certificateNip: other, contextNip: context.value }, cause: error })
  }
  return error
}

function renamed(error: AppError, code: AppErrorCode): AppError {
  return new AppError(code, { details: error.details, cause: error })
}
