/**
 * Every failure a person can meet, as a closed list: each code has a message in every language
 * (shared/messages/errorMessages.ts) and says what to do next.
 */
export const APP_ERROR_CODES = [
  // the window, the command line, the program itself
  'invalid-request',
  'wrong-usage',
  'unexpected',
  'cancelled',
  'not-found',
  // taxpayers and credentials
  'nip-invalid',
  'taxpayer-exists',
  'taxpayer-left',
  'confirmation-differs',
  'credential-missing',
  'key-store-unavailable',
  'certificate-wrong-password',
  'certificate-unreadable',
  'certificate-key-mismatch',
  'certificate-expired',
  'certificate-not-yet-valid',
  'certificate-offline-type',
  'certificate-other-nip',
  'certificate-algorithm-unsupported',
  // signing in to KSeF (API-NOTES §2)
  'sign-in-token-invalid',
  'sign-in-token-revoked',
  'sign-in-no-permission',
  'sign-in-certificate-refused',
  'sign-in-failed',
  'sign-in-timeout',
  // answers of KSeF
  'api-unauthorized',
  'api-forbidden',
  'api-rate-limited',
  'api-rejected',
  'api-gone',
  'api-unavailable',
  'api-answer-unreadable',
  // the way to KSeF
  'network-unreachable',
  'network-tls',
  'network-timeout',
  'link-refused',
  'document-damaged',
  // the archive
  'archive-not-an-archive',
  'archive-from-newer-version',
  'archive-other-context',
  'archive-read-only',
  'archive-disk-full',
  'archive-disk-failed',
  'archive-damaged',
  'archive-busy',
  'folder-network-drive',
  'folder-synchronised',
  'folder-not-writable',
  'folder-missing',
  'folder-is-a-file',
  // files handed over
  'file-unreadable',
  'file-not-writable',
] as const

export type AppErrorCode = (typeof APP_ERROR_CODES)[number]

/** Facts beside a code: plain values only, never a secret, shown to the person and kept in the log. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>

export interface AppErrorOptions {
  readonly details?: ErrorDetails
  readonly cause?: unknown
}

/** Thrown where the cause is known, caught at the edges (IPC answer, worker reply, job, command line). */
export class AppError extends Error {
  readonly code: AppErrorCode
  readonly details: ErrorDetails

  constructor(code: AppErrorCode, options: AppErrorOptions = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.details = options.details ?? {}
  }
}

/** A failure of one call, beside which the next may go well: not what was cancelled, nor what the archive or its catalogue cannot keep, nor a fault of the program. */
export function isOfOneCall(cause: unknown): cause is AppError {
  return cause instanceof AppError && cause.code !== 'cancelled' && cause.code !== 'unexpected' && !cause.code.startsWith('archive-')
}

/** The same failure as plain data, for messages between processes and threads. */
export interface ErrorReport {
  readonly code: AppErrorCode
  readonly details: ErrorDetails
}

/** Anything thrown, as a code and details; what is not an AppError is 'unexpected' and tells nothing. */
export function toErrorReport(cause: unknown): ErrorReport {
  return cause instanceof AppError ? { code: cause.code, details: cause.details } : { code: 'unexpected', details: {} }
}
