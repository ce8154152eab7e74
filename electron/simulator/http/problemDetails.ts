import type { Answer } from './answer.ts'
import { digitsOf } from '../references.ts'
import { toKsefTime } from '../time.ts'

/** Why KSeF refuses a call, before it is written in one of its two error forms (API-NOTES §4). */
export type Refusal =
  | { readonly status: 400; readonly code: number; readonly description: string; readonly details?: readonly string[] }
  | { readonly status: 401; readonly detail: string }
  | { readonly status: 403; readonly detail: string; readonly reasonCode: ForbiddenReason; readonly security?: Readonly<Record<string, unknown>> }
  | { readonly status: 404; readonly detail: string }
  | { readonly status: 410; readonly detail: string }
  | { readonly status: 429; readonly detail: string; readonly retryAfterSeconds: number }
  | { readonly status: 500 | 501; readonly detail: string }

/** Reasons of a 403 (open-api.json, ForbiddenProblemDetails.reasonCode). */
export const FORBIDDEN_REASONS = [
  'missing-permissions',
  'ip-not-allowed',
  'insufficient-resource-access',
  'auth-method-not-allowed',
  'security-service-blocked',
  'context-type-not-allowed',
] as const
export type ForbiddenReason = (typeof FORBIDDEN_REASONS)[number]

/** Thrown by a route; the server writes it in the form that the caller asked for. */
export class Refused extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super('description' in refusal ? refusal.description : refusal.detail)
    this.name = 'Refused'
    this.refusal = refusal
  }
}

const TITLES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  410: 'Gone',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
} as const

export interface RefusalContext {
  readonly path: string
  readonly now: number
  /** True when the caller sent `X-Error-Format: problem-details`. */
  readonly wantsProblemDetails: boolean
  /** Running number of the call; the trace id is made from it. */
  readonly callNumber: number
}

/** The body of a 400 in the old form (open-api.json, ExceptionResponse). */
function oldException(refusal: Extract<Refusal, { status: 400 }>, now: number, traceId: string): object {
  return {
    exception: {
      serviceCtx: 'simulator',
      serviceCode: `00-${traceId}-${traceId.slice(0, 16)}-00`,
      serviceName: 'Undefined',
      timestamp: toKsefTime(now),
      exceptionDetailList: [{ exceptionCode: refusal.code, exceptionDescription: refusal.description, details: refusal.details ?? [] }],
    },
  }
}

function problem(refusal: Refusal, { path, now }: RefusalContext, traceId: string): object {
  const common = { title: TITLES[refusal.status], status: refusal.status, instance: path, timestamp: toKsefTime(now), traceId }
  if (refusal.status === 400) {
    const { code, description, details } = refusal
    return { ...common, detail: 'Żądanie jest nieprawidłowe.', errors: [{ code, description, ...(details === undefined ? {} : { details }) }] }
  }
  if (refusal.status === 403) {
    const { detail, reasonCode, security } = refusal
    return { ...common, detail, reasonCode, ...(security === undefined ? {} : { security }) }
  }
  return { ...common, detail: refusal.detail }
}

/** Writes a refusal: 400 and 429 have an old form, the others are always problem+json (open-api.json). */
export function answerRefusal(refusal: Refusal, context: RefusalContext): Answer {
  const traceId = digitsOf(`${context.callNumber}:${context.path}`).slice(0, 32).toLowerCase()
  const retryAfter: Record<string, string> = refusal.status === 429 ? { 'retry-after': String(refusal.retryAfterSeconds) } : {}
  if (!context.wantsProblemDetails && (refusal.status === 400 || refusal.status === 429)) {
    const body =
      refusal.status === 400
        ? oldException(refusal, context.now, traceId)
        : { status: { code: 429, description: TITLES[429], details: [refusal.detail] } }
    return { status: refusal.status, headers: { 'content-type': 'application/json; charset=utf-8', ...retryAfter }, body: Buffer.from(JSON.stringify(body)) }
  }
  return {
    status: refusal.status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', ...retryAfter },
    body: Buffer.from(JSON.stringify(problem(refusal, context, traceId))),
  }
}
