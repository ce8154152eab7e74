import { describe, expect, it } from 'vitest'
import { readInvoice } from '../../../../electron/documents/invoice/readInvoice.ts'
import type { InvoiceFacts } from '../../../../electron/shared/model/invoiceFacts.ts'
import { encodeSingleByte, faXml, type FaRecipe } from '../../../support/invoiceXml.ts'

const facts = (recipe: FaRecipe = {}): InvoiceFacts => readInvoice(Buffer.from(faXml(recipe)))

const WHOLE: InvoiceFacts = {
  form: 'FA (3)',
  sellerNip: '5265877635',
  sellerName: 'Zażółć Gęślą sp. z o.o.',
  buyerIdentifierType: 'Nip',
  buyerIdentifier: '1234563218',
  buyerName: 'Źdźbło & Córki',
  buyerCountry: null,
  issueDate: '2026-02-15',
  invoiceNumber: 'FV/1/2026',
  netMinor: 10_000,
  vatMinor: 2_300,
  grossMinor: 12_300,
  currency: 'PLN',
  invoiceType: 'Vat',
  isSelfInvoicing: false,
  thirdParties: [],
  isLocalGovernment: null,
  isVatGroup: null,
  references: [],
  problems: [],
}

describe('reading an invoice', () => {
  it('gives what it says', () => {
    expect(facts()).toEqual(WHOLE)
  })

  it('tells the buyer’s country by the identifier that it gave, else by the address', () => {
    const address = '<Podmiot2><Adres><KodKraju>US</KodKraju></Adres>'
    const country = (buyer: string) => readInvoice(Buffer.from(faXml({ buyer }).replace('<Podmiot2>', address))).buyerCountry
    expect([country('<KodKraju>UA</KodKraju><NrID>2345678907</NrID>'), country('<BrakID>1</BrakID>')]).toEqual(['UA', 'US'])
  })

  it('reads names whatever the prefix', () => {
    const prefixed = faXml().replace(/<(\/?)(?=\w)/g, '<$1fa:').replace('xmlns=', 'xmlns:fa=')
    expect(readInvoice(Buffer.from(prefixed))).toEqual(WHOLE)
  })

  it.each([
    ['FA (2)', 'FA (2)'],
    ['FA(3)', 'FA (3)'],
    ['FA (9)', 'unknown'],
  ])('takes "%s" for %s', (form, expected) => {
    expect(facts({ form })).toMatchObject({ form: expected, invoiceNumber: 'FV/1/2026', problems: expected === 'unknown' ? ['unknown-form'] : [] })
  })

  it.each([
    ['<KodUE>DE</KodUE><NrVatUE>123456789</NrVatUE>', 'VatUe', 'DE123456789'],
    ['<KodKraju>US</KodKraju><NrID>99-1</NrID>', 'Other', '99-1'],
    ['<BrakID>1</BrakID>', 'None', null],
    ['<NIP>525-224</NIP>', 'Nip', '525-224'],
    ['<Nazwa>Kto</Nazwa>', null, null],
  ])('reads the buyer %s', (buyer, buyerIdentifierType, buyerIdentifier) => {
    expect(facts({ buyer })).toMatchObject({ buyerIdentifierType, buyerIdentifier })
  })

  it('adds up every rate, without the tax in złoty of an invoice in another currency', () => {
    const amounts =
      '<P_13_1>-0.10</P_13_1><P_14_1>0.20</P_14_1><P_14_1W>99.99</P_14_1W><P_13_3>0.3</P_13_3><P_14_3>1</P_14_3><P_13_6_1>7</P_13_6_1><P_13_10>1000000000.01</P_13_10><P_15>1000000008.41</P_15>'
    expect(facts({ amounts, currency: 'EUR' })).toMatchObject({ netMinor: 100_000_000_721, vatMinor: 120, grossMinor: 100_000_000_841, currency: 'EUR' })
  })

  it.each([
    ['<P_13_7>5</P_13_7><P_15>5</P_15>', { netMinor: 500, vatMinor: 0, grossMinor: 500 }],
    ['<P_15>5</P_15>', { netMinor: null, vatMinor: null, grossMinor: 500 }],
    ['<P_13_1>1,50</P_13_1><P_13_2>1</P_13_2><P_14_1>1</P_14_1><P_15>5.001</P_15>', { netMinor: null, vatMinor: null, grossMinor: null }],
    ['<P_13_1>1e3</P_13_1><P_14_1>1</P_14_1><P_15>5.010</P_15>', { netMinor: null, vatMinor: 100, grossMinor: 501 }],
    ['<P_13_1>1</P_13_1><P_14_1>1</P_14_1><P_15>99999999999999999</P_15>', { netMinor: null, vatMinor: null, grossMinor: null }],
  ])('reads the amounts %s', (amounts, expected) => {
    expect(facts({ amounts })).toMatchObject(expected)
  })

  it.each([
    ['2026-02-30', null],
    ['2024-02-29', '2024-02-29'],
    ['15.02.2026', null],
    ['2026-02-15Z', '2026-02-15'],
  ])('takes the date %s for %s', (issuedOn, issueDate) => {
    expect(facts({ issuedOn })).toMatchObject({ issueDate })
  })

  it.each([
    ['KOR', 'Kor'],
    ['KOR_ROZ', 'KorRoz'],
    ['UPR', 'Upr'],
    ['constructor', null],
  ])('names the type %s as %s', (type, invoiceType) => {
    expect(facts({ type })).toMatchObject({ invoiceType })
  })

  it('tells self-invoicing, third parties with their roles and the numbers quoted', () => {
    const parties =
      '<Podmiot3><DaneIdentyfikacyjne><IDWew>5265877635-12345</IDWew><Nazwa>Oddział</Nazwa></DaneIdentyfikacyjne><Rola>2</Rola></Podmiot3>' +
      '<Podmiot3><DaneIdentyfikacyjne><BrakID>1</BrakID></DaneIdentyfikacyjne><RolaInna>1</RolaInna></Podmiot3>' +
      '<PodmiotUpowazniony><DaneIdentyfikacyjne><NIP>1111111111</NIP><Nazwa>Komornik</Nazwa></DaneIdentyfikacyjne><RolaPU>2</RolaPU></PodmiotUpowazniony>'
    const quoted = '9999999999-20230908-8BEF280C8D35-4D'
    const extra =
      `<DaneFaKorygowanej><DataWystFaKorygowanej>2026-01-31</DataWystFaKorygowanej><NrFaKorygowanej>FV/0</NrFaKorygowanej><NrKSeF>1</NrKSeF><NrKSeFFaKorygowanej>${quoted}</NrKSeFFaKorygowanej></DaneFaKorygowanej>`.repeat(2) +
      '<FakturaZaliczkowa><NrKSeFFaZaliczkowej>9999999999-20230908-76B2B580D4DC-80</NrKSeFFaZaliczkowej></FakturaZaliczkowa><FakturaZaliczkowa><NrKSeFFaZaliczkowej>to nie numer</NrKSeFFaZaliczkowej></FakturaZaliczkowa>' +
      '<FakturaZaliczkowa><NrKSeFZN>1</NrKSeFZN><NrFaZaliczkowej>FZ/1</NrFaZaliczkowej></FakturaZaliczkowa>'
    expect(facts({ parties, extra, annotations: '<P_17>1</P_17>' })).toEqual({
      ...WHOLE,
      isSelfInvoicing: true,
      thirdParties: [
        { kind: 'third', role: '2', identifier: '5265877635-12345', name: 'Oddział' },
        { kind: 'third', role: '0', identifier: null, name: null },
        { kind: 'authorised', role: '2', identifier: '1111111111', name: 'Komornik' },
      ],
      references: [
        { kind: 'corrected', ksefNumber: quoted, invoiceNumber: 'FV/0', issuedOn: '2026-01-31' },
        { kind: 'advance', ksefNumber: '9999999999-20230908-76B2B580D4DC-80', invoiceNumber: null, issuedOn: null },
        { kind: 'advance', ksefNumber: null, invoiceNumber: 'FZ/1', issuedOn: null },
      ],
    })
  })
})

describe('an invoice that is not as it should be', () => {
  it('is read through a byte order mark and invalid bytes', () => {
    const bytes = Buffer.concat([Buffer.from('\uFEFF'), Buffer.from(faXml({ number: 'FV/@/1' }))])
    bytes[bytes.indexOf('@')] = 0xb1
    expect(readInvoice(bytes)).toEqual({ ...WHOLE, invoiceNumber: 'FV/\uFFFD/1', problems: ['byte-order-mark', 'invalid-encoding'] })
  })

  it('is read in UTF-16 and in the code pages of old programs', () => {
    const text = faXml({ declaration: '<?xml version="1.0" encoding="UTF-16"?>' })
    expect(readInvoice(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toEqual({ ...WHOLE, problems: ['byte-order-mark', 'other-encoding'] })
    for (const encoding of ['ISO-8859-2', 'windows-1250'] as const) {
      const bytes = encodeSingleByte(encoding, faXml({ declaration: `<?xml version="1.0" encoding="${encoding}"?>` }))
      expect(readInvoice(bytes)).toEqual({ ...WHOLE, problems: ['other-encoding'] })
    }
  })

  it('gives what came before the place where it breaks off, and no cut value or partial sum', () => {
    const whole = faXml({ amounts: '<P_13_1>100.00</P_13_1><P_14_1>23.00</P_14_1><P_13_2>50.00</P_13_2><P_15>177.00</P_15>' })
    const cutAt = (marker: string): InvoiceFacts => readInvoice(Buffer.from(whole.slice(0, whole.indexOf(marker) + marker.length)))
    expect(cutAt('<P_2>FV/1')).toMatchObject({ sellerNip: '5265877635', issueDate: '2026-02-15', invoiceNumber: null, problems: ['broken-xml'] })
    expect(cutAt('</P_14_1>')).toMatchObject({ invoiceNumber: 'FV/1/2026', netMinor: null, vatMinor: null, grossMinor: null })
    expect(cutAt('</P_15>')).toMatchObject({ netMinor: 15_000, vatMinor: 2_300, grossMinor: 17_700 })
  })

  it('is read around elements that do not match', () => {
    expect(facts({ number: 'FV/1/2026</P_2x>', issuedOn: '2026-02-15 & ' })).toMatchObject({ sellerNip: '5265877635', currency: 'PLN', problems: ['broken-xml'] })
  })

  it.each([
    ['', 'empty'],
    [' \n ', 'empty'],
    ['<?xml version="1.0"?>', 'not-xml'],
    ['{"a":1}', 'not-xml'],
    ['<!-- no end', 'not-xml'],
    ['<', 'not-xml'],
    ['<!DOCTYPE html><html><body>Request blocked</body></html>', 'html-page'],
    ['<HTML><body>x</body></HTML>', 'html-page'],
    ['<!-- note --><!DOCTYPE Faktura [<!ENTITY a "b">]><Faktura>&a;</Faktura>', 'dtd-refused'],
  ])('is told apart: %s is %s', (text, problem) => {
    const read = readInvoice(Buffer.from(text))
    expect(read).toMatchObject({ form: 'unknown', sellerNip: null, grossMinor: null, thirdParties: [] })
    expect(read.problems).toContain(problem)
  })

  it('takes a document type in a comment or in a text for what it is', () => {
    expect(readInvoice(Buffer.from(faXml({ declaration: '<!-- <!DOCTYPE html> -->', number: '<![CDATA[<!DOCTYPE a>]]>' })))).toEqual({ ...WHOLE, invoiceNumber: '<!DOCTYPE a>' })
  })

  it('knows the predefined entities and character references only', () => {
    expect(facts({ number: '&lt;&amp;&apos;&quot;&gt;&#65;&#x142;' })).toMatchObject({ invoiceNumber: `<&'">Ał`, problems: [] })
    expect(facts({ number: '&nbsp;1' })).toMatchObject({ problems: ['broken-xml'] })
  })

  it('is not read at all beyond twelve megabytes', () => {
    expect(readInvoice(new Uint8Array(12_000_001).fill(0x3c))).toMatchObject({ problems: ['too-large'] })
  })
})
