import type { AttemptInput } from '../../archive/inputs.ts'
import type { AppError } from '../../shared/errors.ts'

/** What an attempt remembers of its failure: our code (the diagnosis works with it), else KSeF's own, and what support would ask for. */
export function attemptFacts({ code, details }: AppError): Pick<AttemptInput, 'code' | 'httpStatus' | 'traceId'> {
  const { code: ksefCode, httpStatus, traceId } = details
  return {
    code: code === 'api-rejected' && ksefCode !== undefined && ksefCode !== null ? String(ksefCode) : code,
    httpStatus: typeof httpStatus === 'number' ? httpStatus : null,
    traceId: typeof traceId === 'string' ? traceId : null,
  }
}
