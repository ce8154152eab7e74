import { attributesOf, byOctets, declaredPrefix, prefixOf, type XmlTree } from './canonicalTree.ts'

/** Prefixes that were declared on the way down to an element, with what they stand for. */
type Declared = ReadonlyMap<string, string>

/**
 * Exclusive canonicalization (without comments and inclusive prefixes) of one element, out of the octets of a document that was canonicalized in that way as a
 * whole, and from which `readCanonicalTree` made this element. Everything stands there as it must be written, but for the namespaces: each is declared where
 * it is first used, and that may be above (Exclusive XML Canonicalization 1.0 §3).
 */
export function exclusiveOctets(octets: Buffer, element: XmlTree): Buffer {
  const text = octets.toString('latin1', element.start, element.end)
  const parts: string[] = []
  let position = 0
  const declare = ({ start, tag: { qualifiedName, attributes, prefixes }, children }: XmlTree, above: Declared): void => {
    const written = attributesOf(attributes)
    const missing = usedPrefixes(qualifiedName, written).flatMap((prefix) => {
      const uri = prefixes.get(prefix) ?? ''
      return (above.get(prefix) ?? '') === uri ? [] : [[prefix, uri] as const]
    })
    const others = written.filter(([name]) => declaredPrefix(name) === null)
    if (missing.length > 0 || others.length < written.length) {
      const declarations = missing.map(([prefix, uri]) => [prefix === '' ? 'xmlns' : `xmlns:${prefix}`, uri] as const)
      const endOfName = start - element.start + 1 + qualifiedName.length
      parts.push(text.slice(position, endOfName), ...[...declarations, ...others].map(([name, value]) => ` ${name}="${value}"`))
      position = endOfName + attributes.length
    }
    const below = missing.length === 0 ? above : new Map([...above, ...missing])
    for (const child of children) declare(child, below)
  }
  declare(element, new Map())
  return Buffer.from(`${parts.join('')}${text.slice(position)}`, 'latin1')
}

/** Those of the tag and its attributes, each once and in order; `xml` needs no declaration, and an attribute without a prefix has no namespace. */
function usedPrefixes(qualifiedName: string, attributes: readonly (readonly [name: string, value: string])[]): readonly string[] {
  const ofAttributes = attributes.flatMap(([name]) => (name.includes(':') && declaredPrefix(name) === null ? [prefixOf(name)] : []))
  const used = new Set([prefixOf(qualifiedName), ...ofAttributes])
  used.delete('xml')
  return [...used].sort(byOctets)
}
