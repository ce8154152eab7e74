import type { DiagnosisFacts as ArchivedFacts, RelatedInvoice } from '../../archive/outputs.ts'
import { isSameNumber } from './compareInvoices.ts'

type Duplicate = Pick<ArchivedFacts, 'original' | 'acceptedWithSameHash' | 'acceptedWithSameNumber' | 'invoiceNumber' | 'sellerNip' | 'invoiceHash'>

/**
 * The first invoice of a duplicate among those here: one with the same file, which is certain; else the one that KSeF names, unless it contradicts
 * itself (API-NOTES §4: it may be wrong), else one with the same number; null when none is here.
 */
export function chooseOriginal(duplicate: Duplicate): RelatedInvoice | null {
  const { original, acceptedWithSameHash, acceptedWithSameNumber } = duplicate
  const named = original !== null && couldBeRepeatedBy(original, duplicate) ? original : null
  const sameFile = acceptedWithSameHash.find(({ invoiceId }) => invoiceId === named?.invoiceId) ?? acceptedWithSameHash[0]
  return sameFile ?? named ?? acceptedWithSameNumber[0] ?? null
}

/** KSeF's rule is one seller, one kind, one number (API-NOTES §5); what is not known on either side does not speak against it. */
function couldBeRepeatedBy(original: RelatedInvoice, { invoiceNumber, sellerNip, invoiceHash }: Duplicate): boolean {
  if (invoiceHash !== null && original.invoiceHash === invoiceHash) return true
  const hasOtherNumber = original.invoiceNumber !== null && invoiceNumber !== null && !isSameNumber(original.invoiceNumber, invoiceNumber)
  const hasOtherSeller = original.sellerNip !== null && sellerNip !== null && original.sellerNip !== sellerNip
  return !hasOtherNumber && !hasOtherSeller
}
