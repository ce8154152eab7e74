import type { InvoiceForm } from '../../shared/model/invoiceFacts.ts'
import { childAt, textAt, type XmlElement } from './xmlElement.ts'

/** `kodSystemowy` as written by hand, without its blanks. */
const BY_SYSTEM_CODE: ReadonlyMap<string, InvoiceForm> = new Map([
  ['FA(2)', 'FA (2)'],
  ['FA(3)', 'FA (3)'],
  ['FA_RR(1)', 'FA_RR (1)'],
])

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd:'

/** The structure by its header (`KodFormularza`) or, for PEF, by its root and the UBL namespace. */
export function invoiceForm(root: XmlElement): InvoiceForm {
  if (root.name === 'Faktura') {
    const header = childAt(root, 'Naglowek')
    const code = childAt(header, 'KodFormularza')
    const written = code?.attributes.kodSystemowy ?? `${textAt(header, 'KodFormularza') ?? ''}(${textAt(header, 'WariantFormularza') ?? ''})`
    return BY_SYSTEM_CODE.get(written.replace(/\s/g, '')) ?? 'unknown'
  }
  const namespaces = Object.values(root.attributes)
  if (root.name === 'Invoice' && namespaces.includes(`${UBL}Invoice-2`)) return 'PEF (3)'
  if (root.name === 'CreditNote' && namespaces.includes(`${UBL}CreditNote-2`)) return 'PEF_KOR (3)'
  return 'unknown'
}
