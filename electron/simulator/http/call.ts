import type { Principal } from '../auth/principal.ts'
import { Refused } from './problemDetails.ts'

/** One request, read to its end. */
export interface Call {
  readonly method: string
  /** Path below the API base, such as `/sessions/20260901-SO-…`. */
  readonly path: string
  readonly query: URLSearchParams
  /** Names in lower case; of repeated headers the first. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: Buffer
  readonly clientIp: string
  /** What the braces of the route's path stand for. */
  readonly parameters: ReadonlyMap<string, string>
}

/** A call whose access token was accepted. */
export interface SignedInCall extends Call {
  readonly principal: Principal
}

/** 400/21405, the answer to every malformed input (API-NOTES §4). */
export function invalidInput(...details: readonly string[]): Refused {
  return new Refused({ status: 400, code: 21405, description: 'Błąd walidacji danych wejściowych.', details })
}

export function parameterOf(call: Call, name: string): string {
  return call.parameters.get(name) ?? ''
}

/** A 36-character reference number of the path (open-api.json, ReferenceNumber). */
export function referenceOf(call: Call, name: string): string {
  const text = parameterOf(call, name)
  if (text.length !== 36) throw invalidInput(`'${name}' musi mieć 36 znaków.`)
  return text
}

export function bearerOf(call: Call): string | null {
  return /^Bearer (\S+)$/i.exec(call.headers.get('authorization') ?? '')?.[1] ?? null
}

/** A whole number of the query between its bounds; the contract's bounds are refused, not clamped. */
export function wholeNumberOf(call: Call, name: string, bounds: { readonly least: number; readonly most: number; readonly usual: number }): number {
  const text = call.query.get(name)
  if (text === null) return bounds.usual
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN
  if (!(value >= bounds.least && value <= bounds.most)) throw invalidInput(`'${name}' musi być liczbą od ${bounds.least} do ${bounds.most}.`)
  return value
}

/** A time of the query or body in milliseconds; without an offset it is refused. */
export function instantOf(text: string | null, name: string): number | null {
  if (text === null) return null
  const value = /(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : NaN
  if (Number.isNaN(value)) throw invalidInput(`'${name}' nie jest datą w formacie ISO 8601 z przesunięciem.`)
  return value
}

export type JsonObject = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The body as a JSON object, or a 400. */
export function jsonBodyOf(call: Call): JsonObject {
  try {
    const value: unknown = JSON.parse(call.body.toString('utf8'))
    if (isObject(value)) return value
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw invalidInput('Treść żądania nie jest obiektem JSON.')
}

export function textOf(object: JsonObject, name: string): string {
  const value = object[name]
  if (typeof value !== 'string' || value === '') throw invalidInput(`Pole '${name}' jest wymagane.`)
  return value
}

export function objectOf(object: JsonObject, name: string): JsonObject {
  const value = object[name]
  if (!isObject(value)) throw invalidInput(`Pole '${name}' jest wymagane.`)
  return value
}
