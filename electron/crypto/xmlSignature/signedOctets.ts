import { XmlElement, XmlXPath, type XmlDocument } from 'libxml2-wasm'
import { readCanonicalTree, type XmlTree } from '../xml/canonicalTree.ts'
import { exclusiveOctets } from '../xml/exclusiveOctets.ts'
import { canonicalize, isPlainExclusive, type Canonicalization } from '../xml/xmlDocument.ts'
import { XADES, XMLDSIG } from './algorithms.ts'
import { SignatureRefused } from './refusal.ts'
import type { EnvelopedSignature } from './signatureStructure.ts'
import { withIsolatedSignature } from './withIsolatedSignature.ts'

const SIGNATURE = XmlXPath.compile('/*/ds:Signature', { ds: XMLDSIG })
/** In the document that `withIsolatedSignature` lends. */
const SIGNED_INFO = XmlXPath.compile('/ds:Signature/ds:SignedInfo', { ds: XMLDSIG })
const SIGNED_PROPERTIES = XmlXPath.compile('/ds:Signature/ds:Object/xades:QualifyingProperties/xades:SignedProperties', { ds: XMLDSIG, xades: XADES })

/** A document with its one signature, canonicalized as a whole by `EXCLUSIVE`, and taken apart. */
export interface SignedDocument {
  readonly document: XmlDocument
  readonly octets: Buffer
  readonly tree: XmlTree
  /** The signature in the tree. */
  readonly element: XmlTree
  readonly signature: EnvelopedSignature
}

/** What digests and signature value are made of: octets, each by the canonicalization that the signature names for it. */
export interface SignedOctets {
  readonly document: Buffer
  /** What `document` says. */
  readonly tree: XmlTree
  readonly properties: Buffer | null
  readonly signedInfo: Buffer
}

/**
 * The octets that a signature is over. Most signatures ask for exclusive canonicalization throughout: then all three are parts of the octets
 * that are here already. Any other is made anew, and the document loses its signature by it.
 */
export function signedOctets(signed: SignedDocument): SignedOctets {
  const { document, properties, canonicalization } = signed.signature
  const methods = [document.canonicalization, canonicalization, ...(properties === null ? [] : [properties.reference.canonicalization])]
  return methods.every(isPlainExclusive) ? partsOf(signed) : canonicalizeParts(signed)
}

/** An element left out changes nothing in the canonical form of what is before, around and after it. */
function partsOf({ octets, tree, element, signature: { signedInfo, properties } }: SignedDocument): SignedOctets {
  return {
    document: Buffer.concat([octets.subarray(0, element.start), octets.subarray(element.end)]),
    tree: { ...tree, children: tree.children.filter((child) => child !== element) },
    properties: properties === null ? null : exclusiveOctets(octets, properties.element),
    signedInfo: exclusiveOctets(octets, signedInfo),
  }
}

function canonicalizeParts({ document, signature }: SignedDocument): SignedOctets {
  const { root } = document
  const element = document.get(SIGNATURE)
  if (!(element instanceof XmlElement)) throw new SignatureRefused('structure-refused')
  return withIsolatedSignature(root, element, (isolated) => {
    const covered = canonicalize(document, signature.document.canonicalization)
    const { properties } = signature
    return {
      document: covered,
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
