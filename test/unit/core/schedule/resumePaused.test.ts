import { expect, test } from 'vitest'
import { REFRESH_BEGINNING } from '../../../../electron/core/jobs.ts'
import { createResumer } from '../../../../electron/core/schedule/resumePaused.ts'
import { JobId, TaxpayerId } from '../../../../electron/shared/contract/common.ts'
import type { JobView, RefreshResult } from '../../../../electron/shared/contract/jobs.ts'

const START = Date.parse('2026-03-02T09:00:00Z')
const ONE = TaxpayerId.parse(1)

/** A computer whose clock and timers are moved by hand. */
function computer(resume: (taxpayerId: TaxpayerId) => void = () => undefined) {
  let now = START
  let alarm: { readonly at: number; readonly ring: () => void } | null = null
  const resumed: string[] = []
  const failures: unknown[] = []
  const resumer = createResumer({
    clock: { now: () => now },
    setAlarm: (afterMs, ring) => {
      const mine = { at: now + afterMs, ring }
      alarm = mine
      return () => {
        if (alarm === mine) alarm = null
      }
    },
    resume: (taxpayerId) => {
      resumed.push(`${taxpayerId} ${new Date(now).toISOString().slice(11, 19)}`)
      resume(taxpayerId)
    },
    onFailure: (cause) => failures.push(cause),
  })
  const pass = (ms: number): void => {
    const end = now + ms
    while (alarm !== null && alarm.at <= end) {
      const { at, ring } = alarm
      alarm = null
      now = at
      ring()
    }
    now = end
  }
  /** Timers stand still meanwhile. */
  const sleep = (ms: number): void => {
    now += ms
    if (alarm !== null) alarm = { ...alarm, at: alarm.at + ms }
  }
  return { resumer, resumed, failures, pass, sleep, isWaiting: () => alarm !== null }
}

function job(part: Partial<RefreshResult> | null, purpose: 'refresh' | 'repair' | 'refresh-all' = 'refresh'): JobView {
  const result = part === null ? null : { outcome: 'paused' as const, error: null, progress: REFRESH_BEGINNING, resumesAt: '2026-03-02T09:41:00.000Z', waitingFor: [], quarantined: 0, limitedCalls: {}, warnings: [], ...part }
  return { kind: 'refresh', purpose, jobId: JobId.parse('6f7d4b0e-4f8e-4a60-9a3c-0c8f5d1a2b3c'), taxpayerId: ONE, startedAt: new Date(START).toISOString(), progress: REFRESH_BEGINNING, result }
}

test('goes on once the limits allow, once', () => {
  const { resumer, resumed, pass, isWaiting } = computer()
  resumer.note(job({}))
  pass(40 * 60_000)
  expect(resumed).toEqual([])
  pass(60 * 60_000)
  expect(resumed).toEqual(['1 09:41:00'])
  expect(isWaiting()).toBe(false)
})

test('a computer that slept past the time goes on within a minute of waking', () => {
  const { resumer, resumed, pass, sleep } = computer()
  resumer.note(job({}))
  sleep(3 * 3_600_000)
  pass(60_000)
  expect(resumed).toHaveLength(1)
})

test('a refresh that the person began meanwhile takes the place of it', () => {
  const { resumer, resumed, pass } = computer()
  resumer.note(job({}))
  resumer.note(job(null))
  pass(2 * 3_600_000)
  expect(resumed).toEqual([])
})

test.each([
  ['done', job({ outcome: 'done', resumesAt: null })],
  ['failed', job({ outcome: 'failed' })],
  ['cancelled', job({ outcome: 'cancelled' })],
  ['paused without a time', job({ resumesAt: null })],
  ['of the schedule', job({}, 'refresh-all')],
  ['a repair', job({}, 'repair')],
])('leaves alone one that is %s', (_name, view) => {
  const { resumer, resumed, pass } = computer()
  resumer.note(view)
  pass(2 * 3_600_000)
  expect(resumed).toEqual([])
})

test('a company that is gone by then is told to the log, and nothing else comes of it', () => {
  const { resumer, failures, pass } = computer(() => {
    throw new Error('gone')
  })
  resumer.note(job({}))
  pass(2 * 3_600_000)
  expect(failures).toHaveLength(1)
})

test('nothing begins once the program ends', () => {
  const { resumer, resumed, pass } = computer()
  resumer.note(job({}))
  resumer.stop()
  pass(2 * 3_600_000)
  expect(resumed).toEqual([])
})
