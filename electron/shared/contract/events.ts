import type { TaxpayerId } from './common.ts'
import type { JobView } from './jobs.ts'

export const MENU_ITEMS = ['refresh', 'search', 'identify', 'switch-taxpayer', 'clients', 'add-taxpayer', 'import', 'attention', 'invoices', 'sessions', 'self-check', 'settings', 'hand-over', 'next-taxpayer'] as const
export type MenuItem = (typeof MENU_ITEMS)[number]

/** What the main process tells the window: facts, past tense; they do not give orders. */
export interface Events {
  /** Rows of this taxpayer's archive are new or different. */
  readonly 'archive.changed': { readonly taxpayerId: TaxpayerId }
  readonly 'job.progressed': JobView
  readonly 'taxpayers.changed': null
  /** The next run, or how the newest went, is another. */
  readonly 'schedule.changed': null
  /** The person opened a notification about this taxpayer. */
  readonly 'notice.opened': { readonly taxpayerId: TaxpayerId }
  readonly 'menu.chosen': { readonly item: MenuItem }
}
export type EventName = keyof Events
