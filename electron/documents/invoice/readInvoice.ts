import { assertNever } from '../../shared/assert.ts'
import type { InvoiceFacts, InvoiceForm } from '../../shared/model/invoiceFacts.ts'
import { invoiceForm } from './invoiceForm.ts'
import { readFa, readFaRr } from './readFa.ts'
import { readPef } from './readPef.ts'
import { readXml } from './readXml.ts'
import type { XmlElement } from './xmlElement.ts'

const NOTHING_READ: Omit<InvoiceFacts, 'form' | 'problems'> = {
  sellerNip: null,
  sellerName: null,
  buyerIdentifierType: null,
  buyerIdentifier: null,
  buyerName: null,
  buyerCountry: null,
  issueDate: null,
  invoiceNumber: null,
  netMinor: null,
  vatMinor: null,
  grossMinor: null,
  currency: null,
  invoiceType: null,
  isSelfInvoicing: null,
  thirdParties: [],
  isLocalGovernment: null,
  isVatGroup: null,
  references: [],
}

/** What an invoice says about itself, as far as the bytes can be read; `problems` names what hindered. Never throws. */
export function readInvoice(bytes: Uint8Array): InvoiceFacts {
  const { root, problems } = readXml(bytes)
  const facts = factsIn(root)
  return { ...facts, problems: root !== null && facts.form === 'unknown' ? [...problems, 'unknown-form'] : problems }
}

/** Without an attachment few invoices are longer. */
const USUAL_BYTES = 32 * 1024

/** The same without `problems`, read no further than to the last fact: an attachment may be a hundred times longer. */
export function readInvoiceFacts(bytes: Uint8Array): Omit<InvoiceFacts, 'problems'> {
  if (bytes.byteLength > USUAL_BYTES) {
    const { root, hasEnough } = readXml(bytes.subarray(0, USUAL_BYTES), { isEnough: isLastWithFacts })
    if (hasEnough) return factsIn(root)
  }
  return factsIn(readXml(bytes, { isEnough: isLastWithFacts }).root)
}

/** What follows the body of an FA or FA_RR is its footer and its attachment (xsd). */
function isLastWithFacts(root: XmlElement, closed: XmlElement): boolean {
  return (closed.name === 'Fa' || closed.name === 'FakturaRR') && invoiceForm(root) !== 'unknown'
}

function factsIn(root: XmlElement | null): Omit<InvoiceFacts, 'problems'> {
  if (root === null) return { form: 'unknown', ...NOTHING_READ }
  const form = invoiceForm(root)
  return { form, ...readForm(form, root) }
}

function readForm(form: InvoiceForm, root: XmlElement): Omit<InvoiceFacts, 'form' | 'problems'> {
  switch (form) {
    case 'FA (2)':
    case 'FA (3)':
      return readFa(root)
    case 'FA_RR (1)':
      return readFaRr(root)
    case 'PEF (3)':
    case 'PEF_KOR (3)':
      return readPef(root)
    case 'unknown':
      // An FA of a variant to come says much the same in the same places.
      return root.name === 'Faktura' ? readFa(root) : NOTHING_READ
    default:
      return assertNever(form)
  }
}
