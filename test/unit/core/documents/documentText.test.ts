import { expect, test } from 'vitest'
import { documentText } from '../../../../electron/core/documents/documentText.ts'

test('gives the text of an older Polish encoding, and says when bytes do not fit', () => {
  const start = '<?xml version="1.0" encoding="windows-1250"?><a>'
  expect(documentText(Buffer.concat([Buffer.from(start), Buffer.from([0xbf, 0xb3])]))).toEqual({ text: `${start}żł`, truncated: false, encodingProblem: false })
  expect(documentText(Buffer.from([0x61, 0xff, 0x62]))).toEqual({ text: 'a\uFFFDb', truncated: false, encodingProblem: true })
})

test('cuts what is too long, and no letter in two', () => {
  const { text, truncated } = documentText(Buffer.from(`a${'😀'.repeat(300_000)}`))
  expect([text.length, truncated, text.endsWith('😀')]).toEqual([399_999, true, true])
})
