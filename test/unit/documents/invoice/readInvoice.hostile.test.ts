import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readInvoice } from '../../../../electron/documents/invoice/readInvoice.ts'
import { faXml } from '../../../support/invoiceXml.ts'

/** Milliseconds of processor time, so that a busy machine does not fail the test. */
function processorMs(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const TEXT = faXml({ parties: '<Podmiot3><DaneIdentyfikacyjne><NIP>1111111111</NIP></DaneIdentyfikacyjne><Rola>1</Rola></Podmiot3>' })
const BYTES = Buffer.from(TEXT)
const WHOLE = readInvoice(BYTES)

describe('hostile invoices', () => {
  it('never make the reader throw, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        expect(readInvoice(bytes).problems.length).toBeGreaterThan(0)
      }),
    )
  })

  it('never make the reader throw, whatever the mark-up', () => {
    const piece = fc.constantFrom('<', '>', '</', '/>', '<!--', '-->', '<![CDATA[', ']]>', '<?', '?>', '<!DOCTYPE', '&', ';', '&#', '"', '=', 'Faktura', 'Fa', 'P_2', '__proto__', ' ', ':', '\0', '\uD800')
    fc.assert(fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => readInvoice(Buffer.from(pieces.join(''))).problems.length > 0))
  })

  it('give no value that the whole document does not give, wherever it is cut', () => {
    fc.assert(
      fc.property(fc.nat(BYTES.length - 1), (length) => {
        const cut = readInvoice(BYTES.subarray(0, length))
        for (const key of ['sellerNip', 'sellerName', 'buyerIdentifier', 'buyerName', 'issueDate', 'invoiceNumber', 'netMinor', 'vatMinor', 'grossMinor', 'currency', 'invoiceType', 'isSelfInvoicing'] as const)
          expect([null, WHOLE[key]]).toContain(cut[key])
        expect(cut.problems.length).toBeGreaterThan(0)
      }),
    )
  })

  it('are read with any byte changed', () => {
    fc.assert(
      fc.property(fc.nat(BYTES.length - 1), fc.nat(255), (position, value) => {
        const changed = Buffer.from(BYTES)
        changed[position] = value
        expect(Object.keys(readInvoice(changed)).sort()).toEqual(Object.keys(WHOLE).sort())
      }),
    )
  })

  it('expand nothing', () => {
    const laughs = Array.from({ length: 10 }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`).join('')
    const bomb = TEXT.replace('<Faktura', `<!DOCTYPE Faktura [<!ENTITY l0 "ha">${laughs}]><Faktura`).replace('FV/1/2026', '&l10;')
    expect(readInvoice(Buffer.from(bomb))).toMatchObject({ form: 'unknown', problems: ['dtd-refused'] })
    expect(readInvoice(Buffer.from(`x${bomb}`)).problems).toContain('not-xml')
  })

  it.each([
    ['200 000 nested elements', '<a>'.repeat(200_000), 'too-deep'],
    ['half a million elements', `<a>${'<b/>'.repeat(500_000)}</a>`, 'too-large'],
    ['half a million errors', `<a>${'&;'.repeat(500_000)}</a>`, 'broken-xml'],
    ['200 000 attributes', `<a ${Array.from({ length: 200_000 }, (_, index) => `b${index}="1"`).join(' ')}/>`, 'unknown-form'],
    ['a name of a million letters', `<${'a'.repeat(1_000_000)}/>`, 'unknown-form'],
    ['a million open comments', `<a>${'<!--'.repeat(1_000_000)}`, 'broken-xml'],
    ['a million open tags', '<'.repeat(1_000_000), 'broken-xml'],
    ['three million blanks', `<a>${' '.repeat(3_000_000)}</a>`, 'unknown-form'],
    ['a declaration without end', `<?xml ${' encoding='.repeat(300_000)}`, 'not-xml'],
  ])('take little time: %s', (_name, text, problem) => {
    const bytes = Buffer.from(text)
    let problems: readonly string[] = []
    const spent = processorMs(() => {
      problems = readInvoice(bytes).problems
    })
    expect(problems).toContain(problem)
    expect(spent).toBeLessThan(5000)
  })

  it('cannot reach a prototype by an element or attribute name', () => {
    const extra = '<__proto__ polluted="1"><polluted>1</polluted></__proto__><constructor __proto__="x"><prototype>1</prototype></constructor>'
    expect(readInvoice(Buffer.from(faXml({ extra, parties: extra })))).toMatchObject({ form: 'FA (3)', invoiceNumber: 'FV/1/2026', problems: [] })
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('cannot fill a list with one long name', () => {
    expect(readInvoice(Buffer.from(faXml({ number: 'A'.repeat(100_000) }))).invoiceNumber).toHaveLength(1000)
  })
})
