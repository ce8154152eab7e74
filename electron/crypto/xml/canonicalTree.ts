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
  readonly namespaces: ReadonlyMap<string, string>
  readonly attributes: string
  text: string
}

/** Canonical XML knows only these: no comments (left out here), CDATA, entities, document types or empty-element tags. */
const TOKEN = /<(\/?)([^ <>/="]+)((?: [^ <>="]+="[^"<]*")*)>|<\?[^]*?\?>|([^<]+)/gy
const ATTRIBUTE = / ([^ ="]+)="([^"]*)"/g
const DECLARATION = / xmlns(?::([^ ="]+))?="([^"]*)"/g
const ESCAPES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x9': '\t', '#xA': '\n', '#xD': '\r' }
const NO_NAMESPACES: ReadonlyMap<string, string> = new Map()

/**
 * Reads canonical XML (the octets that a signature covers, or what `canonicalize` gives) into a tree. So plain a grammar needs no
 * general parser, and 5 MB take a tenth of a second. Throws for octets that are not canonical.
 */
export function readCanonicalTree(octets: Uint8Array): XmlTree {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets)
  const top: OpenElement = { name: '', namespace: '', children: [], namespaces: NO_NAMESPACES, attributes: '', text: '' }
  const open: OpenElement[] = [top]
  let current = top
  let read = 0
  for (const [token, slash, name, attributes = '', characters] of text.matchAll(TOKEN)) {
    read += token.length
    if (characters !== undefined) current.text += unescape(characters)
    else if (slash === '/') {
      current.text = trimXmlSpace(current.text)
      open.pop()
      current = open.at(-1) ?? top
    } else if (name !== undefined) {
      const element = openElement(name, attributes, current)
      current.children.push(element)
      open.push(element)
      current = element
    }
  }
  const [root, another] = top.children
  if (read !== text.length || root === undefined || another !== undefined || open.length !== 1) throw new Error('not canonical XML')
  return root
}

/** The value of an attribute without namespace, or null. */
export function attributeOf(element: XmlTree, name: string): string | null {
  for (const [, qualifiedName, value = ''] of element.attributes.matchAll(ATTRIBUTE)) if (qualifiedName === name) return unescape(value)
  return null
}

/** True for the element of this namespace and local name. */
export function isElement(element: XmlTree, namespace: string, name: string): boolean {
  return element.name === name && element.namespace === namespace
}

function openElement(qualifiedName: string, attributes: string, parent: OpenElement): OpenElement {
  const namespaces = attributes.includes('xmlns') ? withDeclarations(parent.namespaces, attributes) : parent.namespaces
  const colon = qualifiedName.indexOf(':')
  const prefix = colon < 0 ? '' : qualifiedName.slice(0, colon)
  return { name: qualifiedName.slice(colon + 1), namespace: namespaces.get(prefix) ?? '', children: [], namespaces, attributes, text: '' }
}

function withDeclarations(inherited: ReadonlyMap<string, string>, attributes: string): ReadonlyMap<string, string> {
  const namespaces = new Map(inherited)
  for (const [, prefix = '', uri = ''] of attributes.matchAll(DECLARATION)) namespaces.set(prefix, unescape(uri))
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
