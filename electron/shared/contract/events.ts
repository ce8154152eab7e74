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
  readonly 'menu.chosen': { readonly item: MenuItem }
}
export type EventName = keyof Events
