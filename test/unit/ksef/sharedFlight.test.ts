import { expect, test } from 'vitest'
import { SharedFlight } from '../../../electron/ksef/auth/sharedFlight.ts'
import { failureOf } from '../../support/ksefClient.ts'

/** A flight whose runs are ended by hand. */
function flightByHand(): { readonly flight: SharedFlight<string>; readonly runs: { readonly signal: AbortSignal; readonly land: (value: string) => void; readonly crash: () => void }[] } {
  const runs: { readonly signal: AbortSignal; readonly land: (value: string) => void; readonly crash: () => void }[] = []
  const flight = new SharedFlight<string>(
    (signal) =>
      new Promise((land, reject) => {
        runs.push({ signal, land, crash: () => reject(new Error('crashed')) })
      }),
  )
  return { flight, runs }
}

test('those who come together share one run, those who come later start another', async () => {
  const { flight, runs } = flightByHand()
  const signal = new AbortController().signal
  const together = Promise.all([flight.join(signal), flight.join(signal)])
  runs[0]?.land('first')
  const values = await together
  const later = flight.join(signal)
  runs[1]?.land('second')

  expect([...values, await later, runs.length]).toEqual(['first', 'first', 'second', 2])
})

test('a failure is everybody\u2019s, and is not remembered', async () => {
  const { flight, runs } = flightByHand()
  const signal = new AbortController().signal
  const both = Promise.allSettled([flight.join(signal), flight.join(signal)])
  runs[0]?.crash()

  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  const next = flight.join(signal)
  runs[1]?.land('fine')
  expect(await next).toBe('fine')
})

test('whoever cancels leaves alone; the last one stops the run', async () => {
  const { flight, runs } = flightByHand()
  const [one, other] = [new AbortController(), new AbortController()]
  const [first, second] = [flight.join(one.signal), flight.join(other.signal)]
  one.abort()

  expect((await failureOf(first)).code).toBe('cancelled')
  expect(runs[0]?.signal.aborted).toBe(false)
  other.abort()
  expect((await failureOf(second)).code).toBe('cancelled')
  expect(runs[0]?.signal.aborted).toBe(true)
  expect((await failureOf(flight.join(one.signal))).code).toBe('cancelled')
  expect(runs).toHaveLength(1)
})

test('a run that was given up does not catch the next caller', async () => {
  const { flight, runs } = flightByHand()
  const controller = new AbortController()
  const first = flight.join(controller.signal)
  controller.abort()
  await failureOf(first)
  const next = flight.join(new AbortController().signal)
  runs[0]?.crash()
  runs[1]?.land('fresh')

  expect(await next).toBe('fresh')
})
