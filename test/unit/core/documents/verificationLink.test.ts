import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { verificationLink } from '../../../../electron/core/documents/verificationLink.ts'

const INVOICE = { sellerNip: '5252248481', issuedOn: '2026-02-01', invoiceHash: createHash('sha256').update('faktura 5').digest('base64') }

test('the link names seller, day and hash as KSeF wants them', () => {
  const hash = createHash('sha256').update('faktura 5').digest('base64url')
  expect(verificationLink('https://qr.ksef.mf.gov.pl', INVOICE)).toBe(`https://qr.ksef.mf.gov.pl/invoice/5252248481/01-02-2026/${hash}`)
})

test.each([
  { sellerNip: null },
  { sellerNip: '../evil' },
  { issuedOn: null },
  { issuedOn: '1.02.2026' },
  { invoiceHash: null },
  { invoiceHash: 'c2hvcnQ=' },
])('there is no link with %j', (lacking) => {
  expect(verificationLink('https://qr.ksef.mf.gov.pl', { ...INVOICE, ...lacking })).toBeNull()
})
