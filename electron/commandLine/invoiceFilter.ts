import type { InvoiceFilter } from '../shared/contract/invoices.ts'
import { INVOICE_FORMS } from '../shared/model/invoiceFacts.ts'
import { INVOICE_STATES } from '../shared/model/invoiceStatus.ts'
import { chosenOption, dayOption, textOption } from './command.ts'
import type { Invocation } from './command.ts'

/** Options that choose invoices, the same for `list` and `export`. */
export const FILTER_OPTIONS = {
  text: { type: 'string' },
  state: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
  upo: { type: 'string' },
  form: { type: 'string' },
  'self-invoiced': { type: 'boolean' },
} as const

export const FILTER_USAGE = `[--text WORDS] [--state ${INVOICE_STATES.join('|')}] [--since DAY] [--until DAY] [--upo any|present|absent] [--form "${INVOICE_FORMS.join('|')}"] [--self-invoiced]`

export function filterOf(invocation: Invocation): InvoiceFilter {
  const state = chosenOption(invocation, 'state', ['any', ...INVOICE_STATES] as const, 'any')
  const form = chosenOption(invocation, 'form', ['any', ...INVOICE_FORMS] as const, 'any')
  return {
    text: textOption(invocation, 'text') ?? '',
    states: state === 'any' ? [] : [state],
    upo: chosenOption(invocation, 'upo', ['any', 'present', 'absent'] as const, 'any'),
    xml: 'any',
    from: dayOption(invocation, 'since'),
    to: dayOption(invocation, 'until'),
    by: 'issuedOn',
    sessionId: null,
    ...(form === 'any' ? {} : { form }),
    onlySelfInvoiced: invocation.options['self-invoiced'] === true,
  }
}
