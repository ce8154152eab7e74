import * as z from 'zod'
import type { AppError } from '../../shared/errors.ts'
import { unreadableAnswer } from '../apiErrors.ts'
import type { HttpAnswer } from './transport.ts'

/** The JSON of an answer in the shape of the schema, or AppError 'api-answer-unreadable'. Unknown fields are ignored. */
export function readAnswer<T>(answer: HttpAnswer, schema: z.ZodType<T>, route: string): T {
  const parsed = schema.safeParse(parseJsonAnswer(answer, route))
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? ''
    throw unreadable(answer, route, 'shape', field, parsed.error)
  }
  return parsed.data
}

/** The JSON of an answer, or AppError 'api-answer-unreadable'. */
export function parseJsonAnswer(answer: HttpAnswer, route: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(answer.bytes))
  } catch (cause) {
    throw unreadable(answer, route, 'json', '', cause)
  }
}

function unreadable(answer: HttpAnswer, route: string, reason: string, field: string, cause: unknown): AppError {
  return unreadableAnswer(answer, { route, facts: field === '' ? {} : { field } }, reason, cause)
}

/** A text, or null when it is missing or something else: what no step truly needs may vanish (API-NOTES, head). */
export const optionalText = z.preprocess((value) => (typeof value === 'string' ? value : null), z.string().nullable())

/** A number, or null when it is missing or something else. */
export const optionalNumber = z.preprocess((value) => (typeof value === 'number' ? value : null), z.number().nullable())

/** True or false, or null when it is missing or something else. */
export const optionalBoolean = z.preprocess((value) => (typeof value === 'boolean' ? value : null), z.boolean().nullable())

/** A list of texts; anything else in it is left out, and a missing list is empty. */
export const texts = z.preprocess(
  (value): readonly string[] => (Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []),
  z.array(z.string()),
)

/** Code and description of KSeF's operations, sessions and invoices; only the code is indispensable. */
export const statusInfo = z.object({
  code: z.number(),
  description: optionalText.transform((description) => description ?? ''),
  details: texts,
})

export interface StatusInfo {
  readonly code: number
  readonly description: string
  readonly details: readonly string[]
}
