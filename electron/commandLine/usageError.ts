import { AppError } from '../shared/errors.ts'

/** The person typed something that cannot be carried out. `argument`: what, or what is expected; never a secret, null where something is missing. */
export function usageError(argument: string | null): AppError {
  return new AppError('wrong-usage', { details: { argument } })
}
