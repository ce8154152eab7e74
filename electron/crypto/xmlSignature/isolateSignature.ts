import type { XmlElement } from 'libxml2-wasm'
import { serialize } from '../xml/xmlDocument.ts'

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace'

/**
 * A small document with the signature in the context it stood in: the namespaces and `xml:` attributes of the document
 * element, which canonicalization inherits. Canonicalizing a part asks about every node of its document, so doing it in
 * a receipt of 10 000 entries would cost seconds. Everything about the signature is then read from this document only.
 */
export function isolateSignature(root: XmlElement, signature: XmlElement): Buffer {
  const namespaces = Object.entries(root.nsDeclarations).map(([prefix, uri]) => `${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}="${escapeAttribute(uri)}"`)
  const inherited = root.attrs
    .filter(({ namespaceUri }) => namespaceUri === XML_NAMESPACE)
    .map(({ name, value }) => `xml:${name}="${escapeAttribute(value)}"`)
  const start = ['<context', ...namespaces, ...inherited].join(' ')
  return Buffer.concat([Buffer.from(`${start}>`), serialize(signature), Buffer.from('</context>')])
}

function escapeAttribute(value: string): string {
  return value.replace(/[&<>"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
}
