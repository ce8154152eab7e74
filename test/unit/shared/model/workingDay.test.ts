import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWorkingDay, nextWorkingDay, workingDaysAfter } from '../../../../electron/shared/model/workingDay.ts'

describe('working days in Poland', () => {
  it.each(['2026-01-01', '2026-01-06', '2026-04-06', '2026-05-01', '2026-06-04', '2026-11-11', '2026-12-24', '2026-12-25', '2027-03-29', '2027-05-27', '2026-09-12', '2026-09-13'])('%s is none', (day) => {
    expect(isWorkingDay(day)).toBe(false)
  })

  it.each(['2026-04-07', '2024-12-24', '2026-09-14', '2026-06-05'])('%s is one', (day) => {
    expect(isWorkingDay(day)).toBe(true)
  })

  it('the next one after a long weekend comes after it', () => {
    expect(nextWorkingDay('2026-04-30')).toBe('2026-05-04')
    expect(nextWorkingDay('2026-12-23')).toBe('2026-12-28')
  })

  it('counts those after a day, and there is always exactly one up to the next', () => {
    expect(workingDaysAfter('2026-09-11', '2026-09-16')).toBe(3)
    const days = fc.integer({ min: 0, max: 3_000 }).map((count) => new Date(Date.UTC(2026, 0, 1 + count)).toISOString().slice(0, 10))
    fc.assert(fc.property(days, (day) => workingDaysAfter(day, nextWorkingDay(day)) === 1 && isWorkingDay(nextWorkingDay(day))))
  })
})
