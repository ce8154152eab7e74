import type { AppError, AppErrorCode } from '../../shared/errors.ts'

/** Failures that are not about one document: the network is away, or KSeF is. */
const OUTAGE = new Set<AppErrorCode>(['api-unavailable', 'network-unreachable', 'network-timeout', 'network-tls', 'api-unauthorized'])

/** So many in a row are no accident: asking for the other ten thousand would only be a storm. */
const FAILURES_IN_A_ROW = 8

export interface OutageGuard {
  /** Tells how one fetch ended; null is success. */
  note(failure: AppError | null): void
  /** Throws the last failure once there were too many in a row. */
  throwIfOut(): void
}

export function isOutage({ code }: AppError): boolean {
  return OUTAGE.has(code)
}

export function createOutageGuard(): OutageGuard {
  let inARow = 0
  let last: AppError | null = null
  return {
    note(failure) {
      inARow = failure !== null && isOutage(failure) ? inARow + 1 : 0
      last = failure
    },
    throwIfOut() {
      if (inARow >= FAILURES_IN_A_ROW && last !== null) throw last
    },
  }
}
