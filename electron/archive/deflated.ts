import { promisify } from 'node:util'
import { constants, deflate as deflateWithCallback, deflateSync, type ZlibOptions } from 'node:zlib'

const deflateInThread = promisify<Uint8Array, ZlibOptions, Buffer>(deflateWithCallback)

/** Of zlib's nine: a third less time than its usual one, and two hundredths more bytes, measured with invoices and receipts. */
const LEVEL = 3

/** A window that holds all of a small file: nothing is lost, and a quarter of a megabyte need not be fetched and cleared for each. */
const SMALL_BYTES = 8 * 1024
const SMALL: ZlibOptions = { level: LEVEL, windowBits: 13, memLevel: 6 }

/** Smaller bytes are not worth a look. */
const LARGE_BYTES = 64 * 1024
const SAMPLE_BYTES = 8 * 1024
/** Text in Base64 comes to 0.68 of itself, invoices without to less than 0.3. */
const HARDLY_PACKS = 0.6
/** What is encrypted, or packed already. */
const NEVER_PACKS = 0.97

/** What bytes that do not pack may grow by, and more than a buffer that is shared. */
const ROOM_BYTES = 16 * 1024

/** Bytes as the archive stores them (zlib, RFC 1950): any inflater gives them back. */
export function deflate(bytes: Uint8Array): Buffer {
  return deflateSync(bytes, waysFor(bytes))
}

/** The same in one of zlib's own threads, for a caller that hands it to the archive's thread together with the bytes. */
export function deflateAside(bytes: Uint8Array): Promise<Buffer> {
  // Room for all of it at once, so that nothing is put together from pieces.
  return deflateInThread(bytes, { ...waysFor(bytes), chunkSize: bytes.byteLength + ROOM_BYTES })
}

/** A look into the middle, behind any head: where no repetition is found, the search for it is the dearest part by far. */
function waysFor(bytes: Uint8Array): ZlibOptions {
  if (bytes.byteLength <= SMALL_BYTES) return SMALL
  if (bytes.byteLength < LARGE_BYTES) return { level: LEVEL }
  const middle = bytes.byteLength >> 1
  const ratio = deflateSync(bytes.subarray(middle, middle + SAMPLE_BYTES), { level: LEVEL }).byteLength / SAMPLE_BYTES
  if (ratio > NEVER_PACKS) return { level: constants.Z_NO_COMPRESSION }
  return ratio > HARDLY_PACKS ? { level: LEVEL, strategy: constants.Z_HUFFMAN_ONLY, memLevel: constants.Z_MAX_MEMLEVEL } : { level: LEVEL }
}
