import type { InvoiceId } from '../../electron/shared/contract/common.ts'
import type { InvoiceFilter, InvoiceSelection } from '../../electron/shared/contract/invoices.ts'
import { NONE_CHOSEN, type Chosen } from './navigation.ts'

export function isChosen(chosen: Chosen, id: InvoiceId): boolean {
  return chosen.kind === 'all-found' || chosen.ids.has(id)
}

/** One invoice taken in or out. Of "all found" not all are here by name, so taking one out begins anew. */
export function toggled(chosen: Chosen, id: InvoiceId): Chosen {
  if (chosen.kind === 'all-found') return NONE_CHOSEN
  const ids = new Set(chosen.ids)
  if (!ids.delete(id)) ids.add(id)
  return { kind: 'ids', ids }
}

/** How many are chosen, of `found` that the filter finds. */
export function countChosen(chosen: Chosen, found: number): number {
  return chosen.kind === 'all-found' ? found : chosen.ids.size
}

/** What is handed over; null while nothing is chosen. */
export function selectionOf(chosen: Chosen, filter: InvoiceFilter): InvoiceSelection | null {
  if (chosen.kind === 'all-found') return { kind: 'filter', filter }
  return chosen.ids.size === 0 ? null : { kind: 'ids', ids: [...chosen.ids] }
}
