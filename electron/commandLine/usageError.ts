import { AppError } from '../shared/errors.ts'

/** The person typed something that cannot be carried out; `reason` names what. */
export function usageError(reason: string): AppError {
  return new AppError('invalid-request', { details: { reason } })
}
