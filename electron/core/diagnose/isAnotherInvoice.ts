import type { ComparedField } from '../../shared/model/invoiceComparison.ts'
import { compareInvoices } from './compareInvoices.ts'
import type { ComparableInvoice } from './compareInvoices.ts'

/** Any one of these may be what was wrong with a refused invoice and was put right; all of them together are no correction. */
const IDENTIFYING: ReadonlySet<ComparedField> = new Set<ComparedField>(['buyer', 'gross'])

/** True where an accepted invoice under the number of a refused one is surely not that one put right; what is not known on either side does not speak against it. */
export function isAnotherInvoice(refused: ComparableInvoice, accepted: ComparableInvoice): boolean {
  return compareInvoices(refused, accepted)
    .fields.filter(({ field }) => IDENTIFYING.has(field))
    .every(({ verdict }) => verdict === 'differs')
}
