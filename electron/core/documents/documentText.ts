/** Longest text that a window is given: a 3 MB invoice is looked at, not read, beyond that. */
const MAX_CHARACTERS = 400_000

type Decoder = InstanceType<typeof TextDecoder>

export interface DecodedText {
  readonly text: string
  readonly truncated: boolean
  /** The bytes are not what their encoding says, or the encoding is not known; the text is a best effort. */
  readonly encodingProblem: boolean
}

/**
 * The bytes of a document as text for the eye. UTF-8 unless the XML declaration names another encoding that is known here; what does not
 * fit shows as U+FFFD (API-NOTES §5: invalid UTF-8, a BOM and odd encodings exist in production).
 */
export function documentText(bytes: Uint8Array): DecodedText {
  const declared = declaredEncoding(bytes)
  const decoder = declared === null ? null : knownDecoder(declared)
  const whole = decoder === null ? null : tryDecode(decoder, bytes)
  const text = whole ?? new TextDecoder(decoder?.encoding ?? 'utf-8').decode(bytes)
  return { text: cut(text), truncated: text.length > MAX_CHARACTERS, encodingProblem: whole === null }
}

/** The label in `<?xml … encoding="…"?>`, or UTF-8 where there is none (XML 1.0, 4.3.3). */
function declaredEncoding(bytes: Uint8Array): string | null {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
  const declaration = /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']/.exec(start)
  return declaration?.[1] ?? 'utf-8'
}

function knownDecoder(label: string): Decoder | null {
  try {
    return new TextDecoder(label, { fatal: true })
  } catch (cause) {
    if (cause instanceof RangeError) return null
    throw cause
  }
}

function tryDecode(decoder: Decoder, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes)
  } catch (cause) {
    if (cause instanceof TypeError) return null
    throw cause
  }
}

/** Never in the middle of a surrogate pair. */
function cut(text: string): string {
  if (text.length <= MAX_CHARACTERS) return text
  const last = text.charCodeAt(MAX_CHARACTERS - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? MAX_CHARACTERS - 1 : MAX_CHARACTERS)
}
