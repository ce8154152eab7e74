import { isHidden } from '../faults.ts'
import type { Kernel } from '../kernel.ts'
import type { InvoiceRecord } from '../world/records.ts'
import type { Found } from '../world/world.ts'
import { boundsOf, type DateRange } from './dateRange.ts'

/** Invoices that answer a question of a context, by the date asked for, each made when looked at; some may prove unavailable then. */
export function matchingInvoices(kernel: Pick<Kernel, 'accepted'>, contextNip: string, range: DateRange, isWanted: ((invoice: InvoiceRecord) => boolean) | null): readonly (() => Found | null)[] {
  const matching = kernel.accepted.between(contextNip, range.role, range.dateType, ...boundsOf(range))
  if (isWanted === null) return matching
  return matching.filter((find) => {
    const found = find()
    return found !== null && isWanted(found.invoice)
  })
}

/** Whether an accepted invoice could be had at an instant: stored for good, and not taken off all lists by the control interface. */
export function isAvailable({ faults }: Pick<Kernel, 'faults'>, invoice: InvoiceRecord, now: number): boolean {
  return (invoice.storedAt ?? Infinity) <= now && !isHidden(faults, invoice)
}
