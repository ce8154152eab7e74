import { expect, test } from 'vitest'
import { TaxpayerId } from '../../../../electron/shared/contract/common.ts'
import { describeImported, explainImported } from '../../../../electron/shared/messages/imports.ts'

const FILE = { name: 'ab.xml', kind: 'invoice', taxpayerId: TaxpayerId.parse(1), invoiceId: null, invoiceNumber: 'AB/1', ksefNumber: null, entries: 1, sellerNip: null, outcome: 'already-here', reason: null } as const

test('says whose folder a file went to, where that is not plain', () => {
  expect(describeImported('pl', FILE, 'Klient A (9991000105)')).toBe('Już jest w teczce – Faktura (XML) · AB/1 · teczka: Klient A (9991000105)')
  expect(describeImported('en', FILE, null)).toBe('Already in the folder – Invoice (XML) · AB/1')
})

test('a file of a company that left is refused with what to do', () => {
  expect(describeImported('pl', { ...FILE, taxpayerId: null, outcome: 'refused', reason: 'company-left', sellerNip: '9991000105' }, null)).toMatch(/^Nie przyjęto – .*NIP 9991000105 – .*odeszła.*„Wznów”/)
})

test('an invoice that is refused is told both reasons together: an unknown structure alone, or a missing number alone, is none', () => {
  const refused = { outcome: 'refused', reason: 'unknown-invoice' } as const
  expect(explainImported('pl', refused)).toBe('Wygląda na fakturę, ale nie w znanej strukturze KSeF, i nie znaleziono w niej NIP-u sprzedawcy albo numeru.')
  expect(explainImported('en', refused)).toBe('It looks like an invoice, but not in a KSeF structure that is known here, and no NIP of the seller or no number was found in it.')
})
