import type { Taxpayers } from '../taxpayers/taxpayers.ts'
import type { TaxpayerId } from '../../shared/contract/common.ts'
import { AppError } from '../../shared/errors.ts'
import { sideBySide } from './sideBySide.ts'

/** A sign-in answers within a minute; one that takes longer must not keep the others waiting. */
const LOOK_TIMEOUT_MS = 90_000

export interface LookOptions {
  readonly taxpayerIds: readonly TaxpayerId[]
  readonly taxpayers: Pick<Taxpayers, 'test'>
  readonly signal: AbortSignal
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void
  /** Told of what should not happen; the look goes on with the others. */
  readonly logFailure: (taxpayerId: TaxpayerId, cause: unknown) => void
}

/**
 * Signs in to each and keeps what the credential may do there. What fails for one is kept with that one and never stops the others; each is
 * kept as it is found, so a look that was stopped may be begun anew for the rest. Throws `cancelled`.
 */
export async function lookAtAccess({ taxpayerIds, taxpayers, signal, onProgress, logFailure }: LookOptions): Promise<void> {
  const total = taxpayerIds.length
  let done = 0
  onProgress({ done, total })
  await sideBySide(taxpayerIds, signal, async (taxpayerId) => {
    try {
      await taxpayers.test(taxpayerId, AbortSignal.any([signal, AbortSignal.timeout(LOOK_TIMEOUT_MS)]))
    } catch (cause) {
      if (signal.aborted) return
      // One who left, or was deleted, while the others were looked at is nobody's fault.
      if (!(cause instanceof AppError) || cause.code === 'unexpected') logFailure(taxpayerId, cause)
    }
    done += 1
    onProgress({ done, total })
  })
  if (signal.aborted) throw new AppError('cancelled')
}
