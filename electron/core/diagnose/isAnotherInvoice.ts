import type { ComparedField } from '../../shared/model/invoiceComparison.ts'
import { compareInvoices } from './compareInvoices.ts'
import type { ComparableInvoice } from './compareInvoices.ts'

/** What a refused invoice keeps when it is put right and issued anew under its number: its date, rates, lines and wording may be what was wrong with it. */
const KEPT: ReadonlySet<ComparedField> = new Set<ComparedField>(['invoiceType', 'buyer', 'gross', 'currency'])

/** True where an accepted invoice under the number of a refused one is surely not that one put right; what is not known on either side does not speak against it. */
export function isAnotherInvoice(refused: ComparableInvoice, accepted: ComparableInvoice): boolean {
  return compareInvoices(refused, accepted).fields.some(({ field, verdict }) => KEPT.has(field) && verdict === 'differs')
}
