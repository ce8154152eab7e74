import { describe, expect, test } from 'vitest'
import { createCloseGuard } from '../../../electron/windows/closeGuard.ts'

function guardOf({ isBusy, answers = [] }: { isBusy: boolean; answers?: boolean[] }) {
  const calls: string[] = []
  const guard = createCloseGuard({
    isBusy: () => isBusy,
    ask: async () => {
      calls.push('ask')
      return answers.shift() ?? false
    },
    stop: async () => void calls.push('stop'),
    close: () => void calls.push(`close:${guard.mayClose()}`),
  })
  return { guard, calls }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('createCloseGuard', () => {
  test('lets a window close when nothing runs', () => {
    const { guard, calls } = guardOf({ isBusy: false })
    expect(guard.mayClose()).toBe(true)
    expect(calls).toEqual([])
  })

  test('asks, stops the work, and then closes', async () => {
    const { guard, calls } = guardOf({ isBusy: true, answers: [true] })
    expect(guard.mayClose()).toBe(false)
    await settled()
    expect(calls).toEqual(['ask', 'stop', 'close:true'])
  })

  test('stays open when the person says so, and asks again the next time', async () => {
    const { guard, calls } = guardOf({ isBusy: true, answers: [false, true] })
    guard.mayClose()
    await settled()
    expect(calls).toEqual(['ask'])
    guard.mayClose()
    await settled()
    expect(calls).toEqual(['ask', 'ask', 'stop', 'close:true'])
  })

  test('asks once while the question is open', async () => {
    const { guard, calls } = guardOf({ isBusy: true, answers: [false] })
    expect([guard.mayClose(), guard.mayClose()]).toEqual([false, false])
    await settled()
    expect(calls).toEqual(['ask'])
  })
})
