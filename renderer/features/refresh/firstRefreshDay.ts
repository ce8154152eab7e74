import { addDays } from '../../../electron/shared/model/warsawDay.ts'

/** KSeF 2.0 began on this day; nothing older can be listed (PRODUCT.md, "old KSeF 1.0"). */
export const FIRST_DAY_OF_KSEF = '2026-02-01'

export const FIRST_REFRESH_CHOICES = ['all', 'year', 'quarter', 'month', 'own'] as const
export type FirstRefreshChoice = (typeof FIRST_REFRESH_CHOICES)[number]

const DAYS_BACK = { quarter: 92, month: 31 } as const

/** The day from which to read: never before KSeF 2.0 began. */
export function firstRefreshDay(choice: Exclude<FirstRefreshChoice, 'own'>, today: string): string {
  const wanted = choice === 'all' ? FIRST_DAY_OF_KSEF : choice === 'year' ? `${today.slice(0, 4)}-01-01` : addDays(today, -DAYS_BACK[choice])
  return wanted < FIRST_DAY_OF_KSEF ? FIRST_DAY_OF_KSEF : wanted
}
