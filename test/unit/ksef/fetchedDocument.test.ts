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

test('any bytes can be looked at, and quickly', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5_000 }), (bytes) => {
      expect(['xml', 'html', 'json', 'other']).toContain(glanceAt(bytes).looksLike)
    }),
  )
  const started = performance.now()
  for (const hostile of ['<!--', '<?', '<!DOCTYPE ', '<!---->', ' ', '<a']) glanceAt(Buffer.from(hostile.repeat(100_000)))
  expect(performance.now() - started).toBeLessThan(200)
})
