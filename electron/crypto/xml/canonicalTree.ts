/** An element with its namespace resolved; `text` is its own text, without that of its children, trimmed. */
export interface XmlTree {
  readonly name: string
  readonly namespace: string
  readonly children: readonly XmlTree[]
  readonly text: string
  /** As written in the tag; `attributeOf` reads it. */
  readonly attributes: string
}

interface OpenElement {
  readonly name: string
  readonly namespace: string
  readonly children: OpenElement[]
  readonly scope: Scope
  readonly attributes: string
  /** As it will be written; empty for the document itself. */
  readonly endTag: string
  text: string
}

/** The namespaces in force, and the names that were resolved with them: a receipt of thousands of entries has a dozen. */
interface Scope {
  readonly namespaces: ReadonlyMap<string, string>
  readonly names: Map<string, ResolvedName>
}

interface ResolvedName {
  readonly name: string
  readonly namespace: string
  readonly endTag: string
}

const LESS_THAN = 0x3c

/** Canonical XML knows only these tags, text, and instructions: no comments (left out here), CDATA, entities, document types or empty-element tags. */
const START_TAG = /<([^ <>/="?!]+)((?: [^ <>="]+="[^"<]*")*)>/y
const ESCAPES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x9': '\t', '#xA': '\n', '#xD': '\r' }

/**
 * Reads canonical XML (the octets that a signature covers, or what `canonicalize` gives) into a tree. So plain a grammar needs no
 * general parser, and 5 MB take a tenth of a second. Throws for octets that are not canonical.
 */
export function readCanonicalTree(octets: Uint8Array): XmlTree {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets)
  const top: OpenElement = { name: '', namespace: '', children: [], scope: { namespaces: new Map(), names: new Map() }, attributes: '', text: '', endTag: '' }
  const open: OpenElement[] = []
  let current = top
  let position = 0
  while (position < text.length) {
    if (text.charCodeAt(position) !== LESS_THAN) {
      const next = text.indexOf('<', position)
      const end = next < 0 ? text.length : next
      current.text += unescape(text.slice(position, end))
      position = end
    } else if (current.endTag !== '' && text.startsWith(current.endTag, position)) {
      current.text = trimXmlSpace(current.text)
      position += current.endTag.length
      current = open.pop() ?? top
    } else if (text.startsWith('<?', position)) {
      const end = text.indexOf('?>', position)
      if (end < 0) throw notCanonical()
      position = end + 2
    } else {
      START_TAG.lastIndex = position
      const [tag, name, attributes = ''] = START_TAG.exec(text) ?? []
      if (tag === undefined || name === undefined) throw notCanonical()
      open.push(current)
      current = openElement(name, attributes, current)
      position += tag.length
    }
  }
  const [root, another] = top.children
  if (root === undefined || another !== undefined || open.length > 0) throw notCanonical()
  return root
}

function notCanonical(): Error {
  return new Error('not canonical XML')
}

/** The value of an attribute without namespace, or null. */
export function attributeOf(element: XmlTree, name: string): string | null {
  // No value holds a quotation mark, so this is found at the attribute itself or nowhere.
  const start = element.attributes.indexOf(` ${name}="`)
  if (start < 0) return null
  const from = start + name.length + 3
  return unescape(element.attributes.slice(from, element.attributes.indexOf('"', from)))
}

/** Names and values of attributes as a start tag has them: each after one space, and no quotation mark in a value. */
function splitAttributes(attributes: string): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = []
  let position = 0
  while (position < attributes.length) {
    const equals = attributes.indexOf('="', position)
    const end = attributes.indexOf('"', equals + 2)
    found.push([attributes.slice(position + 1, equals), unescape(attributes.slice(equals + 2, end))])
    position = end + 1
  }
  return found
}

/** True for the element of this namespace and local name. */
export function isElement(element: XmlTree, namespace: string, name: string): boolean {
  return element.name === name && element.namespace === namespace
}

function openElement(qualifiedName: string, attributes: string, parent: OpenElement): OpenElement {
  const scope = attributes.includes('xmlns') ? { namespaces: withDeclarations(parent.scope.namespaces, attributes), names: new Map<string, ResolvedName>() } : parent.scope
  const { name, namespace, endTag } = resolve(qualifiedName, scope)
  const element: OpenElement = { name, namespace, children: [], scope, attributes, endTag, text: '' }
  parent.children.push(element)
  return element
}

function resolve(qualifiedName: string, { namespaces, names }: Scope): ResolvedName {
  const known = names.get(qualifiedName)
  if (known !== undefined) return known
  const colon = qualifiedName.indexOf(':')
  const prefix = colon < 0 ? '' : qualifiedName.slice(0, colon)
  const resolved = { name: qualifiedName.slice(colon + 1), namespace: namespaces.get(prefix) ?? '', endTag: `</${qualifiedName}>` }
  names.set(qualifiedName, resolved)
  return resolved
}

function withDeclarations(inherited: ReadonlyMap<string, string>, attributes: string): ReadonlyMap<string, string> {
  const namespaces = new Map(inherited)
  for (const [name, uri] of splitAttributes(attributes)) {
    if (name === 'xmlns') namespaces.set('', uri)
    else if (name.startsWith('xmlns:')) namespaces.set(name.slice('xmlns:'.length), uri)
  }
  return namespaces
}

/** Other spaces, such as the one that does not break, belong to the value. Counted, for `\s+$` takes the square of a long run's time. */
function trimXmlSpace(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isXmlSpace(text.charCodeAt(start))) start += 1
  while (end > start && isXmlSpace(text.charCodeAt(end - 1))) end -= 1
  return text.slice(start, end)
}

function isXmlSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d
}

function unescape(text: string): string {
  return text.includes('&') ? text.replace(/&([^;]+);/g, (written, name: string) => ESCAPES[name] ?? written) : text
}
