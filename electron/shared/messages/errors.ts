import type { Language } from '../contract/program.ts'
import type { ErrorDetails, ErrorReport } from '../errors.ts'
import { refusalReasonOf } from '../model/access.ts'
import { errorMessages } from './errorMessages.ts'
import { formatInstant } from './formats.ts'
import { formatMessage, type MessageValue, type MessageValues } from './formatMessage.ts'

/** Details that messages speak of; what a report lacks is null, so that every message can be formed. */
const NOTHING_KNOWN = {
  algorithm: null,
  argument: null,
  certificateNip: null,
  code: null,
  description: null,
  file: null,
  found: null,
  host: null,
  httpStatus: null,
  path: null,
  reason: null,
  reasonCode: null,
  refusal: null,
  requiredAnyOfPermissions: null,
  resumesAt: null,
  service: null,
  statusCode: null,
  until: null,
  what: null,
} as const satisfies MessageValues

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/

function toValue(language: Language, detail: ErrorDetails[string]): MessageValue {
  if (typeof detail === 'object' && detail !== null) return detail.join(', ')
  if (typeof detail === 'string' && INSTANT.test(detail)) return formatInstant(language, detail)
  // Codes and statuses are names, not counts: no thousands separator.
  return typeof detail === 'number' ? String(detail) : detail
}

export interface ErrorText {
  readonly whatHappened: string
  readonly nextStep: string
}

/** A failure in words: what happened, and what to do next. Instants among the details are shown in Warsaw time. */
export function describeError(language: Language, { code, details }: ErrorReport): ErrorText {
  const known = Object.fromEntries(Object.entries(details).map(([name, detail]) => [name, toValue(language, detail)]))
  // ICU selectors know no hyphen.
  const selector = (detail: ErrorDetails[string] | undefined): string | null => (typeof detail === 'string' ? detail.replaceAll('-', '_') : null)
  const values = { ...NOTHING_KNOWN, ...known, reason: selector(details.reason), refusal: selector(refusalReasonOf(details.reasonCode)) }
  return {
    whatHappened: formatMessage(errorMessages, language, `${code}.what`, values),
    nextStep: formatMessage(errorMessages, language, `${code}.next`, values),
  }
}
