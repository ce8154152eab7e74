import { describe, expect, it } from 'vitest'
import { readInvoice, readInvoiceFacts } from '../../../../electron/documents/invoice/readInvoice.ts'
import { filledTemplate, sampleInvoice, sampleInvoiceNames, sampleInvoicesMissing } from '../../../support/invoiceXml.ts'

const missing = sampleInvoicesMissing()
if (missing !== null) process.stderr.write(`skipped: ${missing}\n`)

/** Own number, net, VAT, gross in hundredths, currency, type, invoices named. */
const FA3 = {
  'przyklad-1.xml': ['FV2026/02/150', 166_761, 38_338, 205_100, 'PLN', 'Vat', 0],
  'przyklad-10.xml': ['FZ2026/02/150', 1_626_016, 373_984, 2_000_000, 'PLN', 'Zal', 0],
  'przyklad-12.xml': ['FK2026/03/7', 924_075, 75_925, 1_000_000, 'PLN', 'KorZal', 1],
  'przyklad-16.xml': ['FV2026/02/150', null, null, 45_000, 'PLN', 'Upr', 0],
  'przyklad-2.xml': ['FK2026/03/200', -16_260, -3_740, -20_000, 'PLN', 'Kor', 1],
  'przyklad-20.xml': ['FV2026/02/150', 1_356_000, 311_880, 1_667_880, 'EUR', 'Vat', 0],
  'przyklad-22.xml': ['FV2026/02/150', 400_000, 0, 400_000, 'EUR', 'Vat', 0],
  'przyklad-25.xml': ['FV2026/02/150', 4_360, 1_003, 5_363, 'PLN', 'Vat', 0],
  'przyklad-4.xml': ['FV2026/02/150', 5_226_010, 1_201_982, 6_427_992, 'PLN', 'Vat', 0],
  'przyklad-6.xml': ['FK2026/07/243', -4_065_041, -934_959, -5_000_000, 'PLN', 'Kor', 6],
  'przyklad-8.xml': ['FM2026/02/150', 1_500_000, 0, 1_500_000, 'PLN', 'Vat', 0],
} as const

describe.skipIf(missing !== null)('the sample invoices of the Ministry', () => {
  it('are read one and all', () => {
    const read = sampleInvoiceNames('fa3').map((name) => [name, readInvoice(sampleInvoice('fa3', name))] as const)
    for (const [, facts] of read) expect(facts).toMatchObject({ form: 'FA (3)', sellerNip: '9999999999', isSelfInvoicing: false, problems: [] })
    expect(Object.fromEntries(read.map(([name, facts]) => [name, [facts.invoiceNumber, facts.netMinor, facts.vatMinor, facts.grossMinor, facts.currency, facts.invoiceType, facts.references.length]]))).toEqual(FA3)
  })

  it('say the same where nothing behind the last fact is read, however much that is, or where they are cut', () => {
    for (const name of sampleInvoiceNames('fa3')) {
      const whole = sampleInvoice('fa3', name)
      const end = whole.lastIndexOf('</')
      const long = Buffer.concat([whole.subarray(0, end), Buffer.from(`<Zalacznik>${'ąę '.repeat(30_000)}</Zalacznik>`), whole.subarray(end)])
      for (const bytes of [whole, long, long.subarray(0, 40_001), whole.subarray(0, whole.byteLength >> 1), whole.subarray(0, 700)]) {
        const { problems } = readInvoice(bytes)
        expect({ ...readInvoiceFacts(bytes), problems }).toEqual(readInvoice(bytes))
      }
    }
  })

  it('FA(2)', () => {
    expect(readInvoice(filledTemplate('invoice-template-fa-2.xml', { nip: '5265877635', invoice_number: '7' }))).toMatchObject({
      form: 'FA (2)',
      sellerNip: '5265877635',
      invoiceNumber: 'FA/GRQMB-7/05/2025',
      issueDate: '2025-06-16',
      grossMinor: 4_337_057,
      problems: [],
    })
  })

  it('FA(3) with an attachment, and with several third parties', () => {
    expect(readInvoice(filledTemplate('invoice-template-fa-3-with-attachment.xml', { nip: '5265877635' }))).toMatchObject({ form: 'FA (3)', sellerNip: '5265877635', problems: [] })
    const parties = { nip_podmiot1: '5265877635', nip_podmiot2: '1234563218', nip1_podmiot3: '1111111111', idwew1_podmiot3: '1111111111-12345', nip2_podmiot3: '2222222222', idwew2_podmiot3: '2222222222-12345' }
    expect(readInvoice(filledTemplate('invoice-template-fa-3-with-multiple-Subject3.xml', parties))).toMatchObject({
      buyerIdentifier: '1234563218',
      thirdParties: [
        { kind: 'third', role: '8', identifier: '1111111111-12345', name: 'Szkoła Podstawowa w Bzdziszewie' },
        { kind: 'third', role: '8', identifier: '2222222222-12345', name: 'Szkoła Podstawowa w Przykładowie' },
      ],
    })
  })

  it('FA_RR(1)', () => {
    expect(readInvoice(filledTemplate('invoice-template-fa-rr-1.xml', { nip: '5265877635', buyer_nip: '1234563218', invoice_number: 'RR/1' }))).toEqual({
      form: 'FA_RR (1)',
      sellerNip: '5265877635',
      sellerName: 'Elektrownia S.A.',
      buyerIdentifierType: 'Nip',
      buyerIdentifier: '1234563218',
      buyerName: 'F.H.U. Jan Kowalski',
      buyerCountry: 'PL',
      issueDate: '2026-02-23',
      invoiceNumber: 'RR/1',
      netMinor: 200_000,
      vatMinor: 14_000,
      grossMinor: 214_000,
      currency: 'PLN',
      invoiceType: 'VatRr',
      isSelfInvoicing: null,
      thirdParties: [],
      isLocalGovernment: null,
      isVatGroup: null,
      references: [],
      problems: [],
    })
  })

  it('PEF(3), its tax in the currency of the invoice', () => {
    const values = { invoice_number: 'PEF/1', issue_date: '2026-02-01', due_date: '2026-02-14', supplier_nip: 'PL5265877635', buyer_nip: '1234563218' }
    expect(readInvoice(filledTemplate('invoice-template-fa-3-pef.xml', values))).toMatchObject({
      form: 'PEF (3)',
      sellerNip: '5265877635',
      sellerName: 'Sprzedawca Sp. z o.o.',
      buyerIdentifierType: 'Nip',
      buyerIdentifier: '1234563218',
      issueDate: '2026-02-01',
      invoiceNumber: 'PEF/1',
      netMinor: 590_000,
      vatMinor: 122_500,
      grossMinor: 712_500,
      currency: 'EUR',
      invoiceType: 'VatPef',
      problems: [],
    })
  })

  it('PEF_KOR(3), with the number it corrects', () => {
    const quoted = '5265877635-20260201-8BEF280C8D35-4D'
    const values = { invoice_number: 'KOR/1', issue_date: '2026-02-03', supplier_nip: '5265877635', buyer_nip: '1234563218', ksef_number: quoted }
    expect(readInvoice(filledTemplate('invoice-template-fa-3-pef-correction.xml', values))).toMatchObject({
      form: 'PEF_KOR (3)',
      sellerNip: '5265877635',
      buyerIdentifier: '1234563218',
      grossMinor: 1_567_020,
      invoiceType: 'KorPef',
      references: [{ kind: 'corrected', ksefNumber: quoted, invoiceNumber: null, issuedOn: '2026-02-03' }],
      problems: [],
    })
  })
})
