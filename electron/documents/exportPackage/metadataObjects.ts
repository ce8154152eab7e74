const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPENINGS: readonly number[] = [0x5b, 0x7b]
const CLOSINGS: readonly number[] = [0x5d, 0x7d]
const OPEN_BRACE = 0x7b

/** `{"invoices": [ {…}, {…} ]}`: an invoice opens the third level. */
const INVOICE_DEPTH = 3

/**
 * The objects of the lists in `_metadata.json`, as the bytes they are: 10 000 of them parsed at once would keep others waiting.
 * Throws SyntaxError where brackets do not close.
 */
export function* metadataObjects(json: Uint8Array): Generator<Uint8Array, void, undefined> {
  let depth = 0
  let start = -1
  let isInText = false
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0
    if (isInText) {
      if (byte === BACKSLASH) at += 1
      else if (byte === QUOTE) isInText = false
    } else if (byte === QUOTE) isInText = true
    else if (OPENINGS.includes(byte)) {
      depth += 1
      if (depth === INVOICE_DEPTH && byte === OPEN_BRACE) start = at
    } else if (CLOSINGS.includes(byte)) {
      if (depth === INVOICE_DEPTH && start >= 0) {
        yield json.subarray(start, at + 1)
        start = -1
      }
      depth -= 1
    }
  }
  if (depth !== 0 || isInText) throw new SyntaxError('_metadata.json ends early')
}
