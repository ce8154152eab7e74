import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { loadWhileAwake } from '../../../electron/platform/loadWhileAwake.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('something is due in the event loop while a load waits, and nothing afterwards', async () => {
  const dueMeanwhile = await loadWhileAwake(async () => {
    await Promise.resolve()
    return vi.getTimerCount()
  })
  expect(dueMeanwhile).toBe(1)
  expect(vi.getTimerCount()).toBe(0)
})

test('a load that fails leaves nothing due, and fails as it did', async () => {
  await expect(loadWhileAwake(() => Promise.reject(new Error('no such module')))).rejects.toThrow('no such module')
  expect(vi.getTimerCount()).toBe(0)
})
