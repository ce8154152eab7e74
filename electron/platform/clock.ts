import { AppError } from '../shared/errors.ts'

/** The time, as something that can be replaced: tests move it by hand. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number
  /** Resolves after `ms`; rejects with AppError('cancelled') when the signal is aborted, also before the start. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** Timers of Node hold 31 bits of milliseconds; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(new AppError('cancelled'))
        return
      }
      const stop = (): void => {
        clearTimeout(timer)
        reject(new AppError('cancelled'))
      }
      const timer = setTimeout(
        () => {
          signal?.removeEventListener('abort', stop)
          resolve()
        },
        Math.min(Math.max(ms, 0), LONGEST_TIMER_MS),
      )
      signal?.addEventListener('abort', stop, { once: true })
    }),
}
