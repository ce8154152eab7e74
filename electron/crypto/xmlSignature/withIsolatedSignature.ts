import { XmlDocument, type XmlElement } from 'libxml2-wasm'

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace'

/**
 * Moves the signature out of its document into one of its own, and lends that. What it inherited from the document element goes with it:
 * namespaces, and `xml:` attributes (of two `xml:base` only its own, where C14N 1.1 would join them: such a digest differs). What is left is what an
 * enveloped signature covers. Canonicalizing a part asks about every node of its document, so doing it in a receipt of 10 000 entries would
 * cost seconds.
 */
export function withIsolatedSignature<Result>(root: XmlElement, signature: XmlElement, use: (isolated: XmlDocument) => Result): Result {
  const namespaces = Object.entries(root.nsDeclarations)
  const attributes = root.attrs.filter(({ namespaceUri }) => namespaceUri === XML_NAMESPACE).map(({ name, value }) => ({ name, value }))
  // Freed before the document that lent it: its nodes still name that one's namespaces.
  const isolated = XmlDocument.create()
  try {
    isolated.root = signature
    const own = signature.nsDeclarations
    for (const [prefix, uri] of namespaces) if (!(prefix in own)) signature.addNsDeclaration(uri, prefix)
    for (const { name, value } of attributes) if (signature.attr(name, 'xml') === null) signature.setAttr(name, value, 'xml')
    return use(isolated)
  } finally {
    isolated.dispose()
  }
}
