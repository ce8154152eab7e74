import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { documentText } from '../../../../electron/core/documents/documentText.ts'

const POLISH = '<?xml version="1.0" encoding="windows-1250"?><a>'

describe('documentText', () => {
  test('gives any text back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        fc.pre(!text.startsWith('\uFEFF') && !text.startsWith('<?xml'))
        expect(documentText(Buffer.from(text))).toEqual({ text, truncated: false, encodingProblem: false })
      }),
    )
  })

  test('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('', POLISH, '<?xml encoding="x-unknown"?>'), (bytes, start) => {
        expect(typeof documentText(Buffer.concat([Buffer.from(start), bytes])).text).toBe('string')
      }),
    )
  })

  test.each([
    ['a byte order mark', Buffer.from('\uFEFF<a>ż</a>'), '<a>ż</a>', false],
    ['UTF-16', Buffer.from('\uFEFF<a>ż</a>', 'utf16le'), '<a>ż</a>', false],
    ['an older Polish encoding', Buffer.concat([Buffer.from(POLISH), Buffer.from([0xbf, 0xb3])]), `${POLISH}żł`, false],
    ['invalid UTF-8', Buffer.from([0x61, 0xff, 0x62]), 'a\uFFFDb', true],
    ['an encoding that is not known', Buffer.from('<?xml version="1.0" encoding="ebcdic-pl"?><a/>'), '<?xml version="1.0" encoding="ebcdic-pl"?><a/>', true],
  ])('reads %s', (_what, bytes, text, encodingProblem) => {
    expect(documentText(bytes)).toEqual({ text, truncated: false, encodingProblem })
  })

  test('cuts what is too long, and no letter in two', () => {
    const { text, truncated } = documentText(Buffer.from(`a${'😀'.repeat(300_000)}`))
    expect([text.length, truncated, text.endsWith('😀')]).toEqual([399_999, true, true])
  })
})
