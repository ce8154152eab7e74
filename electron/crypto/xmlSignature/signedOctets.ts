import { XmlElement, XmlXPath, type XmlDocument } from 'libxml2-wasm'
import { readCanonicalTree, type XmlTree } from '../xml/canonicalTree.ts'
import { exclusiveOctets } from '../xml/exclusiveOctets.ts'
import type { CanonicalXml } from '../xml/plainXml.ts'
import { canonicalize, isPlainExclusive, type Canonicalization } from '../xml/xmlDocument.ts'
import { XADES, XMLDSIG } from './algorithms.ts'
import { SignatureRefused } from './refusal.ts'
import type { EnvelopedSignature } from './signatureStructure.ts'
import { withIsolatedSignature } from './withIsolatedSignature.ts'

const SIGNATURE = XmlXPath.compile('/*/ds:Signature', { ds: XMLDSIG })
/** In the document that `withIsolatedSignature` lends. */
const SIGNED_INFO = XmlXPath.compile('/ds:Signature/ds:SignedInfo', { ds: XMLDSIG })
const SIGNED_PROPERTIES = XmlXPath.compile('/ds:Signature/ds:Object/xades:QualifyingProperties/xades:SignedProperties', { ds: XMLDSIG, xades: XADES })

/** What digests and signature value are made of. */
export interface SignedOctets {
  /** In pieces: a receipt of thousands of entries is not copied to leave a few lines out. */
  readonly document: readonly Buffer[]
  /** What `document` says. */
  readonly tree: XmlTree
  readonly properties: Buffer | null
  readonly signedInfo: Buffer
}

/** True when the signature asks for exclusive canonicalization throughout: then all that it is over are parts of the document canonicalized so as a whole. */
export function isPlain({ document, properties, canonicalization }: EnvelopedSignature): boolean {
  return [document.canonicalization, canonicalization, ...(properties === null ? [] : [properties.reference.canonicalization])].every(isPlainExclusive)
}

/** For such a signature, which is that element of the tree. An element left out changes nothing in the canonical form of what is before, around and after it. */
export function partsOf({ octets, tree }: CanonicalXml, element: XmlTree, { signedInfo, properties }: EnvelopedSignature): SignedOctets {
  return {
    document: [octets.subarray(0, element.start), octets.subarray(element.end)],
    tree: { ...tree, children: tree.children.filter((child) => child !== element) },
    properties: properties === null ? null : exclusiveOctets(octets, properties.element),
    signedInfo: exclusiveOctets(octets, signedInfo),
  }
}

/** For any other: each by the canonicalization that the signature names for it. The document loses its signature by it. */
export function canonicalizeParts(document: XmlDocument, signature: EnvelopedSignature): SignedOctets {
  const { root } = document
  const element = document.get(SIGNATURE)
  if (!(element instanceof XmlElement)) throw new SignatureRefused('structure-refused')
  return withIsolatedSignature(root, element, (isolated) => {
    const covered = canonicalize(document, signature.document.canonicalization)
    const { properties } = signature
    return {
      document: [covered],
      tree: readCanonicalTree(covered),
      properties: properties === null ? null : canonicalPart(isolated, SIGNED_PROPERTIES, properties.reference.canonicalization),
      signedInfo: canonicalPart(isolated, SIGNED_INFO, signature.canonicalization),
    }
  })
}

/** The same element that `readSignatureStructure` read: the first, and for the properties the only, one at its place. */
function canonicalPart(isolated: XmlDocument, path: XmlXPath, canonicalization: Canonicalization): Buffer {
  const element = isolated.get(path)
  if (!(element instanceof XmlElement)) throw new SignatureRefused('structure-refused')
  return canonicalize(isolated, canonicalization, element)
}
