import { AppError } from '../../shared/errors.ts'

/** What happened to a connection; `neverSent` is true when the request surely did not reach the server. */
export interface NetworkFailure {
  readonly error: AppError
  readonly neverSent: boolean
  /** The server closed a connection that was in use or kept alive: worth one more try for a GET. */
  readonly reset: boolean
}

const TIMEOUTS = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT', 'ERR_SOCKET_CONNECTION_TIMEOUT'])

const UNREACHABLE: Readonly<Record<string, string>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'no-route',
  ENETUNREACH: 'no-route',
  ENETDOWN: 'no-route',
  EADDRNOTAVAIL: 'no-route',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'reset',
}

/** OpenSSL and BoringSSL verification results and handshake failures, as Node names them. */
const TLS = /^(CERT_|UNABLE_TO_|SELF_SIGNED_CERT|DEPTH_ZERO_|ERR_TLS_|ERR_SSL_|ERR_OSSL_|EPROTO$|CRL_|HOSTNAME_MISMATCH$|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_EXCEEDED$|UND_ERR_PRX_TLS$)/

const BEFORE_SENDING = new Set(['dns', 'refused', 'no-route', 'proxy'])

/** Tells DNS, refused, reset, time-out and TLS apart (AppError 'network-unreachable', 'network-timeout', 'network-tls'). */
export function readNetworkFailure(cause: unknown, host: string): NetworkFailure {
  const systemCode = findCode(cause)
  const details = { host, systemCode: systemCode ?? '' }
  if (systemCode !== null && TIMEOUTS.has(systemCode)) {
    const connecting = systemCode === 'UND_ERR_CONNECT_TIMEOUT'
    const reason = connecting ? 'connecting' : 'answering'
    return { error: new AppError('network-timeout', { details: { ...details, reason }, cause }), neverSent: connecting, reset: false }
  }
  if (systemCode !== null && TLS.test(systemCode)) {
    return { error: new AppError('network-tls', { details: { ...details, reason: tlsReason(systemCode) }, cause }), neverSent: true, reset: false }
  }
  if (isParserError(cause) || systemCode === 'UND_ERR_HEADERS_OVERFLOW') {
    const error = new AppError('api-answer-unreadable', { details: { ...details, reason: 'not-http' }, cause })
    return { error, neverSent: false, reset: false }
  }
  const reason = isProxyRefusal(cause) ? 'proxy' : (UNREACHABLE[systemCode ?? ''] ?? 'unknown')
  const error = new AppError('network-unreachable', { details: { ...details, reason }, cause })
  return { error, neverSent: BEFORE_SENDING.has(reason), reset: reason === 'reset' }
}

/** undici's parser errors have a name, and a code only sometimes. */
function isParserError(cause: unknown): boolean {
  return cause instanceof Error && cause.name === 'HTTPParserError'
}

/** A proxy that did not open the tunnel, for example because it wants a password; undici tells it by the message alone. */
function isProxyRefusal(cause: unknown): boolean {
  return cause instanceof Error && cause.message.startsWith('Proxy response')
}

function tlsReason(systemCode: string): string {
  if (systemCode === 'CERT_HAS_EXPIRED') return 'expired'
  if (systemCode === 'CERT_NOT_YET_VALID') return 'not-yet-valid'
  if (systemCode === 'ERR_TLS_CERT_ALTNAME_INVALID' || systemCode === 'HOSTNAME_MISMATCH') return 'other-host'
  if (/^(UNABLE_TO_|SELF_SIGNED_CERT|DEPTH_ZERO_|CERT_UNTRUSTED|INVALID_CA)/.test(systemCode)) return 'untrusted'
  return 'handshake'
}

/** The system's code of the error itself, of what caused it, or of the first address tried. */
function findCode(cause: unknown): string | null {
  for (let error = cause, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth += 1) {
    if ('code' in error && typeof error.code === 'string') return error.code
    if (error instanceof AggregateError) return findCode(error.errors[0])
  }
  return null
}
