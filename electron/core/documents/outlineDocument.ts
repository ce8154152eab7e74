import type { StoredBytes } from '../../archive/outputs.ts'
import { outlineInvoice } from '../../documents/invoice/outlineInvoice.ts'
import { outlineUpo } from '../../documents/upo/outlineUpo.ts'
import type { DocumentText } from '../../shared/contract/invoices.ts'
import type { Language } from '../../shared/contract/program.ts'

/** A readable outline of a stored document; empty for what is neither an invoice nor a UPO, or cannot be read. */
export function outlineDocument({ kind, bytes }: StoredBytes, language: Language): DocumentText['outline'] {
  switch (kind) {
    case 'invoice':
      return outlineInvoice(bytes, language)
    case 'invoice-upo':
    case 'session-upo':
      return outlineUpo(bytes, language)
    case 'unrecognised':
      return []
  }
}
