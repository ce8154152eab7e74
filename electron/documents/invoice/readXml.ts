import { SaxesParser } from 'saxes'
import type { InvoiceProblem } from '../../shared/model/invoiceFacts.ts'
import { decodeText } from '../decodeText.ts'
import { refuseProlog } from '../xmlProlog.ts'
import { localName, type XmlElement } from './xmlElement.ts'

/** KSeF takes 3 MB at most (API-NOTES §5); more than this is not read at all. */
const MAX_BYTES = 12_000_000
const MAX_ELEMENTS = 400_000
/** The deepest path of the FA and PEF schemas has under twenty elements. */
const MAX_DEPTH = 64
/** Each error costs a stack trace; a document with so many is not worth more of them. */
const MAX_ERRORS = 200
/** Elements that are open when a child of the root has ended: the one above all, and the root. */
const CHILD_OF_ROOT = 2

export interface XmlReading {
  readonly root: XmlElement | null
  readonly problems: readonly InvoiceProblem[]
  /** Reading ended because there was enough. */
  readonly hasEnough: boolean
}

interface OpenElement extends XmlElement {
  readonly children: OpenElement[]
  ownText: string
  closed: boolean
}

/** Ends the parser from inside its handlers; what was read until then stays. */
class StopReading extends Error {
  /** Null: there is enough. */
  readonly problem: InvoiceProblem | null

  constructor(problem: InvoiceProblem | null) {
    super(problem ?? 'enough')
    this.problem = problem
  }
}

/** Told of each child of the root when it ends: whether the rest may stay unread. */
export interface XmlOptions {
  readonly isEnough?: (root: XmlElement, closed: XmlElement) => boolean
}

/** Reads bytes as a tree as far as they can be read. No DTD, no entities but the predefined ones; never throws. */
export function readXml(bytes: Uint8Array, { isEnough = () => false }: XmlOptions = {}): XmlReading {
  if (bytes.byteLength === 0) return refused(['empty'])
  if (bytes.byteLength > MAX_BYTES) return refused(['too-large'])
  const { text, encoding, encodingProblem, byteOrderMark } = decodeText(bytes)
  const problems = new Set<InvoiceProblem>()
  if (byteOrderMark) problems.add('byte-order-mark')
  if (encoding !== 'utf-8') problems.add('other-encoding')
  if (encodingProblem) problems.add('invalid-encoding')
  const refusal = refuseProlog(text)
  if (refusal !== null) return refused([...problems, refusal])
  const { root, hasEnough } = parse(text, problems, isEnough)
  return { root, problems: [...problems], hasEnough }
}

function refused(problems: readonly InvoiceProblem[]): XmlReading {
  return { root: null, problems, hasEnough: false }
}

function parse(text: string, problems: Set<InvoiceProblem>, isEnough: NonNullable<XmlOptions['isEnough']>): Omit<XmlReading, 'problems'> {
  const top = openElement('', Object.create(null) as Record<string, string>)
  const open = [top]
  let elements = 0
  let errors = 0
  let hasEnough = false
  const append = (part: string): void => {
    const current = open.at(-1)
    if (current !== undefined) current.ownText += part
  }
  const parser = new SaxesParser<{ readonly xmlns: false; readonly position: false }>({ xmlns: false, position: false })
  parser.on('error', () => {
    problems.add('broken-xml')
    errors += 1
    if (errors > MAX_ERRORS) throw new StopReading('broken-xml')
  })
  parser.on('doctype', () => {
    throw new StopReading('dtd-refused')
  })
  parser.on('opentag', ({ name, attributes }) => {
    elements += 1
    if (elements > MAX_ELEMENTS) throw new StopReading('too-large')
    if (open.length > MAX_DEPTH) throw new StopReading('too-deep')
    const element = openElement(localName(name), attributes)
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => {
    const element = open.pop()
    if (element === undefined) return
    element.closed = true
    const [, root] = open
    hasEnough = open.length === CHILD_OF_ROOT && root !== undefined && isEnough(root, element)
    if (hasEnough) throw new StopReading(null)
  })
  parser.on('text', append)
  parser.on('cdata', append)
  try {
    parser.write(text).close()
  } catch (error) {
    if (!(error instanceof StopReading)) throw error
    if (error.problem !== null) problems.add(error.problem)
  }
  const root = top.children[0] ?? null
  if (root === null && !problems.has('dtd-refused')) problems.add('not-xml')
  return { root, hasEnough }
}

function openElement(name: string, attributes: Readonly<Record<string, string>>): OpenElement {
  return { name, attributes, children: [], ownText: '', closed: false }
}
