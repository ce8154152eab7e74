import { isUtf8 } from 'node:buffer'

/** An element with its namespace resolved; `text` is its own text, without that of its children, trimmed. */
export interface XmlTree {
  readonly name: string
  readonly namespace: string
  readonly children: readonly XmlTree[]
  readonly text: string
  /** Where it stands among the octets: of `<` of its start tag, and after `>` of its end tag. */
  readonly start: number
  readonly end: number
  readonly tag: StartTag
}

/** A start tag as written, octets as Latin-1: for `attributeOf`, `attributesOf` and whoever writes it again. */
export interface StartTag {
  readonly qualifiedName: string
  readonly attributes: string
  /** Prefixes in force here, those declared in this tag among them, with what they stand for as written; the default namespace is ''. */
  readonly prefixes: ReadonlyMap<string, string>
}

interface OpenElement extends XmlTree {
  readonly children: OpenElement[]
  readonly scope: Scope
  /** As it will be written; empty for the document itself. */
  readonly endTag: string
  text: string
  end: number
}

/** The namespaces in force, and the tags without attributes that were resolved with them: a receipt of thousands of entries has a dozen. */
interface Scope {
  readonly prefixes: ReadonlyMap<string, string>
  readonly names: Map<string, ResolvedName>
}

interface ResolvedName {
  readonly name: string
  readonly namespace: string
  readonly endTag: string
  /** The tag, should it have no attributes. */
  readonly tag: StartTag
}

const LESS_THAN = 0x3c
const GREATER_THAN = 0x3e
const SLASH = 0x2f
const QUESTION_MARK = 0x3f

/** Canonical XML knows only these tags, text, and instructions: no comments (left out here), CDATA, entities, document types or empty-element tags. */
/** 1 for octets that no name holds. */
const ENDS_NAME = Uint8Array.from({ length: 256 }, (_, octet) => (' <>/="?!'.includes(String.fromCharCode(octet)) ? 1 : 0))
const ATTRIBUTES = /((?: [^ <>="]+="[^"<]*")+)>/y
const ESCAPES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x9': '\t', '#xA': '\n', '#xD': '\r' }

/**
 * Reads canonical XML (the octets that a signature covers, or what `canonicalize` gives) into a tree. So plain a grammar needs no general parser. It is
 * followed octet by octet, for everything that has a meaning in it is ASCII; only names and values are decoded. Throws for octets that are not canonical.
 */
export function readCanonicalTree(octets: Uint8Array): XmlTree {
  if (!isUtf8(octets)) throw notCanonical()
  const text = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('latin1')
  const top = openElement({ name: '', namespace: '', endTag: '', tag: { qualifiedName: '', attributes: '', prefixes: new Map() } }, { prefixes: new Map(), names: new Map() }, 0)
  const open: OpenElement[] = []
  let current = top
  let position = 0
  while (position < text.length) {
    if (text.charCodeAt(position) !== LESS_THAN) {
      const end = endOfText(text, position)
      current.text += decodeText(text.slice(position, end))
      position = end
      continue
    }
    const sign = text.charCodeAt(position + 1)
    if (sign === SLASH) {
      const { endTag } = current
      if (endTag === '' || !text.startsWith(endTag, position)) throw notCanonical()
      position += endTag.length
      current.text = trimXmlSpace(current.text)
      current.end = position
      current = open.pop() ?? top
    } else if (sign === QUESTION_MARK) {
      const end = text.indexOf('?>', position)
      if (end < 0) throw notCanonical()
      position = end + 2
    } else {
      const element = readStartTag(text, position, current.scope)
      current.children.push(element)
      const endOfContent = text.indexOf('<', element.end)
      if (text.startsWith(element.endTag, endOfContent)) {
        // Nearly every element holds text and nothing else.
        element.text = trimXmlSpace(decodeText(text.slice(element.end, endOfContent)))
        element.end = position = endOfContent + element.endTag.length
      } else {
        open.push(current)
        current = element
        position = element.end
      }
    }
  }
  const [root, another] = top.children
  if (root === undefined || another !== undefined || open.length > 0) throw notCanonical()
  return root
}

function notCanonical(): Error {
  return new Error('not canonical XML')
}

function endOfText(text: string, from: number): number {
  const next = text.indexOf('<', from)
  return next < 0 ? text.length : next
}

/** The element that begins here; its `end` is that of its start tag, until the other is met. */
function readStartTag(text: string, start: number, scope: Scope): OpenElement {
  const endOfName = start + 1 + lengthOfName(text, start + 1)
  const qualifiedName = text.slice(start + 1, endOfName)
  if (text.charCodeAt(endOfName) === GREATER_THAN && qualifiedName !== '') return openElement(resolve(qualifiedName, scope), scope, start, endOfName + 1)
  ATTRIBUTES.lastIndex = endOfName
  const attributes = ATTRIBUTES.exec(text)?.[1]
  if (attributes === undefined || qualifiedName === '') throw notCanonical()
  const inner = attributes.includes('xmlns') ? { prefixes: withDeclarations(scope.prefixes, attributes), names: new Map<string, ResolvedName>() } : scope
  const tag = { qualifiedName, attributes, prefixes: inner.prefixes }
  return openElement({ ...resolve(qualifiedName, inner), tag }, inner, start, endOfName + attributes.length + 1)
}

function lengthOfName(text: string, start: number): number {
  let end = start
  while (ENDS_NAME[text.charCodeAt(end)] === 0) end += 1
  return end - start
}

function openElement({ name, namespace, endTag, tag }: ResolvedName, scope: Scope, start: number, end = start): OpenElement {
  return { name, namespace, children: [], text: '', start, end, tag, scope, endTag }
}

/** The value of an attribute without namespace, or null. */
export function attributeOf({ tag: { attributes } }: XmlTree, name: string): string | null {
  const value = attributesOf(attributes).find(([one]) => one === name)?.[1]
  return value === undefined ? null : decodeText(value)
}

/** Names and values of attributes as written in a start tag, declarations of namespaces among them: each after one space, and no quotation mark in a value. */
export function attributesOf(attributes: string): readonly (readonly [name: string, value: string])[] {
  const found: (readonly [string, string])[] = []
  let position = 0
  while (position < attributes.length) {
    const equals = attributes.indexOf('="', position)
    const end = attributes.indexOf('"', equals + 2)
    found.push([attributes.slice(position + 1, equals), attributes.slice(equals + 2, end)])
    position = end + 1
  }
  return found
}

/** The prefix that an attribute declares ('' for the default namespace); null for any other attribute. */
export function declaredPrefix(attribute: string): string | null {
  if (attribute === 'xmlns') return ''
  return attribute.startsWith('xmlns:') ? attribute.slice('xmlns:'.length) : null
}

/** '' where there is none. */
export function prefixOf(qualifiedName: string): string {
  return qualifiedName.slice(0, Math.max(0, qualifiedName.indexOf(':')))
}

/** Order of canonical XML, for texts that hold octets. */
export function byOctets(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

/** True for the element of this namespace and local name. */
export function isElement(element: XmlTree, namespace: string, name: string): boolean {
  return element.name === name && element.namespace === namespace
}

function resolve(qualifiedName: string, { prefixes, names }: Scope): ResolvedName {
  const known = names.get(qualifiedName)
  if (known !== undefined) return known
  const colon = qualifiedName.indexOf(':')
  const prefix = colon < 0 ? '' : qualifiedName.slice(0, colon)
  const resolved = {
    name: decodeText(qualifiedName.slice(colon + 1)),
    namespace: decodeText(prefixes.get(prefix) ?? ''),
    endTag: `</${qualifiedName}>`,
    tag: { qualifiedName, attributes: '', prefixes },
  }
  names.set(qualifiedName, resolved)
  return resolved
}

function withDeclarations(inherited: ReadonlyMap<string, string>, attributes: string): ReadonlyMap<string, string> {
  const prefixes = new Map(inherited)
  for (const [name, uri] of attributesOf(attributes)) {
    const prefix = declaredPrefix(name)
    if (prefix !== null) prefixes.set(prefix, uri)
  }
  return prefixes
}

/** Other spaces, such as the one that does not break, belong to the value. Counted, for `\s+$` takes the square of a long run's time. */
export function trimXmlSpace(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isXmlSpace(text.charCodeAt(start))) start += 1
  while (end > start && isXmlSpace(text.charCodeAt(end - 1))) end -= 1
  return text.slice(start, end)
}

function isXmlSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d
}

/** Octets with a meaning beyond themselves: of a reference, or of a letter that is not ASCII. */
const NOT_PLAIN = /[&\u0080-\u00ff]/

/** The text that canonical XML writes in these octets, given as Latin-1. */
export function decodeText(octets: string): string {
  if (!NOT_PLAIN.test(octets)) return octets
  return Buffer.from(octets, 'latin1')
    .toString('utf8')
    .replace(/&([^;]+);/g, (reference, name: string) => ESCAPES[name] ?? reference)
}
