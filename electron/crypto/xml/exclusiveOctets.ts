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
    const others = written.filter(([name]) => declaredPrefix(name) === null)
    const missing = usedPrefixes(qualifiedName, others).flatMap((prefix) => {
      const uri = prefixes.get(prefix) ?? ''
      return (above.get(prefix) ?? '') === uri ? [] : [[prefix, uri] as const]
    })
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

/** Those of the tag and of its attributes that declare nothing, each once and in order; `xml` needs no declaration, and an attribute without a prefix has no namespace. */
function usedPrefixes(qualifiedName: string, attributes: readonly (readonly [name: string, value: string])[]): readonly string[] {
  const prefixed = attributes.filter(([name]) => name.includes(':'))
  const names = [qualifiedName, ...prefixed.map(([name]) => name)]
  const used = prefixed.length === 0 ? names.map(prefixOf) : [...new Set(names.map(prefixOf))].sort(byOctets)
  return used.filter((prefix) => prefix !== 'xml')
}
