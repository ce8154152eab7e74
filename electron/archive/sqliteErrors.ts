import { AppError, type AppErrorCode } from '../shared/errors.ts'

/** SQLite's result codes (sqlite.org/rescode.html) and the system's, by their beginning: the first that fits counts. */
const CODES: readonly (readonly [prefix: string, code: AppErrorCode])[] = [
  ['SQLITE_NOTADB', 'archive-not-an-archive'],
  ['SQLITE_CORRUPT', 'archive-damaged'],
  ['SQLITE_BUSY', 'archive-busy'],
  ['SQLITE_LOCKED', 'archive-busy'],
  ['SQLITE_FULL', 'archive-disk-full'],
  ['SQLITE_READONLY', 'archive-read-only'],
  ['SQLITE_CANTOPEN', 'archive-read-only'],
  ['SQLITE_PERM', 'archive-read-only'],
  ['SQLITE_IOERR_READ', 'archive-damaged'],
  ['SQLITE_IOERR_SHORT_READ', 'archive-damaged'],
  ['SQLITE_IOERR_DATA', 'archive-damaged'],
  ['SQLITE_IOERR_CORRUPTFS', 'archive-damaged'],
  // The first thing that grows when an archive is opened: its file is whole, and there is no room beside it.
  ['SQLITE_IOERR_SHMSIZE', 'archive-disk-full'],
  ['SQLITE_IOERR', 'archive-disk-failed'],
  ['ENOSPC', 'archive-disk-full'],
  ['EDQUOT', 'archive-disk-full'],
  ['EACCES', 'archive-read-only'],
  ['EPERM', 'archive-read-only'],
  ['EROFS', 'archive-read-only'],
  ['ENOENT', 'archive-read-only'],
  ['ENOTDIR', 'archive-read-only'],
  ['EEXIST', 'archive-read-only'],
  ['EISDIR', 'archive-not-an-archive'],
]

/** What SQLite or the file system threw, as the error a person can act on; anything else stays as it is. */
export function toArchiveError(file: string, cause: unknown): unknown {
  if (cause instanceof AppError || !(cause instanceof Error) || !('code' in cause)) return cause
  const reason = String(cause.code)
  const known = CODES.find(([prefix]) => reason.startsWith(prefix))
  return known === undefined ? cause : new AppError(known[1], { details: { file, reason }, cause })
}

/** Runs `act` on an archive and lets its failures rise as AppErrors. */
export function asArchiveError<T>(file: string, act: () => T): T {
  try {
    return act()
  } catch (cause) {
    throw toArchiveError(file, cause)
  }
}

/** The same functions, whose failures rise as AppErrors. */
export function withArchiveErrors<Functions extends object>(file: string, functions: Functions): Functions {
  const entries = Object.entries(functions) as [name: string, act: (...input: unknown[]) => unknown][]
  return Object.fromEntries(entries.map(([name, act]) => [name, (...input: unknown[]) => asArchiveError(file, () => act(...input))])) as Functions
}
