import { attributesOf, declaredPrefix, isElement, type XmlTree } from '../xml/canonicalTree.ts'
import { XMLDSIG } from './algorithms.ts'
import { SignatureRefused } from './refusal.ts'

/** A receipt has a handful; comparing millions would take seconds. */
const MAX_IDENTIFIERS = 10_000
const IDENTIFIER_NAMES: ReadonlySet<string> = new Set(['Id', 'ID', 'id'])

/**
 * The only `ds:Signature` of a document, which must stand in its document element; null when there is none. Throws SignatureRefused for another place, a
 * second one, and for identifiers that come twice: what a reference means must not be a matter of choice.
 */
export function findSignature(root: XmlTree): XmlTree | null {
  const signatures: XmlTree[] = []
  const identifiers: string[] = []
  const look = (element: XmlTree): void => {
    if (isElement(element, XMLDSIG, 'Signature')) signatures.push(element)
    if (element.tag.attributes !== '') identifiers.push(...identifiersOf(element))
    for (const child of element.children) look(child)
  }
  look(root)
  const [signature, another] = signatures
  if (signature === undefined) return null
  if (another !== undefined) throw new SignatureRefused('several-signatures')
  if (!root.children.includes(signature)) throw new SignatureRefused('signature-misplaced')
  if (identifiers.length > MAX_IDENTIFIERS) throw new SignatureRefused('structure-refused')
  if (new Set(identifiers).size < identifiers.length) throw new SignatureRefused('duplicate-id')
  return signature
}

/** Values of attributes of these names in any namespace. */
function identifiersOf({ tag: { attributes } }: XmlTree): readonly string[] {
  return attributesOf(attributes).flatMap(([name, value]) => (declaredPrefix(name) === null && IDENTIFIER_NAMES.has(name.slice(name.indexOf(':') + 1)) ? [value] : []))
}
