const BLOCK = 512

function octal(value: number, digits: number): string {
  return `${value.toString(8).padStart(digits, '0')}\0`
}

/** Nothing but zeros ends a tar: two blocks of them. */
export const TAR_END = Buffer.alloc(2 * BLOCK)

/** One regular file of a tar (POSIX ustar), header and padding included; its name is at most 100 ASCII characters. */
export function tarEntry(name: string, bytes: Uint8Array, modifiedAt: Date): Buffer {
  const entry = Buffer.alloc(BLOCK + Math.ceil(bytes.length / BLOCK) * BLOCK)
  const put = (text: string, at: number): number => entry.write(text, at, 'latin1')
  put(name, 0)
  put(octal(0o644, 7), 100)
  put(octal(0, 7), 108)
  put(octal(0, 7), 116)
  put(octal(bytes.length, 11), 124)
  put(octal(Math.floor(modifiedAt.getTime() / 1000), 11), 136)
  // The checksum counts itself as spaces.
  put('        ', 148)
  put('0', 156)
  put('ustar\u000000', 257)
  const checksum = entry.subarray(0, BLOCK).reduce((sum, byte) => sum + byte, 0)
  put(`${octal(checksum, 6)} `, 148)
  entry.set(bytes, BLOCK)
  return entry
}
