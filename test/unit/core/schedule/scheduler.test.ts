import { describe, expect, test } from 'vitest'
import { NO_RUNS } from '../../../../electron/core/schedule/runHistory.ts'
import type { RunEnd, RunHistory } from '../../../../electron/core/schedule/runHistory.ts'
import { startScheduler } from '../../../../electron/core/schedule/scheduler.ts'
import type { Schedule } from '../../../../electron/shared/contract/schedule.ts'

const MINUTE = 60_000
const START = Date.parse('2026-03-02T09:00:00Z')

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

interface Computer {
  readonly schedule?: Schedule
  readonly past?: RunHistory
  readonly start?: number
}

/** A computer whose time passes when told to; runs end as told. */
function computer({ schedule = { kind: 'every', minutes: 15 }, past = { ...NO_RUNS, since: START }, start = START }: Computer = {}) {
  /** Passes evenly, as timers do; the clock on the wall is this far from it. */
  let now = start
  let clockAhead = 0
  let alarm: { readonly at: number; readonly ring: () => void } | null = null
  const state = { schedule, isPaused: false, end: { outcome: 'done', resumesAt: null } as RunEnd | Error, hold: null as Promise<void> | null }
  const runs: string[] = []
  const kept = { value: past, write: (next: RunHistory) => void (kept.value = next) }
  const failures: unknown[] = []
  const scheduler = startScheduler({
    clock: { now: () => now + clockAhead },
    setAlarm: (afterMs, ring) => {
      const mine = { at: now + afterMs, ring }
      alarm = mine
      return () => {
        if (alarm === mine) alarm = null
      }
    },
    schedule: () => state.schedule,
    isPaused: () => state.isPaused,
    history: kept,
    run: async () => {
      runs.push(new Date(now + clockAhead).toISOString().slice(11, 16))
      await state.hold
      if (state.end instanceof Error) throw state.end
      return state.end
    },
    onChanged: () => undefined,
    onFailure: (cause) => failures.push(cause),
  })
  const ring = async (): Promise<void> => {
    const due = alarm
    alarm = null
    due?.ring()
    await settled()
  }
  return {
    scheduler,
    runs,
    failures,
    state,
    kept,
    /** Awake: every alarm rings at its time. */
    pass: async (minutes: number) => {
      const until = now + minutes * MINUTE
      while (alarm !== null && alarm.at <= until) {
        now = alarm.at
        await ring()
      }
      now = until
    },
    /** Asleep: nothing rings; what should have rings on waking. */
    sleep: async (minutes: number) => {
      now += minutes * MINUTE
      if (alarm !== null && alarm.at <= now) await ring()
    },
    setClock: (instant: string) => (clockAhead = Date.parse(instant) - now),
  }
}

describe('the scheduler', () => {
  test('runs what is due, and says when the next one is', async () => {
    const { scheduler, runs, pass } = computer()
    expect(scheduler.view()).toEqual({ nextRunAt: '2026-03-02T09:15:00.000Z', isRunning: false, lastRun: null })
    await pass(46)
    expect(runs).toEqual(['09:15', '09:30', '09:45'])
    expect(scheduler.view()).toEqual({ nextRunAt: '2026-03-02T10:00:00.000Z', isRunning: false, lastRun: { at: '2026-03-02T09:45:00.000Z', outcome: 'done' } })
  })

  test('a laptop that slept over many moments runs once after it woke, and gives the network a while first', async () => {
    const { runs, sleep, pass, scheduler } = computer()
    await sleep(600)
    expect(runs).toEqual([])
    scheduler.wokeUp()
    await pass(1)
    expect(runs).toEqual(['19:00'])
    await pass(14)
    expect(runs).toHaveLength(1)
  })

  test('makes up at the next start for a daily moment at which the program was closed', async () => {
    const { runs, pass } = computer({ schedule: { kind: 'daily', at: '02:00' }, past: { ...NO_RUNS, since: START - 3 * 86_400_000 } })
    await pass(180)
    expect(runs).toEqual(['09:00'])
  })

  test('tries again later and later while KSeF is not reached, and keeps to its time once it is', async () => {
    const { runs, pass, state } = computer()
    state.end = { outcome: 'unreachable', resumesAt: null }
    await pass(15 + 15 + 30 + 60)
    expect(runs).toEqual(['09:15', '09:30', '10:00', '11:00'])
    state.end = { outcome: 'done', resumesAt: null }
    await pass(60 + 15 + 15)
    expect(runs.slice(4)).toEqual(['12:00', '12:15', '12:30'])
  })

  test('a fault of the program is told and starts no storm', async () => {
    const { runs, failures, pass, state } = computer()
    state.end = new Error('broken')
    await pass(60)
    expect(runs).toEqual(['09:15', '09:30', '10:00'])
    expect(failures).toHaveLength(3)
  })

  test('never begins a run beside another, and gives the one that runs to who asks for one', async () => {
    const { runs, pass, state, scheduler } = computer()
    let release = (): void => undefined
    state.hold = new Promise((resolve) => (release = resolve))
    await pass(16)
    expect(scheduler.view()).toMatchObject({ nextRunAt: null, isRunning: true })
    const asked = scheduler.runNow()
    await pass(300)
    expect(runs).toEqual(['09:15'])
    release()
    await asked
    expect(scheduler.view().isRunning).toBe(false)
  })

  test('goes on after the clock was set back by years', async () => {
    const { runs, pass, setClock } = computer()
    await pass(16)
    setClock('2019-01-01T00:00:00Z')
    await pass(32)
    // Seen at the next look, within a minute.
    expect(runs).toEqual(['09:15', '00:16', '00:31'])
    setClock('2030-01-01T00:00:00Z')
    await pass(20)
    expect(runs.slice(3)).toEqual(['00:01', '00:16'])
  })

  test('rests while it is paused or off, and begins anew from the moment it was chosen', async () => {
    const { runs, pass, state, scheduler } = computer()
    state.isPaused = true
    scheduler.settingsChanged()
    await pass(100)
    expect([runs, scheduler.view().nextRunAt]).toEqual([[], null])
    state.isPaused = false
    state.schedule = { kind: 'every', minutes: 30 }
    scheduler.settingsChanged()
    expect(scheduler.view().nextRunAt).toBe('2026-03-02T11:10:00.000Z')
    await pass(31)
    expect(runs).toEqual(['11:10'])
    state.schedule = { kind: 'off' }
    scheduler.settingsChanged()
    await pass(1000)
    expect(runs).toHaveLength(1)
  })

  test('a run that was stopped with the program is made up for at the next start', async () => {
    const first = computer()
    let release = (): void => undefined
    first.state.hold = new Promise((resolve) => (release = resolve))
    await first.pass(16)
    first.scheduler.stop()
    release()
    await settled()
    const second = computer({ schedule: { kind: 'daily', at: '23:00' }, past: first.kept.value, start: START + 20 * MINUTE })
    await second.pass(31)
    expect(second.runs).toEqual(['09:30'])
  })
})
