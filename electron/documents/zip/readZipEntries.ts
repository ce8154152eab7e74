import { Readable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { crc32, inflateRawSync } from 'node:zlib'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import type { ImportRefusal } from '../../shared/model/importedFile.ts'
import type { UnpackLimits } from '../unpackLimits.ts'
import type { ByteSource } from './byteSource.ts'

/** A file of the ZIP, or why it is refused. `name` is for showing only; null: the ZIP as a whole. */
export type ZipItem = { readonly name: string; readonly bytes: Buffer } | { readonly name: string | null; readonly refusal: ImportRefusal }

/** Reading never waits for the disk, so whoever shares the thread is let in between. */
const ENTRIES_PER_TURN = 20

const STORED = 0
const DEFLATED = 8
const UNIX = 3
const TYPE_OF_FILE = 0o170000
const SYMLINK = 0o120000
const REGULAR = 0o100000

/**
 * The files of a ZIP, one after another. Its directory is read twice: first to see that the whole is no bomb, before anything is
 * unpacked. Names lead nowhere: nothing is ever written under them. Never throws for what the ZIP holds. What is not wanted stays packed.
 */
export async function* readZipEntries(
  source: ByteSource,
  limits: UnpackLimits,
  isWanted: (name: string) => boolean = () => true,
): AsyncGenerator<ZipItem, void, undefined> {
  const refusal = await surveyed(source, limits)
  if (refusal !== null) {
    yield { name: null, refusal }
    return
  }
  try {
    const zip = await openZip(source)
    let passed = 0
    for await (const entry of zip.eachEntry()) {
      passed += 1
      if (passed % ENTRIES_PER_TURN === 0) await nextTurn()
      if (!isWanted(nameOf(entry))) continue
      const item = await readEntry(zip, source, entry, limits)
      if (item !== null) yield item
    }
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    yield { name: null, refusal: 'zip-broken' }
  }
}

/** Looks at the directory alone. */
async function surveyed(source: ByteSource, { maxEntries, maxUnpackedBytes, maxRatio, smallBytes }: UnpackLimits): Promise<ImportRefusal | null> {
  try {
    const zip = await openZip(source)
    if (zip.entryCount > maxEntries) return 'zip-too-many'
    let entries = 0
    let unpacked = 0
    for await (const { compressedSize, uncompressedSize } of zip.eachEntry()) {
      entries += 1
      if (entries % ENTRIES_PER_TURN === 0) await nextTurn()
      unpacked += uncompressedSize
      if (entries > maxEntries) return 'zip-too-many'
      if (unpacked > maxUnpackedBytes || isBomb(uncompressedSize, compressedSize)) return 'zip-bomb'
    }
    // Entries that share their packed bytes would pass one by one.
    return isBomb(unpacked, source.size) ? 'zip-bomb' : null
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    return 'zip-broken'
  }

  function isBomb(unpacked: number, packed: number): boolean {
    return unpacked > smallBytes && unpacked > packed * maxRatio
  }
}

async function readEntry(zip: ZipFile, source: ByteSource, entry: Entry, { maxEntryBytes }: UnpackLimits): Promise<ZipItem | null> {
  const name = nameOf(entry)
  if (name.endsWith('/')) return null
  if (yauzl.validateFileName(name) !== null || name.includes('\0')) return { name, refusal: 'zip-unsafe-name' }
  const type = entry.versionMadeBy >>> 8 === UNIX ? (entry.externalFileAttributes >>> 16) & TYPE_OF_FILE : 0
  if (type === SYMLINK) return { name, refusal: 'symlink' }
  if (type !== 0 && type !== REGULAR) return { name, refusal: 'special-file' }
  if (entry.isEncrypted()) return { name, refusal: 'zip-encrypted' }
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) return { name, refusal: 'zip-method' }
  if (Math.max(entry.uncompressedSize, entry.compressedSize) > maxEntryBytes(name)) return { name, refusal: 'too-large' }
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true })
    const bytes = unpack(source.read(fileDataStart, entry.compressedSize), entry)
    if (bytes.byteLength !== entry.uncompressedSize || crc32(bytes) !== entry.crc32) return { name, refusal: 'zip-broken' }
    return { name, bytes }
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    return { name, refusal: 'zip-broken' }
  }
}

function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  return yauzl.getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false)
}

/** Never more than was declared, which was found small enough. */
function unpack(packed: Buffer, { compressionMethod, uncompressedSize }: Entry): Buffer {
  if (uncompressedSize === 0) return Buffer.alloc(0)
  if (compressionMethod === STORED) return packed
  return inflateRawSync(packed, { maxOutputLength: uncompressedSize })
}

async function openZip(source: ByteSource): Promise<ZipFile> {
  const options = { lazyEntries: true, autoClose: false, decodeStrings: false }
  return yauzl.fromRandomAccessReaderPromise(new SourceReader(source), source.size, options)
}

/** Reads for yauzl; its streams are not used. */
class SourceReader extends yauzl.RandomAccessReader {
  private readonly source: ByteSource

  constructor(source: ByteSource) {
    super()
    this.source = source
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from([this.source.read(start, end - start)])
  }

  override read(buffer: Buffer, offset: number, length: number, position: number, callback: (cause: Error | null) => void): void {
    try {
      this.source.read(position, length).copy(buffer, offset)
    } catch (cause) {
      queueMicrotask(() => callback(cause instanceof Error ? cause : new Error(String(cause))))
      return
    }
    queueMicrotask(() => callback(null))
  }
}
