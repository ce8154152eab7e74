import type { Clock } from '../../electron/platform/clock.ts'
import { AppError } from '../../electron/shared/errors.ts'

/** This computer's time, moved on; whoever waits has waited at once. */
export function hastyClock(skewMs = 0): Clock {
  let skew = skewMs
  return {
    now: () => Date.now() + skew,
    sleep: (ms, signal) => {
      skew += ms
      return new Promise((resolve, reject) => {
        setImmediate(() => {
          if (signal?.aborted === true) reject(new AppError('cancelled'))
          else resolve()
        })
      })
    },
  }
}
