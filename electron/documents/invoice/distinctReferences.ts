import type { InvoiceReference } from '../../shared/model/invoiceFacts.ts'

/** The schema allows no more of one kind (FA(3), `DaneFaKorygowanej`); what is beyond is no honest invoice. */
const MOST = 50_000

/** Those that name something, each once, in their order. */
export function distinctReferences(references: readonly InvoiceReference[]): readonly InvoiceReference[] {
  const naming = references.filter(({ ksefNumber, invoiceNumber }) => ksefNumber !== null || invoiceNumber !== null)
  return [...new Map(naming.map((reference) => [JSON.stringify(reference), reference])).values()].slice(0, MOST)
}
