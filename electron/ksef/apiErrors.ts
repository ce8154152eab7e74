import { AppError } from '../shared/errors.ts'
import type { AppErrorCode, ErrorDetails } from '../shared/errors.ts'
import type { HttpAnswer } from './http/transport.ts'
import { hideSecrets } from './secrets.ts'

/** What an answer of KSeF says about a failure, in either of its two forms (API-NOTES §4). Absent facts are left out. */
interface Explanation {
  readonly code?: number
  readonly description?: string
  readonly messages?: readonly string[]
  readonly traceId?: string
  readonly serviceCode?: string
  readonly referenceNumber?: string
  readonly reasonCode?: string
  readonly requiredAnyOfPermissions?: readonly string[]
  readonly presentPermissions?: readonly string[]
}

export interface AnswerPlace {
  /** Method and path template, never with values. */
  readonly route: string
  /** Known secrets that must not reappear, even when the server repeats them. */
  readonly secrets: readonly string[]
  /** Facts of our own, for instance the group of a rate limit. */
  readonly facts?: ErrorDetails
}

const LONGEST_TEXT = 500
const MOST_TEXTS = 20

/**
 * The one place where an unwanted answer becomes an AppError: by status 'api-unauthorized', 'api-forbidden', 'api-gone',
 * 'api-rate-limited', 'api-unavailable' (5xx) or 'api-rejected'; a page of HTML below 500 is 'api-answer-unreadable'.
 * Details: httpStatus, route, code (KSeF's exception code), description, messages, reasonCode, requiredAnyOfPermissions,
 * presentPermissions, traceId, serviceCode, referenceNumber, retryAfterSeconds, as far as the answer tells them.
 */
export function apiError(answer: HttpAnswer, { route, secrets, facts = {} }: AnswerPlace): AppError {
  const json = parseJson(answer.bytes)
  const html = json === null && looksLikeHtml(answer)
  const retryAfterSeconds = readRetryAfter(answer.header('retry-after'))
  const details: ErrorDetails = {
    httpStatus: answer.status,
    route,
    ...(html ? { reason: 'html' } : {}),
    ...explanationOf(json, (text) => hideSecrets(text, secrets, LONGEST_TEXT)),
    ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
    ...facts,
  }
  return new AppError(codeFor(answer.status, html), { details })
}

/** For an answer with a good status whose content cannot be used; `reason` is a short word such as 'json' or 'html'. */
export function unreadableAnswer(answer: HttpAnswer, { route, facts = {} }: Pick<AnswerPlace, 'route' | 'facts'>, reason: string, cause?: unknown): AppError {
  const details = { httpStatus: answer.status, route, reason: looksLikeHtml(answer) ? 'html' : reason, ...facts }
  return new AppError('api-answer-unreadable', { details, cause })
}

/**
 * Seconds of a `Retry-After` header, which is a number, the longest of several, or a date; null when absent. What is neither, or a date that is over by this
 * computer's clock, says how long it means to nobody, and asking too early makes a pause longer (API-NOTES §3).
 */
export function readRetryAfter(header: string | null, now = Date.now()): number | null {
  if (header === null) return null
  const numbers = header.split(',').map((text) => text.trim())
  const seconds = numbers.every((text) => /^\d+(\.\d+)?$/.test(text)) ? Math.max(...numbers.map((text) => Math.ceil(Number(text)))) : secondsUntil(header.trim(), now)
  return Math.min(LONGEST_WAIT_S, seconds ?? UNREADABLE_WAIT_S)
}

/** Null for what is no date to come in HTTP's form, which is JavaScript's, too: that reads much else ("-1") as some date. */
function secondsUntil(date: string, now: number): number | null {
  const until = Date.parse(date)
  return new Date(until).toUTCString() === date && until > now ? Math.ceil((until - now) / 1_000) : null
}

/** A year and a day: what is longer is no wait, and past some number there is no date for its end. */
const LONGEST_WAIT_S = 366 * 86_400

/** No window of a limit is longer. */
const UNREADABLE_WAIT_S = 3_600

function codeFor(status: number, html: boolean): AppErrorCode {
  if (status === 429) return 'api-rate-limited'
  if (status >= 500) return 'api-unavailable'
  // A wall before KSeF (bot protection, proxy, captive portal) says nothing about permissions.
  if (html || status < 400) return 'api-answer-unreadable'
  if (status === 401) return 'api-unauthorized'
  if (status === 403) return 'api-forbidden'
  if (status === 410) return 'api-gone'
  return 'api-rejected'
}

function explanationOf(json: unknown, clean: (text: string) => string): Explanation {
  const root = asRecord(json)
  const exception = asRecord(root.exception)
  const oldForm = asRecord(firstOf(exception.exceptionDetailList))
  const oldStatus = asRecord(root.status)
  const newForm = asRecord(firstOf(root.errors))
  const security = asRecord(root.security)
  const text = (...candidates: readonly unknown[]): string | undefined => {
    const found = candidates.find((candidate) => typeof candidate === 'string' && candidate !== '')
    return typeof found === 'string' ? clean(found) : undefined
  }
  const texts = (...candidates: readonly unknown[]): readonly string[] | undefined => {
    const found = candidates.find((candidate) => Array.isArray(candidate))
    return Array.isArray(found)
      ? found.filter((item) => typeof item === 'string').slice(0, MOST_TEXTS).map(clean)
      : undefined
  }
  return present({
    code: [newForm.code, oldForm.exceptionCode].find((code) => typeof code === 'number'),
    description: text(newForm.description, oldForm.exceptionDescription, root.detail, oldStatus.description, root.title),
    messages: texts(newForm.details, oldForm.details, oldStatus.details),
    traceId: text(root.traceId),
    serviceCode: text(exception.serviceCode, root.serviceCode),
    referenceNumber: text(exception.referenceNumber),
    reasonCode: text(root.reasonCode),
    requiredAnyOfPermissions: texts(security.requiredAnyOfPermissions),
    presentPermissions: texts(security.presentPermissions),
  })
}

/** The same facts without the undefined ones. */
function present(facts: { readonly [Key in keyof Explanation]: Explanation[Key] | undefined }): Explanation {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    // Not JSON is an answer in itself: the caller looks whether it is a page of HTML.
    return null
  }
}

function looksLikeHtml(answer: HttpAnswer): boolean {
  if (answer.header('content-type')?.toLowerCase().includes('html') === true) return true
  return /^\s*<(!doctype html|html)/i.test(new TextDecoder().decode(answer.bytes.subarray(0, 200)))
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : undefined
}
