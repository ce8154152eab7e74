import type { XmlTree } from '../../crypto/xml/canonicalTree.ts'
import { UpoRefused } from './upoRefused.ts'

/** The elements of the UPO's own namespace with these names, by name. Throws UpoRefused 'ambiguous' when one comes twice. */
export function singularElements<Name extends string>(parent: XmlTree, names: readonly Name[]): Readonly<Partial<Record<Name, XmlTree>>> {
  const found: Partial<Record<Name, XmlTree>> = {}
  let position = 0
  for (const child of parent.children) {
    // Mostly they come in this order.
    if (child.name !== names[position]) position = names.indexOf(child.name as Name)
    const name = names[position]
    position += 1
    if (name === undefined || child.namespace !== parent.namespace) continue
    if (found[name] !== undefined) throw new UpoRefused('ambiguous')
    found[name] = child
  }
  return found
}

/** The text of an element, as written and trimmed; null when absent or empty. Throws UpoRefused 'ambiguous' for mixed content. */
export function textOf(element: XmlTree | undefined): string | null {
  if (element === undefined) return null
  if (element.children.length > 0) throw new UpoRefused('ambiguous')
  return element.text === '' ? null : element.text
}

/** The text of an element as a number of up to nine digits; null for anything else. */
export function wholeNumberOf(element: XmlTree | undefined): number | null {
  const text = textOf(element)
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null
}
