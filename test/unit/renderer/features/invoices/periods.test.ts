import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../../../electron/shared/model/warsawDay.ts'
import { QUICK_PERIODS, quickPeriod, quickPeriodOf } from '../../../../../renderer/features/invoices/periods.ts'

describe('quickPeriod', () => {
  it('names the days of months, quarters and years, also over the turn of the year', () => {
    expect(quickPeriod('this-month', '2028-02-10')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
    expect(quickPeriod('previous-month', '2026-01-31')).toEqual({ from: '2025-12-01', to: '2025-12-31' })
    expect(quickPeriod('this-quarter', '2026-12-31')).toEqual({ from: '2026-10-01', to: '2026-12-31' })
    expect(quickPeriod('this-year', '2026-05-05')).toEqual({ from: '2026-01-01', to: '2026-12-31' })
    expect(quickPeriod('previous-year', '2026-05-05')).toEqual({ from: '2025-01-01', to: '2025-12-31' })
  })

  it('holds today wherever it says "this", and is found again by its days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.constantFrom(...QUICK_PERIODS), (shift, name) => {
        const today = addDays('2020-01-01', shift)
        const { from, to } = quickPeriod(name, today)
        const holdsToday = from <= today && today <= to
        return holdsToday === name.startsWith('this') && quickPeriodOf(from, to, today) === name
      }),
    )
    expect(quickPeriodOf('2026-01-02', '2026-01-03', '2026-01-02')).toBeNull()
  })
})
