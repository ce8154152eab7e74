import type { Clock } from '../../electron/platform/clock.ts'
import { AppError } from '../../electron/shared/errors.ts'

export interface ManualClock extends Clock {
  /** Moves the time, waking sleepers in their order; what they do in between runs before the next one wakes. */
  advance(ms: number): Promise<void>
  set(now: number): void
  readonly sleepers: () => number
}

/** A clock that only moves when told to. */
export function manualClock(start = Date.UTC(2026, 1, 2, 9, 0, 0)): ManualClock {
  let now = start
  let waiting: { readonly at: number; readonly wake: () => void }[] = []
  const settle = async (): Promise<void> => {
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
  return {
    now: () => now,
    set: (time) => {
      now = time
    },
    sleepers: () => waiting.length,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { at: now + ms, wake: resolve }
        waiting.push(sleeper)
        const stop = (): void => {
          waiting = waiting.filter((other) => other !== sleeper)
          reject(new AppError('cancelled'))
        }
        if (signal?.aborted === true) stop()
        else signal?.addEventListener('abort', stop, { once: true })
      }),
    advance: async (ms) => {
      const end = now + ms
      await settle()
      for (;;) {
        const next = waiting.toSorted((left, right) => left.at - right.at)[0]
        if (next === undefined || next.at > end) break
        waiting = waiting.filter((other) => other !== next)
        now = Math.max(now, next.at)
        next.wake()
        await settle()
      }
      now = end
      await settle()
    },
  }
}
