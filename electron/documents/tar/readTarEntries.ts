import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract, type Header } from 'tar-stream'
import type { UnpackLimits } from '../unpackLimits.ts'

/** `tar-broken`: damaged, cut short, or no tar.gz at all. The last three: of one entry. */
export type TarRefusal = 'tar-broken' | 'tar-bomb' | 'tar-too-many' | 'too-large' | 'symlink' | 'special-file'

/** A file of the tar, or why it is refused. `name` is for showing only; null: the tar as a whole. */
export type TarItem = { readonly name: string; readonly bytes: Buffer } | { readonly name: string | null; readonly refusal: TarRefusal }

/** What is unpacked at once: fewer rounds than the usual 16 kB, and still little beside the files. */
const CHUNK_BYTES = 256 * 1024

/**
 * The files of a tar.gz, one after another, as its bytes stream by. Names lead nowhere: nothing is ever written under them. Never throws for
 * what the tar holds, only where `packed` does. What is not wanted streams past.
 */
export async function* readTarEntries(packed: AsyncIterable<Uint8Array>, limits: UnpackLimits, isWanted: (name: string) => boolean = () => true): AsyncGenerator<TarItem, void, undefined> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES })
  const tar = extract()
  const stop = new AbortController()
  let unreadable: unknown = null
  const readable = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* packed
    } catch (cause) {
      unreadable = cause
      throw cause
    }
  }
  const piped = pipeline(readable, gunzip, (unpacked: AsyncIterable<Buffer>) => metered(unpacked, () => gunzip.bytesWritten, limits), tar, { signal: stop.signal })
  // Told by the entries, which end with it.
  piped.catch(() => undefined)
  let entries = 0
  try {
    for await (const entry of tar) {
      entries += 1
      if (entries > limits.maxEntries) {
        yield { name: null, refusal: 'tar-too-many' }
        return
      }
      // A size that is no number would be waited for without end.
      if (!Number.isSafeInteger(entry.header.size)) throw new Error('an entry without a size')
      const name = nameOf(entry.header)
      const refusal = refusalOf(entry.header, limits.maxEntryBytes(name))
      if (entry.header.type === 'directory' || !isWanted(name)) entry.resume()
      else if (refusal === null) yield { name, bytes: await bytesOf(entry) }
      else {
        entry.resume()
        yield { name, refusal }
      }
    }
    await piped
  } catch (cause) {
    if (unreadable !== null || !(cause instanceof Error)) throw cause
    yield { name: null, refusal: cause instanceof TooMuch ? 'tar-bomb' : 'tar-broken' }
  } finally {
    stop.abort()
    await piped.catch(() => undefined)
  }
}

class TooMuch extends Error {}

async function* metered(unpacked: AsyncIterable<Buffer>, packedBytes: () => number, { maxUnpackedBytes, maxRatio, smallBytes }: UnpackLimits): AsyncGenerator<Buffer, void, undefined> {
  let bytes = 0
  for await (const chunk of unpacked) {
    bytes += chunk.byteLength
    if (bytes > maxUnpackedBytes || (bytes > smallBytes && bytes > packedBytes() * maxRatio)) throw new TooMuch()
    yield chunk
  }
}

/** As `tar` itself writes them, names may begin with the folder that was packed. */
function nameOf({ name }: Header): string {
  return name.startsWith('./') ? name.slice(2) : name
}

function refusalOf({ type, size, pax }: Header, maxEntryBytes: number): TarRefusal | null {
  if (type === 'symlink' || type === 'link') return 'symlink'
  // A sparse file of GNU tar calls itself an ordinary one; its bytes are not those of the file.
  const isSparse = typeof pax === 'object' && pax !== null && Object.keys(pax).some((key) => key.startsWith('GNU.sparse.'))
  if (type !== 'file' || isSparse) return 'special-file'
  return size > maxEntryBytes ? 'too-large' : null
}

/** All for itself, so that it holds no more than the file in memory. */
async function bytesOf(entry: AsyncIterable<unknown> & { readonly header: Header }): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(entry.header.size)
  let filled = 0
  for await (const chunk of entry as AsyncIterable<Buffer>) filled += chunk.copy(bytes, filled)
  if (filled !== bytes.byteLength) throw new Error('the entry ended early')
  return bytes
}
