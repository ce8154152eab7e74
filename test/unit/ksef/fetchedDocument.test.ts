import fc from 'fast-check'
import { expect, test } from 'vitest'
import { glanceAt } from '../../../electron/ksef/fetchedDocument.ts'

test.each([
  ['<Potwierdzenie/>', 'xml', 'Potwierdzenie'],
  ['\ufeff<?xml version="1.0" encoding="utf-8"?>\r\n<!-- a -->\n<upo:Potwierdzenie xmlns:upo="x">', 'xml', 'Potwierdzenie'],
  ['<?xml-stylesheet href="x"?><!DOCTYPE Faktura><Faktura xmlns="x">', 'xml', 'Faktura'],
  ['<!doctype HTML><head>', 'html', null],
  ['\n\n<html lang="pl">', 'html', null],
  ['<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', 'html', null],
  ['{"title":"Bad Request"}', 'json', null],
  ['<?xml version="1.0"?>', 'xml', null],
  ['%PDF-1.7', 'other', null],
  ['', 'other', null],
  ['<', 'other', null],
])('a document beginning with %j looks like %s with root %s', (text, looksLike, rootElement) => {
  expect(glanceAt(Buffer.from(text))).toEqual({ looksLike, rootElement })
})

test('a byte order mark tells the encoding', () => {
  expect(glanceAt(Buffer.from('\ufeff<?xml version="1.0" encoding="utf-16"?><Faktura>', 'utf16le'))).toEqual({ looksLike: 'xml', rootElement: 'Faktura' })
})

test('any bytes can be looked at, and time grows no quicker than they do', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5_000 }), (bytes) => {
      expect(['xml', 'html', 'json', 'other']).toContain(glanceAt(bytes).looksLike)
    }),
  )
  // Were it the square of their number, the test would run out of time.
  for (const hostile of ['<!--', '<?', '<!DOCTYPE ', '<!---->', ' ', '<a']) expect(glanceAt(Buffer.from(hostile.repeat(1_000_000))).looksLike).not.toBe('json')
})
