import { XmlXPath, type XmlDocument } from 'libxml2-wasm'

/**
 * Canonicalization sorts the attributes of an element and looks through the namespaces in scope one by one: its time grows with their
 * square, and a file of 3 MB can take minutes. A receipt of 10 000 entries has 100 000 elements, hardly an attribute and a few namespaces.
 */
export const MAX_ELEMENTS = 200_000
export const MAX_ATTRIBUTES = 20_000
export const MAX_NAMESPACE_DECLARATIONS = 32
/** Too few bytes for so many elements or attributes, so that small receipts need not be counted. */
const SMALL_BYTES = 64 * 1024

const IS_LARGE = XmlXPath.compile(`count(//*) > ${MAX_ELEMENTS} or count(//@*) > ${MAX_ATTRIBUTES}`)

/** Encodings in which `xmlns` can be found without decoding. */
const KNOWN_ENCODINGS = /^(utf-?8|utf-?16(le|be)?|us-ascii|ascii|iso-8859-\d{1,2}|windows-125\d)$/i
/** UTF-16 of either order holds these bytes, the second from its second byte on. */
const DECLARATIONS = [Buffer.from('xmlns'), Buffer.from('x\0m\0l\0n\0s')]

/** A well-formed document that would take unreasonably long to canonicalize. */
export class XmlTooCostly extends Error {}

/** Throws XmlTooCostly. */
export function refuseCostly(bytes: Uint8Array, document: XmlDocument): void {
  if (document.encoding !== null && !KNOWN_ENCODINGS.test(document.encoding)) throw new XmlTooCostly('encoding')
  if (DECLARATIONS.some((declaration) => countUpTo(bytes, declaration, MAX_NAMESPACE_DECLARATIONS + 1) > MAX_NAMESPACE_DECLARATIONS)) {
    throw new XmlTooCostly('namespaces')
  }
  if (bytes.length > SMALL_BYTES && document.eval(IS_LARGE) === true) throw new XmlTooCostly('size')
}

function countUpTo(bytes: Uint8Array, part: Uint8Array, limit: number): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let count = 0
  for (let at = buffer.indexOf(part); at >= 0 && count < limit; at = buffer.indexOf(part, at + part.length)) count += 1
  return count
}
