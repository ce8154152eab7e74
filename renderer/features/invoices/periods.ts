import { addDays } from '../../../electron/shared/model/warsawDay.ts'

export interface Period {
  /** Days `YYYY-MM-DD`, both included. */
  readonly from: string
  readonly to: string
}

export const QUICK_PERIODS = ['this-month', 'previous-month', 'this-quarter', 'this-year', 'previous-year'] as const
export type QuickPeriod = (typeof QUICK_PERIODS)[number]

function monthsFrom(year: number, month: number, count: number): Period {
  const first = (months: number): string => new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10)
  return { from: first(0), to: addDays(first(count), -1) }
}

/** The days of a period seen from a Warsaw day. */
export function quickPeriod(name: QuickPeriod, today: string): Period {
  const year = Number(today.slice(0, 4))
  const month = Number(today.slice(5, 7))
  switch (name) {
    case 'this-month':
      return monthsFrom(year, month, 1)
    case 'previous-month':
      return monthsFrom(year, month - 1, 1)
    case 'this-quarter':
      return monthsFrom(year, month - ((month - 1) % 3), 3)
    case 'this-year':
      return monthsFrom(year, 1, 12)
    case 'previous-year':
      return monthsFrom(year - 1, 1, 12)
  }
}

/** Which quick period these days are, if any. */
export function quickPeriodOf(from: string | null, to: string | null, today: string): QuickPeriod | null {
  return QUICK_PERIODS.find((name) => {
    const period = quickPeriod(name, today)
    return period.from === from && period.to === to
  }) ?? null
}
