import type { DuplicateCase } from '../../shared/model/diagnosis.ts'
import { compareInvoices, UNKNOWN_INVOICE } from './compareInvoices.ts'
import type { ComparableInvoice } from './compareInvoices.ts'
import type { ComparableContent, DiagnosisFacts } from './facts.ts'

/** Decides among the three cases of 440: as the two files compare where both were looked into, else by what the lists say of them. */
export function duplicateCaseOf({ invoiceHash, original, content, comparedCase }: DiagnosisFacts): DuplicateCase {
  if (comparedCase !== undefined) return comparedCase
  if (original === null) return 'cannot-tell'
  return compareInvoices(fromLists(invoiceHash, content), fromLists(original.invoiceHash, original.content)).duplicateCase
}

/** Without its file an invoice is never called the same, but a list may show it to be another. */
function fromLists(hash: string | null, content: ComparableContent | null): ComparableInvoice {
  return { ...UNKNOWN_INVOICE, hash, ...content }
}
