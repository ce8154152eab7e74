import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextRun } from '../../../../electron/core/schedule/nextRun.ts'
import { mended, NO_RUNS, withBegun, withEnded, withNewSchedule } from '../../../../electron/core/schedule/runHistory.ts'
import type { RunEnd, RunHistory } from '../../../../electron/core/schedule/runHistory.ts'
import { Schedule } from '../../../../electron/shared/contract/schedule.ts'
import { formatHour } from '../../../../electron/shared/messages/formats.ts'
import { warsawDayOf } from '../../../../electron/shared/model/warsawDay.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const at = (instant: string): number => Date.parse(instant)
const DONE: RunEnd = { outcome: 'done', resumesAt: null }
const UNREACHABLE: RunEnd = { outcome: 'unreachable', resumesAt: null }

function history(since: string, part: Partial<RunHistory> = {}): RunHistory {
  return { ...NO_RUNS, since: at(since), ...part }
}

function next(schedule: Schedule, past: RunHistory): string | null {
  const due = nextRun(schedule, past)
  return due === null ? null : new Date(due).toISOString()
}

const two = (count: number): string => String(count).padStart(2, '0')
const instants = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2028-01-01T00:00:00Z') })
const times = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([hour, minute]) => `${two(hour)}:${two(minute)}`)
const daily = times.map((time): Schedule => ({ kind: 'daily', at: time }))
const every = fc.integer({ min: 15, max: 1440 }).map((minutes): Schedule => ({ kind: 'every', minutes }))
const ends = fc.oneof(fc.constant(DONE), fc.constant(UNREACHABLE), fc.integer({ min: 0, max: 3 * 24 * 60 }).map((minutes): RunEnd => ({ outcome: 'waits', resumesAt: minutes * MINUTE })))

describe('the schedule', () => {
  test.each([
    ['an interval under a quarter of an hour', { kind: 'every', minutes: 14 }],
    ['an interval over a day', { kind: 'every', minutes: 1441 }],
    ['half a minute', { kind: 'every', minutes: 15.5 }],
    ['an hour that no clock shows', { kind: 'daily', at: '24:00' }],
    ['an hour without its minutes', { kind: 'daily', at: '7' }],
  ])('refuses %s', (_what, schedule) => {
    expect(Schedule.safeParse(schedule).success).toBe(false)
  })

  test.each<[string, Schedule, RunHistory, string | null]>([
    ['nothing when it is off', { kind: 'off' }, history('2026-03-01T10:00:00Z'), null],
    ['today’s hour, in Warsaw', { kind: 'daily', at: '22:30' }, history('2026-03-01T10:00:00Z'), '2026-03-01T21:30:00.000Z'],
    ['tomorrow’s, once today’s has passed', { kind: 'daily', at: '02:00' }, history('2026-03-01T10:00:00Z'), '2026-03-02T01:00:00.000Z'],
    ['an hour later in the night that has no 02:30', { kind: 'daily', at: '02:30' }, history('2026-03-28T12:00:00Z'), '2026-03-29T01:30:00.000Z'],
    ['the first 02:30 of the night that has two', { kind: 'daily', at: '02:30' }, history('2026-10-24T12:00:00Z'), '2026-10-25T00:30:00.000Z'],
    ['the next day after it, not its second 02:30', { kind: 'daily', at: '02:30' }, history('2026-10-24T12:00:00Z', { lastRunAt: at('2026-10-25T00:30:10Z') }), '2026-10-26T01:30:00.000Z'],
    ['so many minutes after the last run', { kind: 'every', minutes: 20 }, history('2026-03-01T10:00:00Z', { lastRunAt: at('2026-03-01T11:00:00Z') }), '2026-03-01T11:20:00.000Z'],
    ['the retry of a daily run that failed', { kind: 'daily', at: '02:00' }, withEnded(withBegun(history('2026-03-01T00:00:00Z'), at('2026-03-01T01:00:00Z')), UNREACHABLE, at('2026-03-01T01:01:00Z')), '2026-03-01T01:16:00.000Z'],
    ['the moment at which a spent limit frees up', { kind: 'daily', at: '02:00' }, withEnded(withBegun(history('2026-03-01T00:00:00Z'), at('2026-03-01T01:00:00Z')), { outcome: 'waits', resumesAt: at('2026-03-01T01:52:00Z') }, at('2026-03-01T01:01:00Z')), '2026-03-01T01:52:00.000Z'],
    ['not so soon that KSeF would mind, after another hour was chosen', { kind: 'daily', at: '02:05' }, withNewSchedule(history('2026-03-01T00:00:00Z', { lastRunAt: at('2026-03-01T01:00:00Z') }), at('2026-03-01T01:01:00Z')), '2026-03-01T01:15:00.000Z'],
  ])('gives %s', (_what, schedule, past, expected) => {
    expect(next(schedule, past)).toBe(expected)
  })

  test('waits longer the more runs in a row did not reach KSeF, and never more than an hour', () => {
    let past = history('2026-03-01T00:00:00Z')
    let now = at('2026-03-01T01:00:00Z')
    const waits = Array.from({ length: 5 }, () => {
      past = withEnded(withBegun(past, now), UNREACHABLE, now)
      const due = nextRun({ kind: 'daily', at: '02:00' }, past)!
      const waited = (due - now) / MINUTE
      now = due
      return waited
    })
    expect(waits).toEqual([15, 30, 60, 60, 60])
    expect(withEnded(withBegun(past, now), DONE, now)).toMatchObject({ failuresInARow: 0, retryAt: null })
  })
})

describe('laws of the schedule', () => {
  test('a daily run is due at its hour in Warsaw, within a day or so, whatever the day and its length', () => {
    fc.assert(
      fc.property(times, instants, (time, since) => {
        const due = nextRun({ kind: 'daily', at: time }, { ...NO_RUNS, since })!
        expect(due).toBeGreaterThan(since)
        expect(due - since).toBeLessThanOrEqual(26 * HOUR)
        const shown = formatHour('pl', new Date(due).toISOString())
        const isLeftOut = shown !== time
        // Only 02:00 to 02:59 of one night of the year do not exist.
        if (isLeftOut) expect([time.slice(0, 2), shown.slice(0, 2), shown.slice(2)]).toEqual(['02', '03', time.slice(2)])
      }),
    )
  })

  test('however long the computer slept, one run makes up for all: after it, the next one lies ahead', () => {
    fc.assert(
      fc.property(fc.oneof(daily, every), instants, fc.integer({ min: 0, max: 400 * 24 * 60 }), (schedule, since, minutes) => {
        const wokeAt = since + minutes * MINUTE
        const begun = withBegun({ ...NO_RUNS, since }, wokeAt)
        expect(nextRun(schedule, withEnded(begun, DONE, wokeAt))!).toBeGreaterThan(wokeAt)
      }),
    )
  })

  test('no history of runs brings two of them nearer than a quarter of an hour', () => {
    fc.assert(
      fc.property(fc.oneof(daily, every), instants, fc.array(fc.record({ end: ends, tookMinutes: fc.integer({ min: 0, max: 200 }), sleptMinutes: fc.integer({ min: 0, max: 4000 }) }), { maxLength: 20 }), (schedule, since, runs) => {
        let past: RunHistory = { ...NO_RUNS, since }
        let before: number | null = null
        for (const { end, tookMinutes, sleptMinutes } of runs) {
          const due = nextRun(schedule, past)!
          const startedAt = due + sleptMinutes * MINUTE
          if (before !== null) expect(startedAt - before).toBeGreaterThanOrEqual(15 * MINUTE)
          before = startedAt
          const endedAt = startedAt + tookMinutes * MINUTE
          past = withEnded(withBegun(past, startedAt), { ...end, resumesAt: end.resumesAt === null ? null : endedAt + end.resumesAt }, endedAt)
        }
      }),
    )
  })

  test('a run that did not reach KSeF is tried again within the hour, or at the schedule’s own next moment', () => {
    fc.assert(
      fc.property(fc.oneof(daily, every), instants, fc.integer({ min: 1, max: 30 }), (schedule, since, failures) => {
        const past = withEnded(withBegun({ ...NO_RUNS, since, failuresInARow: failures - 1 }, since), UNREACHABLE, since)
        const wait = nextRun(schedule, past)! - since
        expect(wait).toBeLessThanOrEqual(schedule.kind === 'every' ? Math.max(schedule.minutes * MINUTE, HOUR) : HOUR)
      }),
    )
  })

  test('a clock that was set back, by however much, neither stops the schedule nor starts a storm', () => {
    fc.assert(
      fc.property(fc.oneof(daily, every), instants, fc.integer({ min: 1, max: 2000 * 24 * 60 }), ends, (schedule, runAt, minutesBack, end) => {
        const past = withEnded(withBegun({ ...NO_RUNS, since: runAt - HOUR }, runAt), { ...end, resumesAt: end.resumesAt === null ? null : runAt + end.resumesAt }, runAt)
        const now = runAt - minutesBack * MINUTE
        const right = mended(past, now)
        const due = nextRun(schedule, right)!
        expect(due).toBeGreaterThanOrEqual(now + 15 * MINUTE)
        expect(due).toBeLessThanOrEqual(now + (schedule.kind === 'every' ? Math.max(schedule.minutes * MINUTE, HOUR) : 26 * HOUR))
        expect(mended(right, now)).toBe(right)
      }),
    )
  })

  test('a clock set forward makes up once, and a right history is left alone', () => {
    fc.assert(
      fc.property(fc.oneof(daily, every), instants, fc.integer({ min: 26 * 60, max: 2000 * 24 * 60 }), (schedule, since, minutes) => {
        const past: RunHistory = { ...NO_RUNS, since, lastRunAt: since }
        const now = since + minutes * MINUTE
        expect(mended(past, now)).toBe(past)
        expect(nextRun(schedule, past)!).toBeLessThanOrEqual(now)
        const after = withEnded(withBegun(past, now), DONE, now)
        expect(nextRun(schedule, after)!).toBeGreaterThan(now)
        expect(warsawDayOf(nextRun(schedule, after)!) >= warsawDayOf(now)).toBe(true)
      }),
    )
  })
})
