import type { DuplicateCase } from '../../shared/model/diagnosis.ts'
import type { ComparableContent, DiagnosisFacts } from './facts.ts'

function sameContent(one: ComparableContent, other: ComparableContent): boolean {
  return (
    one.buyerIdentifier === other.buyerIdentifier && one.issuedOn === other.issuedOn && one.grossMinor === other.grossMinor && one.currency === other.currency
  )
}

/** Decides among the three cases of 440 by hash, then by content; says so when the facts do not allow it. */
export function duplicateCaseOf({ invoiceHash, original, content }: DiagnosisFacts): DuplicateCase {
  if (original === null) return 'cannot-tell'
  if (invoiceHash !== null && invoiceHash === original.invoiceHash) return 'same-file'
  if (content === null || original.content === null) return 'cannot-tell'
  return sameContent(content, original.content) ? 'same-invoice' : 'another-invoice'
}
