import { expect, test } from 'vitest'
import { systemClock } from '../../../electron/platform/clock.ts'

test('sleeping ends after its time, and not before', async () => {
  const started = performance.now()
  await systemClock.sleep(30)

  expect(performance.now() - started).toBeGreaterThanOrEqual(28)
})

test('sleeping ends at once when it is cancelled, before or meanwhile', async () => {
  const controller = new AbortController()
  const sleeping = systemClock.sleep(60_000, controller.signal)
  controller.abort()

  await expect(sleeping).rejects.toMatchObject({ code: 'cancelled' })
  await expect(systemClock.sleep(60_000, controller.signal)).rejects.toMatchObject({ code: 'cancelled' })
})

test('a sleep of months does not end at once', async () => {
  const controller = new AbortController()
  const outcome = Promise.race([systemClock.sleep(90 * 86_400_000, controller.signal), new Promise((resolve) => setTimeout(resolve, 20, 'still asleep'))])

  expect(await outcome).toBe('still asleep')
  controller.abort()
})
