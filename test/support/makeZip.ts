import { crc32, deflateRawSync } from 'node:zlib'

/** A file of a ZIP, right in all its parts unless one is given wrong. */
export interface ZipRecipe {
  readonly name: string
  readonly bytes: Uint8Array
  readonly method?: number
  readonly flags?: number
  /** Unix mode in the upper half, as in `externalFileAttributes`; 0: no Unix. */
  readonly unixMode?: number
  /** What the ZIP says of it, should that be a lie. */
  readonly declaredSize?: number
  readonly checksum?: number
  /** The local part of an earlier file, shared with it. */
  readonly overlaps?: number
}

/** A ZIP with everything a writer of good will would not write (APPNOTE.TXT §4.3). */
export function makeZip(recipes: readonly ZipRecipe[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  const locals: { readonly at: number; readonly packed: Buffer }[] = []
  let at = 0
  for (const recipe of recipes) {
    const { name, bytes, method = 8, flags = 0x0800, unixMode = 0, declaredSize = bytes.byteLength, checksum = crc32(bytes) } = recipe
    const nameBytes = Buffer.from(name)
    let local = recipe.overlaps === undefined ? undefined : locals[recipe.overlaps]
    if (local === undefined) {
      const packed = method === 8 ? deflateRawSync(bytes, { level: 9 }) : Buffer.from(bytes)
      const header = Buffer.alloc(30)
      header.writeUInt32LE(0x04034b50, 0)
      header.writeUInt16LE(20, 4)
      header.writeUInt16LE(flags, 6)
      header.writeUInt16LE(method, 8)
      header.writeUInt32LE(checksum, 14)
      header.writeUInt32LE(packed.byteLength, 18)
      header.writeUInt32LE(declaredSize, 22)
      header.writeUInt16LE(nameBytes.byteLength, 26)
      parts.push(header, nameBytes, packed)
      local = { at, packed }
      at += 30 + nameBytes.byteLength + packed.byteLength
    }
    locals.push(local)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(unixMode === 0 ? 20 : (3 << 8) | 20, 4)
    entry.writeUInt16LE(20, 6)
    entry.writeUInt16LE(flags, 8)
    entry.writeUInt16LE(method, 10)
    entry.writeUInt32LE(checksum, 16)
    entry.writeUInt32LE(local.packed.byteLength, 20)
    entry.writeUInt32LE(declaredSize, 24)
    entry.writeUInt16LE(nameBytes.byteLength, 28)
    entry.writeUInt32LE((unixMode << 16) >>> 0, 38)
    entry.writeUInt32LE(local.at, 42)
    directory.push(entry, nameBytes)
  }
  const directoryBytes = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(recipes.length & 0xffff, 8)
  end.writeUInt16LE(recipes.length & 0xffff, 10)
  end.writeUInt32LE(directoryBytes.byteLength, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, directoryBytes, end])
}
