import fc from 'fast-check'
import { XmlElement } from 'libxml2-wasm'
import { describe, expect, it } from 'vitest'
import { readCanonicalTree, type XmlTree } from '../../../electron/crypto/xml/canonicalTree.ts'
import { exclusiveOctets } from '../../../electron/crypto/xml/exclusiveOctets.ts'
import { readPlainXml } from '../../../electron/crypto/xml/plainXml.ts'
import { canonicalize, EXCLUSIVE, withXmlDocument } from '../../../electron/crypto/xml/xmlDocument.ts'
import { makeCredential } from '../../support/certificates.ts'
import { tamperedReceipts } from '../../support/tamperedReceipts.ts'
import { signedUpo, signXml, upoXml } from '../../support/upo.ts'

/** What libxml2 says of a document: its canonical octets; null when it refuses to read or to write it. */
function byLibxml2(bytes: Uint8Array): Buffer | null {
  try {
    return withXmlDocument(bytes, (document) => canonicalize(document, EXCLUSIVE))
  } catch {
    return null
  }
}

/** A tree without the parts that are for readers only. */
function shape({ name, namespace, text, start, end, tag, children }: XmlTree): unknown {
  return { name, namespace, text, start, end, attributes: tag.attributes, qualifiedName: tag.qualifiedName, children: children.map(shape) }
}

/** True when the quick reader leaves the document to libxml2, or says the very same. */
function agrees(bytes: Uint8Array): boolean {
  const plain = readPlainXml(bytes)
  if (plain === null) return true
  const octets = byLibxml2(bytes)
  expect(octets?.toString()).toBe(plain.octets.toString())
  expect(shape(plain.tree)).toEqual(shape(readCanonicalTree(plain.octets)))
  return true
}

const PREFIXES = ['', 'a', 'b', 'ds'] as const
const URIS = ['urn:a', 'urn:b', 'http://www.w3.org/2000/09/xmldsig#', 'http://upo.schematy.mf.gov.pl/KSeF/v4-3'] as const
const VALUES = ['', '1', 'ą', ' x ', 'a>b', "it's", '&amp;', '&quot;', '&#65;', 'urn:a'] as const
const TEXTS = ['', 'x', ' \n', 'ąę', '&amp;', '&lt;', '&gt;', '>', '&#65;', '&#xD;', '&apos;', '\r\n', '\u00a0', ']]>', '<!-- c -->', '<![CDATA[<]]>', '<?p x?>', '\u007f', '\u0085'] as const

interface Node {
  readonly prefix: string
  readonly name: string
  readonly declarations: readonly (readonly [string, string])[]
  readonly attributes: readonly (readonly [string, string, string])[]
  readonly quote: string
  readonly space: string
  readonly children: readonly (Node | string)[]
}

const { node } = fc.letrec<{ node: Node; child: Node | string }>((tie) => ({
  child: fc.oneof({ maxDepth: 4 }, fc.constantFrom(...TEXTS), tie('node')),
  node: fc.record({
    prefix: fc.constantFrom(...PREFIXES),
    name: fc.constantFrom('x', 'Id', 'Signature', 'y-1.z'),
    declarations: fc.uniqueArray(fc.tuple(fc.constantFrom(...PREFIXES), fc.constantFrom(...URIS)), { maxLength: 3, selector: ([prefix]) => prefix }),
    attributes: fc.uniqueArray(fc.tuple(fc.constantFrom(...PREFIXES), fc.constantFrom('Id', 'b', 'B', 'z'), fc.constantFrom(...VALUES)), { maxLength: 3, selector: ([prefix, name]) => `${prefix}:${name}` }),
    quote: fc.constantFrom('"', "'"),
    space: fc.constantFrom(' ', '  ', '\n'),
    children: fc.array(tie('child'), { maxLength: 4 }),
  }),
}))

function write({ prefix, name, declarations, attributes, quote, space, children }: Node): string {
  const qualified = prefix === '' ? name : `${prefix}:${name}`
  const written = [
    ...declarations.map(([declared, uri]) => `${declared === '' ? 'xmlns' : `xmlns:${declared}`}=${quote}${uri}${quote}`),
    ...attributes.map(([of, local, value]) => `${of === '' ? local : `${of}:${local}`}=${quote}${value}${quote}`),
  ]
  const tag = [qualified, ...written].join(space)
  const inner = children.map((child) => (typeof child === 'string' ? child : write(child))).join('')
  return inner === '' && quote === "'" ? `<${tag}/>` : `<${tag}>${inner}</${qualified}>`
}

/** With every prefix declared, so that most documents are well-formed. */
const document = node.map((root) => `<?xml version="1.0" encoding="utf-8"?>\n${write({ ...root, declarations: PREFIXES.map((prefix, index) => [prefix, URIS[index] ?? ''] as const) })}\n`)

describe('plain documents', () => {
  it.each([
    ['as canonical XML writes them', '<a><b>1</b></a>'],
    ['with a prolog and spaces around', '\ufeff<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n \t<a>x</a>\n'],
    ['with empty elements', '<a><b/><c x="1" /></a>'],
    ['with attributes in any order and quotes', `<a z='1'  b="2"\n\tB="3"></a>`],
    ['with namespaces that nothing uses', '<a xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="urn:a"><b xmlns:c="urn:c"/></a>'],
    ['with namespaces declared twice', '<ds:a xmlns:ds="urn:a"><ds:b xmlns:ds="urn:a"/><ds:c xmlns:ds="urn:b"><ds:d/></ds:c></ds:a>'],
    ['with namespaces first used below', '<a xmlns:p="urn:p"><p:b/><c><p:d p:e="1"/></c></a>'],
    ['with letters beyond ASCII', '<a b="ą">Zażółć &amp; gęślą &lt;jaźń&gt; \u{1f4bc}</a>'],
  ])('%s are read', (_, xml) => {
    const plain = readPlainXml(Buffer.from(xml))
    expect(plain?.octets.toString()).toBe(byLibxml2(Buffer.from(xml))?.toString())
    expect(plain === null ? null : shape(plain.tree)).toEqual(plain === null ? undefined : shape(readCanonicalTree(plain.octets)))
  })

  it.each([
    ['', ' ', 'text', '<', '<a', '<a>', '<a></b>', '<a/><b/>', '<a/>x', 'x<a/>', '<a></a></a>', '<a b=1/>', '<a b="1" b="2"/>', '<a><b></a></b>', '<1/>', '<a:b/>', '<a b:c="1"/>', '<a b="<"/>', '<a></a >'],
    ['<!-- --><a/>', '<a><!-- --></a>', '<a><?p?></a>', '<a><![CDATA[x]]></a>', '<!DOCTYPE a><a/>', '<a>&amp;&#65;</a>', '<a>></a>', '<a>\r</a>', '<a b="&amp;"/>', `<a b='"'/>`, '<a xml:lang="pl"/>', '<ą/>', '<a>\u0000</a>', '<a>\ufffe</a>'],
    ['<a xmlns="relative"/>', '<a xmlns:p=""/>', '<a xmlns=""/>', '<a xmlns:xml="urn:x"/>', '<xmlns:a xmlns:xmlns="urn:a"/>', '<a xmlns:p="http://www.w3.org/2000/xmlns/"/>', '<a xmlns:p="urn:p" xmlns:q="urn:p" p:x="1" q:x="2"/>'],
    ['<?xml version="1.1"?><a/>', '<?xml version="1.0" encoding="iso-8859-2"?><a/>', `${'<a>'.repeat(150)}${'</a>'.repeat(150)}`],
  ])('others are left to libxml2', (...texts) => {
    expect(texts.filter((text) => readPlainXml(Buffer.from(text)) !== null)).toEqual([])
    expect(readPlainXml(Buffer.from([0x3c, 0x61, 0x3e, 0xff]))).toBeNull()
  })

  it('are read as libxml2 reads them, or not at all', () => {
    fc.assert(
      fc.property(document, (xml) => agrees(Buffer.from(xml))),
      { numRuns: 1500 },
    )
  })

  it('are read the same where the same names come again and again, in one namespace and in another', () => {
    const named = fc.constantFrom('x', 'y', 'xy')
    const part = fc.record({ uri: fc.constantFrom('urn:a', 'urn:b', null), names: fc.array(named, { maxLength: 4 }) })
    fc.assert(
      fc.property(fc.array(part, { minLength: 2, maxLength: 20 }), (parts) => {
        const written = parts.map(({ uri, names }) => {
          const inner = names.map((name) => `<${name}>1</${name}>`).join('')
          return uri === null ? inner : `<part xmlns="${uri}">${inner}</part>`
        })
        const xml = Buffer.from(`<all xmlns="urn:a">${written.join('')}</all>`)
        expect(readPlainXml(xml)).not.toBeNull()
        return agrees(xml)
      }),
      { numRuns: 1500 },
    )
  })

  it('are left to libxml2 where space or a tag is longer than it takes', () => {
    const space = ' '.repeat(10_010_000)
    expect([`${space}<a/>`, `<a${space}/>`, `<a b="1"${space}/>`, `<a/>${space}`].map((xml) => readPlainXml(Buffer.from(xml)))).toEqual([null, null, null, null])
  })

  it('are not always left to libxml2', () => {
    const seen = fc.sample(document, 300).filter((xml) => readPlainXml(Buffer.from(xml)) !== null)
    expect(seen.length).toBeGreaterThan(10)
  })

  it('stay what libxml2 makes of them, whatever byte of a receipt is changed, left out or given twice', () => {
    const receipt = signedUpo()
    fc.assert(
      fc.property(fc.nat(receipt.length - 1), fc.integer({ min: 0, max: 255 }), fc.constantFrom('change', 'leave out', 'insert'), (at, octet, how) => {
        const between = how === 'leave out' ? [] : [octet]
        return agrees(Buffer.concat([receipt.subarray(0, at), Buffer.from(between), receipt.subarray(how === 'insert' ? at : at + 1)]))
      }),
      { numRuns: 3000 },
    )
  })

  it.each(tamperedReceipts().map(({ title, bytes }) => [title, bytes] as const))('agree with libxml2 on a tampered receipt: %s', (_, bytes) => {
    expect(agrees(bytes)).toBe(true)
  })

  it('are the receipts that are signed here', () => {
    for (const bytes of [signedUpo(), signedUpo({}, makeCredential('ec')), signXml(upoXml({ version: 'v4-2' }))]) expect(readPlainXml(bytes)).not.toBeNull()
  })
})

describe('a part of canonical octets', () => {
  it('is what libxml2 makes of that element', () => {
    fc.assert(
      fc.property(document, (xml) => {
        const octets = byLibxml2(Buffer.from(xml))
        if (octets === null) return
        const parts = elementsOf(readCanonicalTree(octets)).map((element) => exclusiveOctets(octets, element).toString())
        const expected = withXmlDocument(octets, (parsed) =>
          parsed.root.find('descendant-or-self::*').map((element) => (element instanceof XmlElement ? canonicalize(parsed, EXCLUSIVE, element).toString() : '')),
        )
        expect(parts).toEqual(expected)
      }),
      { numRuns: 500 },
    )
  })
})

function elementsOf(tree: XmlTree): readonly XmlTree[] {
  return [tree, ...tree.children.flatMap(elementsOf)]
}
