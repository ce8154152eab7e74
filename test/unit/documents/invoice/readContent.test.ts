import { describe, expect, it } from 'vitest'
import { readContent } from '../../../../electron/documents/invoice/readContent.ts'
import { faXml, sampleInvoice, sampleInvoiceNames, sampleInvoicesMissing } from '../../../support/invoiceXml.ts'

const read = (xml: string): ReturnType<typeof readContent> => readContent(Buffer.from(xml))
const told = (xml: string): unknown => ({ entries: read(xml)?.entries, lines: read(xml)?.lines.map(({ whole }) => whole) })
const line = (name: string, value = '100.00', number = 1): string =>
  `<FaWiersz><NrWierszaFa>${String(number)}</NrWierszaFa><UU_ID>id-${String(Math.random())}</UU_ID><P_7>${name}</P_7><P_8A>szt.</P_8A><P_8B>2</P_8B><P_9A>50.00</P_9A><P_11>${value}</P_11><P_12>23</P_12></FaWiersz>`

describe('the content of an invoice', () => {
  it('leaves the header out', () => {
    const one = faXml()
    const other = one.replace('<WariantFormularza>3</WariantFormularza>', '<WariantFormularza>3</WariantFormularza><DataWytworzeniaFa>2026-02-15T09:00:00Z</DataWytworzeniaFa><SystemInfo>Inny program</SystemInfo>')
    expect(read(other)).toEqual(read(one))
  })

  it('is not moved by prefixes, blanks, and zeros that mean nothing', () => {
    const one = faXml({ extra: line('Stół', '100.00') })
    const other = one
      .replaceAll('><', '>\n  <')
      .replace('>100.00</P_11>', '>100.0</P_11>')
      .replace('<P_13_1>100.00<', '<P_13_1>100<')
      .replace(/UU_ID>[^<]+</, 'UU_ID>another<')
      .replace(/<(\/?)(\w+)(?=[ >])/g, '<$1a:$2')
      .replace(' xmlns=', ' xmlns:a=')
    expect(told(other)).toEqual(told(one))
  })

  it('tells lines as people read them, and equal ones by one text wherever they stand', () => {
    const content = read(faXml({ extra: line('Stół', '100.00', 1) + line('Krzesło', '80.00', 2) }))
    const turned = read(faXml({ extra: line('Krzesło', '80.0', 1) + line('Stół', '100', 2) }))
    expect(content?.lines[0]).toMatchObject({ name: 'Stół', quantity: '2', unit: 'szt.', price: '50.00', value: '100.00', rate: '23' })
    expect(turned?.lines.map(({ whole }) => whole).toSorted()).toEqual(content?.lines.map(({ whole }) => whole).toSorted())
  })

  it('numbers repeated elements, so that what belongs to another party is another entry', () => {
    const third = (nip: string, role: string): string => `<Podmiot3><DaneIdentyfikacyjne><NIP>${nip}</NIP></DaneIdentyfikacyjne><Rola>${role}</Rola></Podmiot3>`
    const one = read(faXml({ parties: third('1111111111', '1') + third('2222222222', '2') }))
    expect(one?.entries.map(({ path }) => path)).toEqual(expect.arrayContaining(['Podmiot3/Rola', 'Podmiot3[2]/Rola']))
    expect(read(faXml({ parties: third('1111111111', '2') + third('2222222222', '1') }))).not.toEqual(one)
  })

  it.each([
    ['nothing', ''],
    ['no XML', 'faktura'],
    ['a document that was cut', faXml().slice(0, -30)],
    ['a page of HTML', '<!doctype html><html></html>'],
    ['a DTD', `<!DOCTYPE Faktura [<!ENTITY a "b">]>${faXml({ declaration: '' })}`],
  ])('of %s is not known at all', (_name, text) => {
    expect(read(text)).toBeNull()
  })

  it('of bytes that are no UTF-8 is not known, for a replaced letter hides what it was', () => {
    expect(readContent(Buffer.from(faXml()).map((byte) => (byte === 'Z'.charCodeAt(0) ? 0xff : byte)))).toBeNull()
  })

  it.skipIf(sampleInvoicesMissing() !== null).each(sampleInvoiceNames('fa3'))('reads the Ministry’s sample %s whole', (name) => {
    const content = readContent(sampleInvoice('fa3', name))
    expect(content?.entries.length).toBeGreaterThan(10)
    expect(content?.entries.some(({ path }) => path.startsWith('Naglowek'))).toBe(false)
  })
})
