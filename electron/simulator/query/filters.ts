import { isObject, type JsonObject } from '../http/call.ts'
import type { InvoiceRecord } from '../world/records.ts'
import { FORM_CODES } from './metadataJson.ts'

/** The filters besides role and dates (open-api.json, InvoiceQueryFilters); null where there are none, so that nothing needs to be looked at. */
export function filterOf(body: JsonObject): ((invoice: InvoiceRecord) => boolean) | null {
  const tests: ((invoice: InvoiceRecord) => boolean)[] = []
  const exact = (name: string, valueOf: (invoice: InvoiceRecord) => unknown): void => {
    const wanted = body[name]
    if (wanted !== undefined && wanted !== null) tests.push((invoice) => valueOf(invoice) === wanted)
  }
  const oneOf = (name: string, valueOf: (invoice: InvoiceRecord) => unknown): void => {
    const wanted = body[name]
    if (Array.isArray(wanted) && wanted.length > 0) tests.push((invoice) => wanted.includes(valueOf(invoice)))
  }
  exact('ksefNumber', ({ ksefNumber }) => ksefNumber)
  exact('invoiceNumber', ({ face }) => face?.number)
  exact('sellerNip', ({ face }) => face?.seller.identifier.value)
  exact('invoicingMode', ({ mode }) => mode)
  exact('isSelfInvoicing', ({ face }) => face?.isSelfInvoiced)
  exact('hasAttachment', ({ face }) => face?.hasAttachment)
  exact('formType', ({ face }) => (face === null ? undefined : FORM_CODES[face.form].value))
  oneOf('currencyCodes', ({ face }) => face?.currency)
  oneOf('invoiceTypes', ({ face }) => face?.type)
  const { buyerIdentifier, amount } = body
  if (isObject(buyerIdentifier)) {
    tests.push(({ face }) => {
      const identifier = face?.buyer.identifier
      if (identifier?.kind !== buyerIdentifier.type) return false
      return typeof buyerIdentifier.value !== 'string' || identifier?.value === buyerIdentifier.value
    })
  }
  if (isObject(amount)) {
    const least = typeof amount.from === 'number' ? amount.from * 100 : -Infinity
    const most = typeof amount.to === 'number' ? amount.to * 100 : Infinity
    const field = amount.type === 'Netto' ? 'netMinor' : amount.type === 'Vat' ? 'vatInPlnMinor' : 'grossMinor'
    tests.push(({ face }) => face !== null && face[field] >= least && face[field] <= most)
  }
  return tests.length === 0 ? null : (invoice) => tests.every((test) => test(invoice))
}
