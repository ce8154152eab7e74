/** A ZIP begins with an entry, or with its end when it is empty (APPNOTE.TXT §4.3). */
export function looksLikeZip(start: Uint8Array): boolean {
  const [p, k, third, fourth] = start
  return p === 0x50 && k === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6) || (third === 7 && fourth === 8))
}

/** By these bytes archives that are not read here are told: gzip (RFC 1952), 7z, RAR, and tar (POSIX ustar, GNU). */
const SIGNATURES = [
  { at: 0, bytes: [0x1f, 0x8b] },
  { at: 0, bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { at: 0, bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07] },
  { at: 257, bytes: [0x75, 0x73, 0x74, 0x61, 0x72] },
] as const

export function looksLikeOtherArchive(start: Uint8Array): boolean {
  return SIGNATURES.some(({ at, bytes }) => bytes.every((byte, index) => start[at + index] === byte))
}
