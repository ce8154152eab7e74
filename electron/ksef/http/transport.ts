import { AppError } from '../../shared/errors.ts'
import { CALL_DEADLINE_MS } from '../rateBudget.ts'
import type { Reservation } from '../rateBudget.ts'
import type { Connections } from './dispatcher.ts'
import { readNetworkFailure } from './networkErrors.ts'

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** A longer answer is refused with AppError 'api-answer-unreadable'. */
  readonly maxBytes: number
  /** Absent: two minutes. */
  readonly deadlineMs?: number
  /** Takes the body of an answer 200 as it comes, instead of `bytes`; what it throws ends the request, and is what `sendHttp` throws. */
  readonly take?: (chunk: Uint8Array) => Promise<void>
}

export interface HttpAnswer {
  readonly status: number
  readonly header: (name: string) => string | null
  readonly bytes: Uint8Array
}

/** Requests without a name are the first that a bot wall stops. */
const USER_AGENT = 'TeczkaUPO'

/** Thrown by `sendHttp` for connections that the server closed; caught where a GET may be tried once more. */
export function isConnectionReset(error: unknown): boolean {
  return error instanceof AppError && error.code === 'network-unreachable' && error.details.reason === 'reset'
}

/**
 * One request, one answer, whatever its status; redirects are not followed. Throws AppError 'network-unreachable', 'network-timeout',
 * 'network-tls', 'api-answer-unreadable' (too long, no HTTP) and 'cancelled'.
 */
export async function sendHttp(dispatcher: Connections, request: HttpRequest, signal: AbortSignal, reservation?: Reservation): Promise<HttpAnswer> {
  if (signal.aborted) {
    reservation?.neverSent()
    throw new AppError('cancelled')
  }
  // One controller of our own instead of AbortSignal.any: thousands of requests on one long-lived signal must leave nothing behind.
  const controller = new AbortController()
  const cancel = (): void => controller.abort('cancelled')
  const timer = setTimeout(() => controller.abort('deadline'), request.deadlineMs ?? CALL_DEADLINE_MS)
  signal.addEventListener('abort', cancel, { once: true })
  let headersArrived = false
  try {
    const answer = await dispatcher.request({
      origin: request.url.origin,
      path: request.url.pathname + request.url.search,
      method: request.method,
      headers: { 'user-agent': USER_AGENT, ...request.headers },
      body: request.body ?? null,
      signal: controller.signal,
    })
    headersArrived = true
    reservation?.answered()
    const bytes = await readBody(answer.body, request, answer.statusCode === 200 ? request.take : undefined)
    return { status: answer.statusCode, header: (name) => firstValue(answer.headers[name]), bytes }
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    if (cause instanceof NotTaken) throw cause.cause
    const failure = readNetworkFailure(cause, request.url.host)
    if (!headersArrived) {
      if (failure.neverSent) reservation?.neverSent()
      else reservation?.gaveUp()
    }
    if (controller.signal.reason === 'cancelled') throw new AppError('cancelled', { cause })
    if (controller.signal.reason === 'deadline') throw new AppError('network-timeout', { details: { host: request.url.host, reason: 'answering' }, cause })
    throw failure.error
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', cancel)
  }
}

/** A full disk is no trouble of the network. */
class NotTaken extends Error {}

async function readBody(body: AsyncIterable<Uint8Array>, { maxBytes, url }: HttpRequest, take: HttpRequest['take']): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  // Leaving the loop early destroys the body, and with it the connection.
  for await (const chunk of body) {
    length += chunk.byteLength
    if (length > maxBytes) throw new AppError('api-answer-unreadable', { details: { host: url.host, reason: 'too-long', maxBytes } })
    if (take === undefined) chunks.push(chunk)
    else {
      await take(chunk).catch((cause: unknown) => {
        throw new NotTaken('what came could not be taken', { cause })
      })
    }
  }
  return Buffer.concat(chunks)
}

function firstValue(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null
}
