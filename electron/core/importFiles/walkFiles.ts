import { lstatSync, opendirSync, realpathSync, type Dirent, type Stats } from 'node:fs'
import { basename, sep } from 'node:path'
import type { ImportRefusal } from '../../shared/model/importedFile.ts'

/** Deeper than people file their papers; a bound for folders that contain themselves (bind mounts). */
const MAX_FOLDER_DEPTH = 32

/** A file that may be opened, or something that is not taken in. `name` is for showing; the path is in octets, for a name on a disk of Linux need not be UTF-8. */
export type WalkedFile = { readonly name: string; readonly path: Buffer } | { readonly name: string; readonly refusal: ImportRefusal }

/** The files named, and those in the folders named: at least one answer for each path. Links inside a folder are not followed; one that was named itself is. Reads on as it is asked. */
export function* walkFiles(paths: readonly string[]): Generator<WalkedFile, void, undefined> {
  for (const path of paths) {
    const name = basename(path)
    const real = tryTo(() => realpathSync(path))
    const found = real === null ? null : tryTo(() => lstatSync(real))
    if (real === null || found === null) yield { name, refusal: 'unreadable' }
    else yield* orElse(walk(found, { path: Buffer.from(real), name, depth: 0 }), { name, refusal: 'folder-empty' })
  }
}

function* orElse(files: Iterable<WalkedFile>, otherwise: WalkedFile): Generator<WalkedFile, void, undefined> {
  let isEmpty = true
  for (const file of files) {
    isEmpty = false
    yield file
  }
  if (isEmpty) yield otherwise
}

interface Place {
  readonly path: Buffer
  readonly name: string
  readonly depth: number
}

function* walk(found: Pick<Stats, 'isSymbolicLink' | 'isDirectory' | 'isFile'>, { path, name, depth }: Place): Generator<WalkedFile, void, undefined> {
  if (found.isSymbolicLink()) yield { name, refusal: 'symlink' }
  else if (found.isDirectory()) yield* walkFolder({ path, name, depth })
  else if (found.isFile()) yield { name, path }
  else yield { name, refusal: 'special-file' }
}

function* walkFolder({ path, name, depth }: Place): Generator<WalkedFile, void, undefined> {
  if (depth > MAX_FOLDER_DEPTH) {
    yield { name, refusal: 'too-deep' }
    return
  }
  const folder = tryTo(() => opendirSync(path, AS_OCTETS))
  if (folder === null) {
    yield { name, refusal: 'folder-unreadable' }
    return
  }
  try {
    for (;;) {
      const entry = folder.readSync()
      if (entry === null) return
      // It says itself what it is; what it has become since then shows when it is opened.
      yield* walk(entry, { path: Buffer.concat([path, SEPARATOR, octetsOf(entry)]), name: `${name}/${octetsOf(entry).toString()}`, depth: depth + 1 })
    }
  } catch (cause) {
    if (!isSystemError(cause)) throw cause
    yield { name, refusal: 'folder-unreadable' }
  } finally {
    folder.closeSync()
  }
}

const SEPARATOR = Buffer.from(sep)

/** Node gives names as octets when asked so; its types do not say it. */
const AS_OCTETS = { encoding: 'buffer' as BufferEncoding }

function octetsOf({ name }: Dirent): Buffer {
  return name as unknown as Buffer
}

function tryTo<Result>(act: () => Result): Result | null {
  try {
    return act()
  } catch (cause) {
    if (!isSystemError(cause)) throw cause
    return null
  }
}

/** A refusal of the operating system: gone, locked, forbidden. */
export function isSystemError(cause: unknown): cause is NodeJS.ErrnoException {
  return cause instanceof Error && 'syscall' in cause
}
