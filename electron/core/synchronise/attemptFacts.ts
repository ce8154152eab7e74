import type { AttemptInput } from '../../archive/inputs.ts'
import type { AppError } from '../../shared/errors.ts'

/** What tells why KSeF refused, or until when it wants no more calls (ksef/apiErrors.ts). */
const KEPT_DETAILS = ['reasonCode', 'requiredAnyOfPermissions', 'presentPermissions', 'resumesAt', 'description'] as const

/** What an attempt remembers of its failure: our code (the diagnosis works with it), else KSeF's own, and what support would ask for. */
export function attemptFacts({ code, details }: AppError): Pick<AttemptInput, 'code' | 'httpStatus' | 'traceId' | 'details'> {
  const { code: ksefCode, httpStatus, traceId } = details
  return {
    code: code === 'api-rejected' && ksefCode !== undefined && ksefCode !== null ? String(ksefCode) : code,
    httpStatus: typeof httpStatus === 'number' ? httpStatus : null,
    traceId: typeof traceId === 'string' ? traceId : null,
    details: Object.fromEntries(KEPT_DETAILS.flatMap((name) => (details[name] === undefined ? [] : [[name, details[name]]]))),
  }
}
