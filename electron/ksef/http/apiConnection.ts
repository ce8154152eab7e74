import { AppError } from '../../shared/errors.ts'
import type { ErrorDetails } from '../../shared/errors.ts'
import type { RateGroup } from '../../shared/model/rateLimits.ts'
import { apiError } from '../apiErrors.ts'
import type { RateBudget, Reservation } from '../rateBudget.ts'
import type { Connections } from './dispatcher.ts'
import { headerText } from './headerText.ts'
import { isConnectionReset, sendHttp } from './transport.ts'
import type { HttpAnswer, HttpRequest } from './transport.ts'

const MEBIBYTE = 1024 * 1024

/** A page of 1 000 invoices is under one; details of rejected ones make it longer. */
export const MAX_JSON_BYTES = 16 * MEBIBYTE

/** A session UPO of 10 000 entries has 5, an invoice at most 3 (API-NOTES §5). */
export const MAX_DOCUMENT_BYTES = 64 * MEBIBYTE

export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Path template as in open-api.json; with the method it names the call in errors and in the budget. */
  readonly template: string
  /** Values for `{name}` in the template, each sent URL-encoded. */
  readonly parameters?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | number | readonly string[] | undefined>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: { readonly contentType: string; readonly content: string | Uint8Array }
  /** Null for what KSeF does not count: sign-in and public keys (API-NOTES §3). */
  readonly group: RateGroup | null
  readonly maxBytes?: number
  readonly maxWaitMs?: number
}

export interface ApiConnectionOptions {
  readonly dispatcher: Connections
  readonly apiBase: string
  readonly budget: RateBudget
  /** Secrets that must never reach an error, asked for when one is made. */
  readonly secrets: () => readonly string[]
  readonly log: (event: string, facts: ErrorDetails) => void
  /** The `X-System-Warning` header (API-NOTES §6): to be logged and shown. */
  readonly onSystemWarning?: ((warning: string, route: string) => void) | undefined
}

export type SendApiCall = (call: ApiCall, bearer: string | null, signal: AbortSignal) => Promise<HttpAnswer>

/**
 * Sends one API call within the budget and gives the answer when its status is 2xx; any other becomes an AppError (apiErrors.ts).
 * A GET whose connection was reset is tried once more; nothing else is repeated here.
 */
export function createApiConnection(options: ApiConnectionOptions): SendApiCall {
  return async (call, bearer, signal) => {
    try {
      return await sendOnce(options, call, bearer, signal)
    } catch (error) {
      if (call.method !== 'GET' || !isConnectionReset(error)) throw error
      options.log('connection-reset', { route: routeOf(call) })
      return sendOnce(options, call, bearer, signal)
    }
  }
}

/** Method and path template, for example `GET /sessions/{referenceNumber}`. */
export function routeOf(call: ApiCall): string {
  return `${call.method} ${call.template}`
}

async function sendOnce(options: ApiConnectionOptions, call: ApiCall, bearer: string | null, signal: AbortSignal): Promise<HttpAnswer> {
  const { budget, dispatcher, log } = options
  const route = routeOf(call)
  const reservation = await reserve(budget, call, signal)
  const startedAt = performance.now()
  const answer = await sendHttp(dispatcher, toHttpRequest(options.apiBase, call, bearer), signal, reservation)
  log('api-call', { route, httpStatus: answer.status, bytes: answer.bytes.byteLength, ms: Math.round(performance.now() - startedAt) })
  const warning = answer.header('x-system-warning')
  if (warning !== null) options.onSystemWarning?.(headerText(warning), route)
  if (answer.status >= 200 && answer.status < 300) return answer
  const secrets = [...options.secrets(), ...(bearer === null ? [] : [bearer])]
  const error = apiError(answer, { route, secrets })
  throw error.code === 'api-rate-limited' ? withResumption(error, call.group, route, budget) : error
}

async function reserve(budget: RateBudget, call: ApiCall, signal: AbortSignal): Promise<Reservation | undefined> {
  if (call.group !== null) return budget.acquire(call.group, routeOf(call), signal, call.maxWaitMs)
  await budget.acquireSignIn(routeOf(call), signal, call.maxWaitMs)
  return undefined
}

/** Stops the group of a 429, or the sign-in, until KSeF allows more, and says until when. */
function withResumption(error: AppError, group: RateGroup | null, route: string, budget: RateBudget): AppError {
  const told = error.details.retryAfterSeconds
  const untilMs = budget.pause(group, route, typeof told === 'number' ? told : null)
  return new AppError(error.code, { details: { ...error.details, group, resumesAt: new Date(untilMs).toISOString() } })
}

function toHttpRequest(apiBase: string, call: ApiCall, bearer: string | null): HttpRequest {
  const path = call.template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameterOf(call, name)))
  const url = new URL(apiBase + path)
  for (const [name, value] of Object.entries(call.query ?? {})) {
    for (const item of Array.isArray(value) ? value : [value]) if (item !== undefined) url.searchParams.append(name, String(item))
  }
  return {
    method: call.method,
    url,
    headers: {
      accept: 'application/json, application/xml, application/problem+json',
      'x-error-format': 'problem-details',
      ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
      ...(call.body === undefined ? {} : { 'content-type': call.body.contentType }),
      ...call.headers,
    },
    ...(call.body === undefined ? {} : { body: call.body.content }),
    maxBytes: call.maxBytes ?? MAX_JSON_BYTES,
  }
}

function parameterOf(call: ApiCall, name: string): string {
  const value = call.parameters?.[name] ?? ''
  // "." and ".." survive URL encoding and would climb to another route.
  if (value === '' || /^\.+$/.test(value)) throw new AppError('invalid-request', { details: { reason: 'path-parameter', name } })
  return value
}
