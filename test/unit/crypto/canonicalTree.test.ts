import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalize, EXCLUSIVE, withXmlDocument } from '../../../electron/crypto/xml/xmlDocument.ts'
import { readCanonicalTree, type XmlTree } from '../../../electron/crypto/xml/canonicalTree.ts'

function read(xml: string): XmlTree {
  return readCanonicalTree(withXmlDocument(Buffer.from(xml), (document) => canonicalize(document, EXCLUSIVE)))
}

function tree(name: string, text: string, namespace = '', children: readonly XmlTree[] = []): XmlTree {
  return expect.objectContaining({ name, text, namespace, children }) as XmlTree
}

describe('reading canonical XML', () => {
  it('resolves prefixes and default namespaces where they are declared', () => {
    expect(read('<p:a xmlns:p="urn:p" xmlns="urn:d"><b>1</b><p:c/><d xmlns=""><e/></d><p:f xmlns:p="urn:q"/></p:a>')).toEqual(
      tree('a', '', 'urn:p', [tree('b', '1', 'urn:d'), tree('c', '', 'urn:p'), tree('d', '', '', [tree('e', '')]), tree('f', '', 'urn:q')]),
    )
  })

  it('joins the text of an element, trimmed, without comments and CDATA marks', () => {
    expect(read('<a> FV/<!-- x -->1<![CDATA[ <&> ]]>&#13;&lt;b&gt;<?p <x> ?>!\n</a>').text).toBe('FV/1 <&> \r<b>!')
  })

  it('reads attributes with anything in them', () => {
    expect(read(`<a b="&gt;&lt;&quot;'/>" c="xmlns=&quot;urn:x&quot;"><d/></a>`)).toEqual(tree('a', '', '', [tree('d', '')]))
  })

  it('gives back any text', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((value) => !/[\p{Cc}\ufffe\uffff]|\p{Cs}/u.test(value))
    fc.assert(
      fc.property(text, (value) => {
        const escaped = value.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)
        return read(`<a>${escaped}</a>`).text === value.replace(/^ +| +$/g, '')
      }),
    )
  })

  it.each(['', '<a>', '<a></a><b>', '<a></a><b></b>', '<a/>', '<a><!-- --></a>', '<a>&<', '</a>', 'text'])('refuses octets that are not canonical: %s', (octets) => {
    expect(() => readCanonicalTree(Buffer.from(octets))).toThrow('not canonical XML')
  })

  it('refuses octets that are not UTF-8', () => {
    expect(() => readCanonicalTree(Buffer.from([0x3c, 0x61, 0x3e, 0xff]))).toThrow()
  })
})
