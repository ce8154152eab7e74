import { subscribe } from 'node:diagnostics_channel'
import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../../../electron/platform/clock.ts'
import { AppError } from '../../../electron/shared/errors.ts'

/** So many turns in a row without anything under way or new: whoever is left waits for time to pass. Together longer than the archive gathers a group. */
const QUIET_TURNS = 4
const TURN_MS = 4

/** Sign-in has one limit for all, sixty a second for an IP address (API-NOTES §3): contexts sign in so far apart, and each one's time counts from its own. */
export const SIGN_IN_APART_MS = 500

interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

export interface SimulatedTime {
  readonly clock: Clock
  /** The same object, its calls counted as work under way. */
  readonly watched: <Target extends object>(target: Target) => Target
  /** Lets time pass whenever nothing else happens, until the work is done; `look` is called before each step. */
  readonly during: <Result>(work: Promise<Result>, look: () => Promise<void>) => Promise<Result>
}

/**
 * A clock for a program and a simulator in another process, that jumps to the next moment somebody sleeps until as soon as no request and
 * no archive work is under way: only what is waited for takes time. `setSimulator` tells the simulator.
 */
export function simulatedTime(startAt: number, setSimulator: (now: number) => Promise<void>): SimulatedTime {
  let now = startAt
  let sleepers: Sleeper[] = []
  let underWay = 0
  let activity = 0
  const begin = (): void => {
    underWay += 1
    activity += 1
  }
  const end = (): void => {
    underWay -= 1
    activity += 1
  }
  subscribe('undici:request:create', begin)
  subscribe('undici:request:trailers', end)
  subscribe('undici:request:error', end)

  const quiet = async (): Promise<void> => {
    for (let turns = 0, seen = activity; turns < QUIET_TURNS; turns = seen === activity && underWay === 0 ? turns + 1 : 0) {
      seen = activity
      await delay(TURN_MS)
    }
  }

  return {
    clock: {
      now: () => now,
      sleep: (ms, signal) =>
        new Promise((resolve, reject) => {
          activity += 1
          const stop = (): void => {
            sleepers = sleepers.filter((other) => other !== sleeper)
            reject(new AppError('cancelled'))
          }
          const wake = (): void => {
            signal?.removeEventListener('abort', stop)
            resolve()
          }
          const sleeper = { at: now + Math.max(0, ms), wake }
          sleepers.push(sleeper)
          if (signal?.aborted === true) stop()
          else signal?.addEventListener('abort', stop, { once: true })
        }),
    },
    watched: (target) =>
      new Proxy(target, {
        get: (object, name) => {
          const member = Reflect.get(object, name) as unknown
          if (typeof member !== 'function') return member
          return async (...args: unknown[]): Promise<unknown> => {
            begin()
            try {
              return await (Reflect.apply(member, object, args) as unknown)
            } finally {
              end()
            }
          }
        },
      }),
    during: async (work, look) => {
      const state = { isDone: false }
      const done = work.finally(() => {
        state.isDone = true
      })
      done.catch(() => undefined)
      while (!state.isDone) {
        await quiet()
        await look()
        const next = Math.min(...sleepers.map(({ at }) => at))
        if (next === Infinity) continue
        now = Math.max(now, next)
        await setSimulator(now)
        const woken = sleepers.filter(({ at }) => at <= now)
        sleepers = sleepers.filter(({ at }) => at > now)
        for (const { wake } of woken) wake()
      }
      return done
    },
  }
}

/** Sets the clock of a simulator by its control interface. */
export function setSimulatorClock(controlUrl: string): (now: number) => Promise<void> {
  return async (now) => {
    const answer = await fetch(`${controlUrl}/clock`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ set: new Date(now).toISOString() }) })
    if (!answer.ok) throw new Error(`the simulator's clock stands still: ${answer.status}`)
  }
}
