import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeText } from '../../../electron/documents/decodeText.ts'
import { encodeSingleByte } from '../../support/invoiceXml.ts'

const utf16 = (text: string, order: 'le' | 'be'): Buffer => {
  const little = Buffer.from(text, 'utf16le')
  return order === 'le' ? little : little.swap16()
}

describe('the text of a document', () => {
  it('is UTF-8 where nothing else is said', () => {
    expect(decodeText(Buffer.from('<a>Zażółć</a>'))).toEqual({ text: '<a>Zażółć</a>', encodingProblem: false, encoding: 'utf-8', byteOrderMark: false })
  })

  it('leaves out a byte order mark and tells of it', () => {
    expect(decodeText(Buffer.from('\uFEFF<a>ż</a>'))).toEqual({ text: '<a>ż</a>', encodingProblem: false, encoding: 'utf-8', byteOrderMark: true })
  })

  it.each(['le', 'be'] as const)('reads UTF-16%s with and without its mark', (order) => {
    const expected = { text: '<a>ż</a>', encodingProblem: false, encoding: `utf-16${order}` }
    expect(decodeText(utf16('\uFEFF<a>ż</a>', order))).toEqual({ ...expected, byteOrderMark: true })
    expect(decodeText(utf16('<a>ż</a>', order))).toEqual({ ...expected, byteOrderMark: false })
  })

  it.each(['ISO-8859-2', 'windows-1250'] as const)('follows a declared %s', (encoding) => {
    const text = `<?xml version="1.0" encoding="${encoding}"?><a>żółć ęśąź ŹŻ</a>`
    expect(decodeText(encodeSingleByte(encoding, text))).toEqual({ text, encodingProblem: false, encoding: encoding.toLowerCase(), byteOrderMark: false })
  })

  it('shows bytes that mean nothing as U+FFFD and says so', () => {
    const bytes = Buffer.concat([Buffer.from('<a>'), Buffer.from([0xff, 0xb3]), Buffer.from('</a>')])
    expect(decodeText(bytes)).toMatchObject({ text: '<a>\uFFFD\uFFFD</a>', encodingProblem: true })
  })

  it.each(['klingon', 'utf-16'])('takes UTF-8 and says so where %s is declared in vain', (label) => {
    const text = `<?xml version="1.0" encoding="${label}"?><a>ż</a>`
    expect(decodeText(Buffer.from(text))).toEqual({ text, encodingProblem: true, encoding: 'utf-8', byteOrderMark: false })
  })

  it('gives back any text that UTF-8 can write', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const decoded = decodeText(Buffer.from(`<a>${text}`))
        return decoded.text === `<a>${text}` && !decoded.encodingProblem
      }),
    )
  })

  it('survives any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => typeof decodeText(bytes).text === 'string'))
  })
})
