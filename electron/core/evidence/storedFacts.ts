import type { InvoiceFacts as StoredFacts } from '../../archive/inputs.ts'
import type { InvoiceFacts } from '../../shared/model/invoiceFacts.ts'

/** What an invoice file says of itself, as the archive keeps it. */
export function storedFacts({ form, ...facts }: Omit<InvoiceFacts, 'problems'>): StoredFacts {
  return { ...facts, formCode: form === 'unknown' ? null : form }
}
