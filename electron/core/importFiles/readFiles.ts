import { closeSync, constants, fstatSync, openSync } from 'node:fs'
import { looksLikeOtherArchive, looksLikeZip } from '../../documents/import/archiveKinds.ts'
import {
  MAX_DOCUMENT_BYTES,
  MAX_NESTED_ZIP_BYTES,
  MAX_ZIP_DEPTH,
  MAX_ZIP_ENTRIES,
  MAX_ZIP_RATIO,
  MAX_ZIP_UNPACKED_BYTES,
  SMALL_ENTRY_BYTES,
} from '../../documents/import/importLimits.ts'
import { EndedEarly, fileSource, memorySource, type ByteSource } from '../../documents/zip/byteSource.ts'
import { readZipEntries } from '../../documents/zip/readZipEntries.ts'
import type { ImportRefusal } from '../../shared/model/importedFile.ts'
import { isSystemError, walkFiles } from './walkFiles.ts'

/** A run holds a line for each file in memory. */
const MAX_FILES = 200_000

/** The bytes of one file, small enough to be a document; or why there are none. */
export type FoundFile = { readonly name: string; readonly bytes: Buffer } | { readonly name: string; readonly refusal: ImportRefusal }

/**
 * Every file among the paths, out of folders and ZIPs (a ZIP in a ZIP once), one at a time: at most one of them is in memory. What was
 * named and holds none is told as such. Reads without leaving its thread, which must have nothing else to do.
 */
export async function* readFiles(paths: readonly string[]): AsyncGenerator<FoundFile, void, undefined> {
  let count = 0
  for (const walked of walkFiles(paths)) {
    const files = 'path' in walked ? readFile(walked.path, walked.name) : [walked]
    for await (const file of files) {
      count += 1
      if (count > MAX_FILES) {
        yield { name: file.name, refusal: 'too-many-files' }
        return
      }
      yield file
    }
  }
}

async function* readFile(path: Buffer, name: string): AsyncGenerator<FoundFile, void, undefined> {
  const source = openSource(path)
  if (typeof source === 'string') {
    yield { name, refusal: source }
    return
  }
  try {
    yield* readSource(source, name, 0)
  } catch (cause) {
    if (!isSystemError(cause) && !(cause instanceof EndedEarly)) throw cause
    yield { name, refusal: 'unreadable' }
  } finally {
    source.close()
  }
}

/** Opens without waiting for a pipe and without following a link that came in between. */
function openSource(path: Buffer): ByteSource | ImportRefusal {
  // Windows has neither flag.
  const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants as Partial<typeof constants>
  try {
    const descriptor = openSync(path, (O_RDONLY ?? 0) | O_NONBLOCK | O_NOFOLLOW)
    const { size, isFile } = statOf(descriptor)
    if (isFile) return fileSource(descriptor, size)
    closeSync(descriptor)
    return 'special-file'
  } catch (cause) {
    if (!isSystemError(cause)) throw cause
    return 'unreadable'
  }
}

function statOf(descriptor: number): { readonly size: number; readonly isFile: boolean } {
  const stat = fstatSync(descriptor)
  return { size: stat.size, isFile: stat.isFile() }
}

/** Most files are smaller: what they are and what they hold comes with one question. */
const READ_AT_ONCE = 16 * 1024

async function* readSource(source: ByteSource, name: string, depth: number): AsyncGenerator<FoundFile, void, undefined> {
  const start = source.read(0, Math.min(READ_AT_ONCE, source.size))
  if (source.size === 0) yield { name, refusal: 'empty' }
  else if (looksLikeZip(start)) yield* readZip(source, name, depth)
  else if (looksLikeOtherArchive(start)) yield { name, refusal: 'other-archive' }
  else if (source.size > MAX_DOCUMENT_BYTES) yield { name, refusal: 'too-large' }
  else yield { name, bytes: start.byteLength === source.size ? start : source.read(0, source.size) }
}

async function* readZip(source: ByteSource, name: string, depth: number): AsyncGenerator<FoundFile, void, undefined> {
  if (depth > MAX_ZIP_DEPTH) {
    yield { name, refusal: 'zip-nested' }
    return
  }
  const limits = {
    maxEntries: MAX_ZIP_ENTRIES,
    maxEntryBytes: () => MAX_NESTED_ZIP_BYTES,
    maxUnpackedBytes: MAX_ZIP_UNPACKED_BYTES / 16 ** depth,
    maxRatio: MAX_ZIP_RATIO,
    smallBytes: SMALL_ENTRY_BYTES,
  }
  let isEmpty = true
  for await (const item of readZipEntries(source, limits)) {
    isEmpty = false
    const itemName = item.name === null ? name : `${name} › ${item.name}`
    if ('bytes' in item) yield* readSource(memorySource(item.bytes), itemName, depth + 1)
    else yield { name: itemName, refusal: item.refusal }
  }
  if (isEmpty) yield { name, refusal: 'zip-empty' }
}
