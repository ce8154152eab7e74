import type { ComparedField } from '../../shared/model/invoiceComparison.ts'
import { compareInvoices } from './compareInvoices.ts'
import type { ComparableInvoice } from './compareInvoices.ts'

/** Either of these may be what was wrong with a refused invoice and was put right; where none of them stayed, it is no correction. */
const IDENTIFYING: ReadonlySet<ComparedField> = new Set<ComparedField>(['buyer', 'gross'])

/** True where an accepted invoice under the number of a refused one is surely not that one put right: of another type, or with nothing of what tells whose it is in common. */
export function isAnotherInvoice(refused: ComparableInvoice, accepted: ComparableInvoice): boolean {
  const { fields } = compareInvoices(refused, accepted)
  if (fields.some(({ field, verdict }) => field === 'invoiceType' && verdict === 'differs')) return true
  const verdicts = fields.filter(({ field }) => IDENTIFYING.has(field)).map(({ verdict }) => verdict)
  return verdicts.includes('differs') && !verdicts.includes('same')
}
