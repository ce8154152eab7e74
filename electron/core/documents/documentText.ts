import { decodeText } from '../../documents/decodeText.ts'

/** Longest text that a window is given: a 3 MB invoice is looked at, not read, beyond that. */
const MAX_CHARACTERS = 400_000

/** Larger is no invoice and no UPO but the part of a package, encrypted: its beginning is enough. */
const LARGEST_TEXT_BYTES = 12_000_000

export interface ShownText {
  readonly text: string
  readonly truncated: boolean
  /** The bytes are not what their encoding says, or the encoding is not known; the text is a best effort. */
  readonly encodingProblem: boolean
}

/** The bytes of a document as text for the eye, cut where a window would choke. */
export function documentText(bytes: Uint8Array): ShownText {
  const { text, encodingProblem } = decodeText(bytes.byteLength > LARGEST_TEXT_BYTES ? bytes.subarray(0, 4 * MAX_CHARACTERS) : bytes)
  return { text: cut(text), truncated: text.length > MAX_CHARACTERS, encodingProblem }
}

/** Never in the middle of a surrogate pair. */
function cut(text: string): string {
  if (text.length <= MAX_CHARACTERS) return text
  const last = text.charCodeAt(MAX_CHARACTERS - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? MAX_CHARACTERS - 1 : MAX_CHARACTERS)
}
