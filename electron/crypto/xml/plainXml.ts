import { isUtf8 } from 'node:buffer'
import { byOctets, declaredPrefix, decodeText, prefixOf, trimXmlSpace, type StartTag, type XmlTree } from './canonicalTree.ts'
import { MAX_ATTRIBUTES, MAX_ELEMENTS, MAX_NAMESPACE_DECLARATIONS } from './refuseCostly.ts'

/** A document in its canonical form (exclusive, without comments), and what it says. */
export interface CanonicalXml {
  readonly octets: Buffer
  readonly tree: XmlTree
}

/** Prefixes with the namespaces that they stand for; the default namespace is ''. */
type Prefixes = ReadonlyMap<string, string>

/** Namespaces in force; those of them that canonical XML has declared by now; and the start tags that were met there, by what was written. */
interface Scope {
  readonly inForce: Prefixes
  readonly declared: Prefixes
  readonly tags: Map<string, KnownTag>
}

/** What a start tag comes to in a scope. Of thousands of receipts each has the same tags, and what follows from them is the same everywhere. */
interface KnownTag extends Pick<XmlTree, 'name' | 'namespace' | 'tag'> {
  /** From `<` to `>`; then the same as canonical XML writes it, with the end tag of an empty element. */
  readonly written: string
  readonly canonical: string
  readonly isEmpty: boolean
  readonly endTag: string
  readonly attributes: number
  readonly declarations: number
  /** The scope in which it was met, and that within the element. */
  readonly outer: Scope
  readonly inner: Scope
  /** What began next when it was last met. Receipts repeat themselves: a look there saves most of the search. */
  next: KnownTag | null
}

interface OpenElement extends XmlTree {
  children: readonly OpenElement[]
  readonly known: KnownTag
  text: string
  end: number
}

/** A document on its way into canonical form. */
interface Reading {
  readonly bytes: Buffer
  /** The same octets as Latin-1. */
  readonly text: string
  position: number
  /** Of the element that began last. */
  last: KnownTag | null
  /** What was written, up to `copied` in the text; and by how much that is longer than what it was made from. */
  readonly written: Buffer[]
  copied: number
  shift: number
  elements: number
  attributes: number
  declarations: number
}

interface Attribute {
  readonly name: string
  readonly value: string
  readonly prefix: string
  /** The prefix for which it declares a namespace; null for an attribute in the proper sense. */
  readonly declares: string | null
}

/** Far below what libxml2 allows. */
const MAX_DEPTH = 100
const MAX_TEXT = 1_000_000
const MAX_NAME = 100

const PROLOG = /^(?:\u00ef\u00bb\u00bf)?(?:<\?xml version="1\.0"(?: encoding="(?:utf|UTF)-8")?(?: standalone="(?:yes|no)")? ?\?>)?[ \t\n]*/
const BEGINNING_OF_TAG = /<((?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*)/y
const ATTRIBUTE = /[ \t\n]+((?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*)=(?:"([ !#-%'-;=-\u00ff]*)"|'([ !#-%(-;=-\u00ff]*)')/y
const END_OF_TAG = /[ \t\n]*(\/?)>$/y
/** A text without these stands for itself; one with them needs a second look. */
const UNUSUAL = /[^\t\n -%'-;=?-~]/
/** Not in canonical text, once its references are taken out. */
const REFERENCES = /&(?:amp|lt|gt|#xD);/g
const NO_TEXT = /[^\t\n -%'-;=?-\u00ff]/
/** U+FFFE and U+FFFF in UTF-8: well encoded, and no characters of XML. */
const NO_CHARACTER = /\u00ef\u00bf[\u00be\u00bf]/
/** Absolute, and of no unusual sign; neither of the two that XML reserves. */
const NAMESPACE = /^(?!http:\/\/www\.w3\.org\/(?:2000\/xmlns|XML\/1998\/namespace))(?:https?:\/\/[a-z0-9.]+(?:\/[\w.-]+)*\/?#?|urn:[\w.-]+(?::[\w.-]+)*)$/

const LESS_THAN = 0x3c

/**
 * Reads a document of the plain kind that receipts are, and canonicalizes it: UTF-8; elements, attributes and text; no comments, instructions, CDATA, document
 * type, carriage returns, nor references that canonical XML would write otherwise. Null for any other, and for what is not well-formed: that is libxml2's
 * matter. Where this answers, it answers what libxml2 would, in a fraction of the time.
 */
export function readPlainXml(xml: Uint8Array): CanonicalXml | null {
  if (!isUtf8(xml)) return null
  const bytes = Buffer.from(xml.buffer, xml.byteOffset, xml.byteLength)
  const text = bytes.toString('latin1')
  const start = PROLOG.exec(text)?.[0].length ?? 0
  if (start > MAX_TEXT) return null
  const reading: Reading = { bytes, text, position: start, last: null, written: [], copied: start, shift: -start, elements: 0, attributes: 0, declarations: 0 }
  const tree = readTree(reading)
  if (tree === null || text.length - reading.position > MAX_TEXT || trimXmlSpace(text.slice(reading.position)) !== '') return null
  const rest = bytes.subarray(reading.copied, reading.position)
  return { octets: reading.written.length === 0 ? rest : Buffer.concat([...reading.written, rest]), tree }
}

function readTree(reading: Reading): XmlTree | null {
  const { text } = reading
  const open: OpenElement[] = []
  const root = readStartTag(reading, scopeOf(new Map(), new Map()))
  let current = root
  while (current !== null && current.end === 0) {
    const start = reading.position
    if (text.charCodeAt(start) !== LESS_THAN) {
      const end = text.indexOf('<', start)
      const value = end < 0 ? null : readText(text.slice(start, end))
      if (value === null) return null
      current.text += value
      reading.position = end
    } else if (text.startsWith(current.known.endTag, start)) {
      endHere(current, reading)
      current = open.pop() ?? current
    } else {
      const element = readStartTag(reading, current.known.inner)
      if (element === null) return null
      addChild(current, element)
      if (element.end > 0) continue
      if (open.length === MAX_DEPTH) return null
      open.push(current)
      current = element
    }
  }
  return root
}

/** Most elements have none, and a hundred thousand empty lists would have to be cleared away. */
const NO_CHILDREN: readonly OpenElement[] = []

function addChild(parent: OpenElement, child: OpenElement): void {
  if (parent.children === NO_CHILDREN) parent.children = [child]
  else (parent.children as OpenElement[]).push(child)
}

function endHere(element: OpenElement, reading: Reading): void {
  reading.position += element.known.endTag.length
  element.text = trimXmlSpace(element.text)
  element.end = reading.position + reading.shift
}

/** Null for what is no text of canonical XML. */
function readText(octets: string): string | null {
  if (octets.length > MAX_TEXT) return null
  if (!UNUSUAL.test(octets)) return octets
  return NO_TEXT.test(octets.replace(REFERENCES, '')) || NO_CHARACTER.test(octets) ? null : decodeText(octets)
}

/** The element that begins here, with its text and its end where it holds no other. */
function readStartTag(reading: Reading, scope: Scope): OpenElement | null {
  const { text, position: start } = reading
  const known = tagAt(reading, scope)
  if (known === null || !takesUp(reading, known)) return null
  reading.position = start + known.written.length
  const element = openElement(known, start + reading.shift)
  if (known.canonical !== known.written) replace(reading, start, known.canonical)
  if (known.isEmpty) {
    element.end = reading.position + reading.shift
    return element
  }
  const end = text.indexOf('<', reading.position)
  if (!text.startsWith(known.endTag, end)) return element
  // Nearly every element holds text and nothing else.
  const value = readText(text.slice(reading.position, end))
  if (value === null) return null
  element.text = value
  reading.position = end
  endHere(element, reading)
  return element
}

function openElement(known: KnownTag, start: number): OpenElement {
  const { name, namespace, tag } = known
  return { name, namespace, children: NO_CHILDREN, text: '', start, end: 0, tag, known }
}

/** Counts it; false for more than a document may have. */
function takesUp(reading: Reading, { attributes, declarations }: KnownTag): boolean {
  reading.elements += 1
  reading.attributes += attributes
  reading.declarations += declarations
  return reading.elements <= MAX_ELEMENTS && reading.attributes <= MAX_ATTRIBUTES && reading.declarations <= MAX_NAMESPACE_DECLARATIONS
}

/** Puts a text in the place of what lies between there and the position that is reached. */
function replace(reading: Reading, from: number, by: string): void {
  const { bytes, position, copied } = reading
  reading.written.push(bytes.subarray(copied, from), Buffer.from(by, 'latin1'))
  reading.copied = position
  reading.shift += by.length - (position - from)
}

/** The start tag that begins here; null for one that is out of the ordinary. */
function tagAt(reading: Reading, scope: Scope): KnownTag | null {
  const { text, position, last } = reading
  const expected = last?.next ?? null
  if (expected !== null && expected.outer === scope && text.startsWith(expected.written, position)) {
    reading.last = expected
    return expected
  }
  const written = text.slice(position, text.indexOf('>', position) + 1)
  if (written.length > MAX_TEXT) return null
  const known = scope.tags.get(written)
  // Within one scope only: hints across would keep scopes alive that were let go.
  if (known !== undefined && last?.outer === scope) last.next = known
  reading.last = known ?? meetTag(scope, written)
  return reading.last
}

/** Far more than receipts of all versions have; longer tags are not worth the room. */
const MAX_SCOPES = 64
const MAX_TAGS = 256
const MAX_KEPT_TAG = 500

function meetTag(scope: Scope, written: string): KnownTag | null {
  // A copy: a piece of the document's text would keep all of it in memory.
  const tag = readTag(scope, Buffer.from(written, 'latin1').toString('latin1'))
  if (tag === null || written.length > MAX_KEPT_TAG) return tag
  if (scope.tags.size === MAX_TAGS) scope.tags.clear()
  scope.tags.set(tag.written, tag)
  return tag
}

const knownScopes = new Map<string, Scope>()

function scopeOf(inForce: Prefixes, declared: Prefixes): Scope {
  const key = JSON.stringify([...inForce, null, ...declared])
  let scope = knownScopes.get(key)
  if (scope === undefined) {
    if (knownScopes.size === MAX_SCOPES) knownScopes.clear()
    scope = { inForce, declared, tags: new Map() }
    knownScopes.set(key, scope)
  }
  return scope
}

/** A start tag and how canonical XML writes it: each namespace declared where it is first used, then the attributes in their order. */
function readTag(outer: Scope, written: string): KnownTag | null {
  const [beginning = '', qualifiedName = ''] = matchAt(BEGINNING_OF_TAG, written, 0) ?? []
  if (beginning === '' || qualifiedName.length > MAX_NAME) return null
  const { attributes, end } = readAttributes(written, beginning.length)
  const ending = matchAt(END_OF_TAG, written, end)
  // What is refused for its size must leave nothing behind.
  if (attributes.length > MAX_ATTRIBUTES || attributes.filter(({ declares }) => declares !== null).length > MAX_NAMESPACE_DECLARATIONS) return null
  const inForce = withDeclarations(outer.inForce, attributes)
  const others = inOrder(attributes)
  if (ending === null || inForce === null || others === null) return null
  const prefix = prefixOf(qualifiedName)
  const last = others.at(-1)
  const used = last === undefined || last.prefix === '' || last.prefix === prefix ? [prefix] : [prefix, last.prefix].sort(byOctets)
  if (used.some((one) => one !== '' && !inForce.has(one))) return null

  const missing = used.filter((one) => (outer.declared.get(one) ?? '') !== (inForce.get(one) ?? ''))
  const declared = missing.length === 0 ? outer.declared : new Map([...outer.declared, ...missing.map((one) => [one, inForce.get(one) ?? ''] as const)])
  const declarations = missing.map((one) => ` xmlns${one === '' ? '' : `:${one}`}="${inForce.get(one) ?? ''}"`)
  const tag: StartTag = { qualifiedName, attributes: [...declarations, ...others.map(({ name, value }) => ` ${name}="${value}"`)].join(''), prefixes: declared }
  const isEmpty = ending[1] === '/'
  const endTag = `</${qualifiedName}>`
  return {
    name: prefix === '' ? qualifiedName : qualifiedName.slice(prefix.length + 1),
    namespace: inForce.get(prefix) ?? '',
    tag,
    written,
    canonical: `${beginning}${tag.attributes}>${isEmpty ? endTag : ''}`,
    isEmpty,
    endTag,
    attributes: attributes.length,
    declarations: attributes.length - others.length,
    outer,
    inner: inForce === outer.inForce && declared === outer.declared ? outer : scopeOf(inForce, declared),
    next: null,
  }
}

function readAttributes(tag: string, start: number): { readonly attributes: readonly Attribute[]; readonly end: number } {
  const attributes: Attribute[] = []
  let end = start
  for (let found = matchAt(ATTRIBUTE, tag, end); found !== null; found = matchAt(ATTRIBUTE, tag, end)) {
    const [written, name = '', quoted, singlyQuoted = ''] = found
    attributes.push({ name, value: quoted ?? singlyQuoted, prefix: prefixOf(name), declares: declaredPrefix(name) })
    end += written.length
  }
  return { attributes, end }
}

function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position
  return pattern.exec(text)
}

/** Null for a declaration or an attribute that is out of the ordinary. */
function withDeclarations(inForce: Prefixes, attributes: readonly Attribute[]): Prefixes | null {
  if (!attributes.every(isPlainAttribute)) return null
  if (attributes.length > 1 && new Set(attributes.map(({ name }) => name)).size < attributes.length) return null
  const declarations = attributes.filter(({ declares }) => declares !== null)
  // Said once more what is in force anyway, the names that were met before stay good.
  if (declarations.every(({ declares, value }) => inForce.get(declares ?? '') === value)) return inForce
  return new Map([...inForce, ...declarations.map(({ declares, value }) => [declares ?? '', value] as const)])
}

/** Attributes that declare nothing: first those without a namespace. Null for two with a prefix: they might be one, and their order is that of their namespaces. */
function inOrder(attributes: readonly Attribute[]): readonly Attribute[] | null {
  const others = attributes.filter(({ declares }) => declares === null)
  if (others.filter(({ prefix }) => prefix !== '').length > 1) return null
  return others.length < 2 ? others : others.sort((one, other) => Number(one.prefix !== '') - Number(other.prefix !== '') || byOctets(one.name, other.name))
}

/** The prefix `xml` has a meaning of its own. */
function isPlainAttribute({ name, value, prefix, declares }: Attribute): boolean {
  if (name.length > MAX_NAME || prefix === 'xml' || declares === 'xml' || declares === 'xmlns') return false
  return declares === null ? value.length <= MAX_TEXT && !NO_CHARACTER.test(value) : value.length <= MAX_NAME && NAMESPACE.test(value)
}
