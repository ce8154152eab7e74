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

/** Namespaces in force; those of them that canonical XML has declared by now; and the tags, met there before, that need neither attributes nor another declaration. */
interface Scope {
  readonly inForce: Prefixes
  readonly declared: Prefixes
  readonly names: Names
}

/** By qualified name. */
type Names = Map<string, KnownTag>

type Tag = Pick<OpenElement, 'name' | 'namespace' | 'endTag' | 'tag'>

interface KnownTag extends Tag {
  readonly startTag: string
  /** Those among which it is known. */
  readonly names: Names
  /** What began next when it was last met. Receipts repeat themselves: a look there saves most of the search. */
  next: KnownTag | null
}

interface OpenElement extends XmlTree {
  children: readonly OpenElement[]
  readonly scope: Scope
  readonly endTag: string
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
const QUALIFIED_NAME = /(?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*/y
const ATTRIBUTE = /[ \t\n]+((?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*)=(?:"([ !#-%'-;=-\u00ff]*)"|'([ !#-%(-;=-\u00ff]*)')/y
const END_OF_TAG = /[ \t\n]*(\/?)>/y
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
const GREATER_THAN = 0x3e
/** 1 for what may follow a name in its tag. */
const ENDS_NAME = Uint8Array.from({ length: 256 }, (_, octet) => (' \t\n/>'.includes(String.fromCharCode(octet)) ? 1 : 0))

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
  const reading: Reading = { bytes, text, position: start, last: null, written: [], copied: start, shift: -start, elements: 0, attributes: 0, declarations: 0 }
  const tree = readTree(reading)
  if (tree === null || trimXmlSpace(text.slice(reading.position)) !== '') return null
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
    } else if (text.startsWith(current.endTag, start)) {
      endHere(current, reading)
      current = open.pop() ?? current
    } else {
      const element = readStartTag(reading, current.scope)
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
  reading.position += element.endTag.length
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
  if (text.charCodeAt(start) !== LESS_THAN || reading.elements === MAX_ELEMENTS) return null
  reading.elements += 1
  const known = findTag(reading, scope.names)
  if (known === undefined) return readWholeTag(reading, scope)
  reading.position = start + known.startTag.length
  const element = openElement(known, scope, start + reading.shift)
  const end = text.indexOf('<', reading.position)
  if (!text.startsWith(element.endTag, end)) return element
  // Nearly every element holds text and nothing else.
  const value = readText(text.slice(reading.position, end))
  if (value === null) return null
  element.text = value
  reading.position = end
  endHere(element, reading)
  return element
}

/** Of the tag that begins here, if it is one of these and says nothing else. */
function findTag(reading: Reading, names: Names): KnownTag | undefined {
  const { text, position: start, last } = reading
  const expected = last?.next ?? null
  if (expected !== null && expected.names === names && text.startsWith(expected.startTag, start)) {
    reading.last = expected
    return expected
  }
  const endOfName = start + 1 + lengthOfName(text, start + 1)
  const found = text.charCodeAt(endOfName) === GREATER_THAN ? names.get(text.slice(start + 1, endOfName)) : undefined
  if (found !== undefined && last !== null) last.next = found
  reading.last = found ?? null
  return found
}

function lengthOfName(text: string, start: number): number {
  let end = start
  while (ENDS_NAME[text.charCodeAt(end)] === 0) end += 1
  return end - start
}

function openElement({ name, namespace, endTag, tag }: Tag, scope: Scope, start: number): OpenElement {
  return { name, namespace, children: NO_CHILDREN, text: '', start, end: 0, tag, scope, endTag }
}

/** A tag that was not met before in this scope, or has attributes, or is empty. */
function readWholeTag(reading: Reading, scope: Scope): OpenElement | null {
  const { text, position: start, shift } = reading
  const qualifiedName = matchAt(QUALIFIED_NAME, text, start + 1)?.[0]
  if (qualifiedName === undefined || qualifiedName.length > MAX_NAME) return null
  const endOfName = start + 1 + qualifiedName.length
  reading.position = endOfName
  const attributes = readAttributes(reading)
  const ending = matchAt(END_OF_TAG, text, reading.position)
  const tag = ending === null ? null : canonicalTag(reading, scope, { qualifiedName, attributes })
  if (ending === null || tag === null) return null
  reading.position += ending[0].length
  const element = openElement(tag.name, tag.scope, start + shift)
  const isEmpty = ending[1] === '/'
  replace(reading, endOfName, `${tag.name.tag.attributes}>${isEmpty ? element.endTag : ''}`)
  if (isEmpty) element.end = reading.position + reading.shift
  return element
}

function readAttributes(reading: Reading): readonly Attribute[] {
  const { text } = reading
  if (text.charCodeAt(reading.position) === GREATER_THAN) return NO_ATTRIBUTES
  const attributes: Attribute[] = []
  for (let found = matchAt(ATTRIBUTE, text, reading.position); found !== null; found = matchAt(ATTRIBUTE, text, reading.position)) {
    const [written, name = '', quoted, singlyQuoted = ''] = found
    attributes.push({ name, value: quoted ?? singlyQuoted, prefix: prefixOf(name), declares: declaredPrefix(name) })
    reading.position += written.length
  }
  return attributes
}

const NO_ATTRIBUTES: readonly Attribute[] = []

function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position
  return pattern.exec(text)
}

/** Puts a text in the place of what lies between there and the position that is reached. */
function replace(reading: Reading, from: number, by: string): void {
  const { bytes, text, position, copied } = reading
  if (text.startsWith(by, from) && from + by.length === position) return
  reading.written.push(bytes.subarray(copied, from), Buffer.from(by, 'latin1'))
  reading.copied = position
  reading.shift += by.length - (position - from)
}

interface WrittenTag {
  readonly qualifiedName: string
  readonly attributes: readonly Attribute[]
}

/** How canonical XML writes the tag: each namespace declared where it is first used, then the attributes in their order. */
function canonicalTag(reading: Reading, scope: Scope, { qualifiedName, attributes }: WrittenTag): { readonly name: Tag; readonly scope: Scope } | null {
  const inForce = attributes.length === 0 ? scope.inForce : withDeclarations(reading, scope.inForce, attributes)
  const others = attributes.length === 0 ? NO_ATTRIBUTES : inOrder(attributes)
  if (inForce === null || others === null) return null
  const prefix = prefixOf(qualifiedName)
  const last = others.at(-1)
  const used = last === undefined || last.prefix === '' || last.prefix === prefix ? [prefix] : [prefix, last.prefix].sort(byOctets)
  if (used.some((one) => one !== '' && !inForce.has(one))) return null

  const missing = used.filter((one) => (scope.declared.get(one) ?? '') !== (inForce.get(one) ?? ''))
  const declared = missing.length === 0 ? scope.declared : new Map([...scope.declared, ...missing.map((one) => [one, inForce.get(one) ?? ''] as const)])
  const inner = inForce === scope.inForce && declared === scope.declared ? scope : scopeOf(inForce, declared)
  const declarations = missing.map((one) => ` xmlns${one === '' ? '' : `:${one}`}="${inForce.get(one) ?? ''}"`)
  const tag: StartTag = { qualifiedName, attributes: [...declarations, ...others.map(({ name, value }) => ` ${name}="${value}"`)].join(''), prefixes: declared }
  const name = { name: prefix === '' ? qualifiedName : qualifiedName.slice(prefix.length + 1), namespace: inForce.get(prefix) ?? '', endTag: `</${qualifiedName}>`, tag }
  if (attributes.length === 0 && inner === scope && scope.names.size < MAX_NAMES) scope.names.set(qualifiedName, { ...name, startTag: `<${qualifiedName}>`, names: scope.names, next: null })
  return { name, scope: inner }
}

/** Names that were met where the same namespaces are in force and declared. Of thousands of receipts each has the same, and what follows from a name is the same everywhere. */
const knownNames = new Map<string, Names>()

/** Far more than receipts of all versions have. */
const MAX_SCOPES = 64
const MAX_NAMES = 256

function scopeOf(inForce: Prefixes, declared: Prefixes): Scope {
  const key = JSON.stringify([...inForce, null, ...declared])
  let names = knownNames.get(key)
  if (names === undefined) {
    if (knownNames.size === MAX_SCOPES) knownNames.clear()
    names = new Map()
    knownNames.set(key, names)
  }
  return { inForce, declared, names }
}

/** Null for a declaration or an attribute that is out of the ordinary. */
function withDeclarations(reading: Reading, inForce: Prefixes, attributes: readonly Attribute[]): Prefixes | null {
  reading.attributes += attributes.length
  if (reading.attributes > MAX_ATTRIBUTES || !attributes.every(isPlainAttribute)) return null
  if (attributes.length > 1 && new Set(attributes.map(({ name }) => name)).size < attributes.length) return null
  const declarations = attributes.filter(({ declares }) => declares !== null)
  reading.declarations += declarations.length
  if (reading.declarations > MAX_NAMESPACE_DECLARATIONS) return null
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
