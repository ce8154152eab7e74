import { isUtf8 } from 'node:buffer'
import { TextDecoder } from 'node:util'

export interface DecodedText {
  /** Without a byte order mark; bytes that mean nothing in the encoding are U+FFFD. */
  readonly text: string
  /** True when bytes had to be replaced, or the declared encoding is unknown or contradicts the bytes. */
  readonly encodingProblem: boolean
  /** WHATWG name of the encoding used, such as `utf-8`. */
  readonly encoding: string
  readonly byteOrderMark: boolean
}

/** Enough for an XML declaration with room for white space. */
const DECLARATION_BYTES = 256

const DECLARED_ENCODING = /^\s{0,64}<\?xml\s[^>]{0,200}?\sencoding\s{0,9}=\s{0,9}["']([A-Za-z][A-Za-z0-9._:-]{0,40})["']/

/** Text of an XML document for showing and reading: byte order mark first, then the declared encoding, else UTF-8. Never throws. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const mark = markedEncoding(bytes)
  if (mark !== null) return decodeAs(mark, bytes, { byteOrderMark: true, contradicted: false })
  const shape = unmarkedUtf16(bytes)
  if (shape !== null) return decodeAs(shape, bytes, { byteOrderMark: false, contradicted: false })
  const declared = declaredEncoding(bytes)
  if (declared === null) return decodeAs('utf-8', bytes, { byteOrderMark: false, contradicted: false })
  const encoding = knownEncoding(declared)
  // A declaration that could be read byte by byte is not UTF-16, whatever it says.
  const contradicted = encoding === null || encoding.startsWith('utf-16')
  return decodeAs(contradicted ? 'utf-8' : encoding, bytes, { byteOrderMark: false, contradicted })
}

function decodeAs(encoding: string, bytes: Uint8Array, { byteOrderMark, contradicted }: { byteOrderMark: boolean; contradicted: boolean }): DecodedText {
  const decodable = encoding === 'utf-8' ? isUtf8(bytes) : isDecodable(encoding, bytes)
  return { text: decoderOf(encoding).decode(bytes), encodingProblem: contradicted || !decodable, encoding, byteOrderMark }
}

function isDecodable(encoding: string, bytes: Uint8Array): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return true
  } catch (cause) {
    if (cause instanceof TypeError) return false
    throw cause
  }
}

function markedEncoding(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return null
}

/** `<` and a zero byte tell UTF-16 without a mark (XML 1.0, appendix F). */
function unmarkedUtf16(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes
  if (first === 0x3c && second === 0 && third !== 0) return 'utf-16le'
  if (first === 0 && second === 0x3c) return 'utf-16be'
  return null
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, DECLARATION_BYTES)).toString('latin1')
  return DECLARED_ENCODING.exec(start)?.[1] ?? null
}

function knownEncoding(label: string): string | null {
  try {
    return decoderOf(label).encoding
  } catch (cause) {
    if (cause instanceof RangeError) return null
    throw cause
  }
}

/** By label: making one takes as long as decoding an invoice with it. There are some two hundred labels (WHATWG Encoding). */
const decoders = new Map<string, TextDecoder>()

/** Throws a RangeError for what is no encoding's label. */
function decoderOf(label: string): TextDecoder {
  const name = label.toLowerCase()
  const known = decoders.get(name)
  if (known !== undefined) return known
  const decoder = new TextDecoder(name)
  decoders.set(name, decoder)
  return decoder
}
