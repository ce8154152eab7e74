/** Bytes that are not the DER (or BER) that was expected. Kept inside crypto: its callers turn it into an AppError. */
export class DerError extends Error {}

/** One tag-length-value: `bytes` is all of it, `content` the value alone. */
export interface DerNode {
  readonly tag: number
  readonly bytes: Uint8Array
  readonly content: Uint8Array
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const

const CONSTRUCTED = 0x20
const MAX_DEPTH = 32

/**
 * The value that begins at `start`. Indefinite lengths are read too: Java programs write PKCS#12 with them.
 * Throws DerError for anything cut off, oversized or nested too deep.
 */
export function readDer(bytes: Uint8Array, start = 0, depth = 0): DerNode {
  const tag = bytes[start]
  const first = bytes[start + 1]
  if (tag === undefined || first === undefined || depth > MAX_DEPTH) throw new DerError('cut off or too deep')
  if ((tag & 0x1f) === 0x1f) throw new DerError('long tag')
  if (first === 0x80) return readIndefinite(bytes, start, tag, depth)
  let length = first
  let contentStart = start + 2
  if (first > 0x80) {
    const count = first & 0x7f
    if (count > 4) throw new DerError('length of more than four bytes')
    length = 0
    for (let index = 0; index < count; index += 1) length = length * 256 + (bytes[contentStart + index] ?? 0)
    contentStart += count
  }
  const end = contentStart + length
  if (end > bytes.length) throw new DerError('longer than its bytes')
  return { tag, bytes: bytes.subarray(start, end), content: bytes.subarray(contentStart, end) }
}

function readIndefinite(bytes: Uint8Array, start: number, tag: number, depth: number): DerNode {
  if ((tag & CONSTRUCTED) === 0) throw new DerError('indefinite length of a primitive')
  let position = start + 2
  while (!(bytes[position] === 0 && bytes[position + 1] === 0)) {
    position += readDer(bytes, position, depth + 1).bytes.length
  }
  return { tag, bytes: bytes.subarray(start, position + 2), content: bytes.subarray(start + 2, position) }
}

/** The values inside a constructed value, in order. */
export function childrenOf(node: DerNode): readonly DerNode[] {
  if ((node.tag & CONSTRUCTED) === 0) throw new DerError('not constructed')
  const children: DerNode[] = []
  for (let position = 0; position < node.content.length; ) {
    const child = readDer(node.content, position)
    children.push(child)
    position += child.bytes.length
  }
  return children
}

/** The child at `index`, of the tag given; throws DerError when it is not there. */
export function childAt(node: DerNode, index: number, tag?: number): DerNode {
  const child = childrenOf(node)[index]
  if (child === undefined || (tag !== undefined && child.tag !== tag)) throw new DerError(`no such child: ${index}`)
  return child
}

/** The octets of an OCTET STRING (or an implicitly tagged one), joined when BER cut it in pieces. */
export function octetsOf(node: DerNode, depth = 0): Uint8Array {
  if ((node.tag & CONSTRUCTED) === 0) return node.content
  if (depth > MAX_DEPTH) throw new DerError('too deep')
  return Buffer.concat(childrenOf(node).map((part) => octetsOf(part, depth + 1)))
}

/** A non-negative INTEGER that fits in 31 bits: iteration counts and lengths. */
export function smallIntegerOf(node: DerNode): number {
  if (node.tag !== TAG.integer || node.content.length === 0 || node.content.length > 4 || ((node.content[0] ?? 0) & 0x80) !== 0) {
    throw new DerError('not a small integer')
  }
  return node.content.reduce((value, byte) => value * 256 + byte, 0)
}

/** An OBJECT IDENTIFIER in dotted form. */
export function oidOf(node: DerNode): string {
  if (node.tag !== TAG.oid || node.content.length === 0 || node.content.length > 64) throw new DerError('not an identifier')
  const numbers: number[] = []
  let value = 0
  for (const byte of node.content) {
    value = value * 128 + (byte & 0x7f)
    if ((byte & 0x80) === 0) {
      numbers.push(value)
      value = 0
    }
  }
  const [head = 0, ...rest] = numbers
  const top = Math.min(Math.floor(head / 40), 2)
  return [top, head - top * 40, ...rest].join('.')
}

/** Text of a string type; unknown types are read as Latin-1 so that something can be shown. */
export function textOf(node: DerNode): string {
  const bytes = Buffer.from(node.content)
  if (node.tag === TAG.utf8String) return bytes.toString('utf8')
  if (node.tag === TAG.bmpString) return bytes.length % 2 === 0 ? bytes.swap16().toString('utf16le') : ''
  return bytes.toString('latin1')
}

/** UTCTime or GeneralizedTime (in UTC, as RFC 5280 wants) as an ISO instant. */
export function instantOf(node: DerNode): string {
  const text = textOf(node)
  const match = node.tag === TAG.utcTime ? /^(\d{2})(\d{10})Z$/.exec(text) : /^(\d{4})(\d{10})Z$/.exec(text)
  if (match === null) throw new DerError('not a time')
  const [, year = '', rest = ''] = match
  // RFC 5280 §4.1.2.5.1: two-digit years from 50 on belong to the twentieth century.
  const fullYear = year.length === 4 ? year : `${Number(year) >= 50 ? '19' : '20'}${year}`
  const [month, day, hour, minute, second] = rest.match(/\d{2}/g) ?? []
  const time = Date.parse(`${fullYear}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}Z`)
  if (Number.isNaN(time)) throw new DerError('no such time')
  return new Date(time).toISOString()
}
