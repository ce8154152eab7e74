import type { ErrorReport } from '../../../electron/shared/errors.ts'
import { RequestFailed } from '../../api/client.ts'

/** A failed request as a code and its details, with the number under which the log tells more; anything else is unexpected. */
export function reportOf(error: Error): ErrorReport & { readonly incidentId: string | null } {
  return error instanceof RequestFailed ? { code: error.code, details: error.details, incidentId: error.incidentId } : { code: 'unexpected', details: {}, incidentId: null }
}
