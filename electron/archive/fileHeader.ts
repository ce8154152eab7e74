import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { AppError } from '../shared/errors.ts'

/** `TUPO` and `TUPC` in ASCII: SQLite's application_id of an archive and of the catalogue. */
export const ARCHIVE_APPLICATION_ID = 0x5455504f
export const CATALOGUE_APPLICATION_ID = 0x54555043

const MAGIC = 'SQLite format 3\0'
const HEADER_LENGTH = 100
// Offsets in the database header (sqlite.org/fileformat2.html, §1.3).
const SCHEMA_COOKIE_AT = 40
const USER_VERSION_AT = 60
const APPLICATION_ID_AT = 68

/**
 * Looks at the first bytes before SQLite may touch the file, so that a foreign or newer file is refused without a byte changed.
 * A missing or empty file passes; so does one that SQLite had just begun (its first transaction may still be in the WAL).
 */
export function refuseForeignFile(file: string, expected: { readonly applicationId: number; readonly newestVersion: number }): void {
  const header = readHeader(file)
  if (header === null) return
  if (header.length < HEADER_LENGTH || header.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new AppError('archive-not-an-archive', { details: { file } })
  const applicationId = header.readInt32BE(APPLICATION_ID_AT)
  const isJustBegun = applicationId === 0 && header.readUInt32BE(SCHEMA_COOKIE_AT) === 0
  if (applicationId !== expected.applicationId && !isJustBegun) throw new AppError('archive-not-an-archive', { details: { file } })
  const version = header.readUInt32BE(USER_VERSION_AT)
  if (version > expected.newestVersion) throw new AppError('archive-from-newer-version', { details: { file, version, newest: expected.newestVersion } })
}

/** The first bytes of a file; null when it is missing or empty. */
function readHeader(file: string): Buffer | null {
  if (!existsSync(file)) return null
  const descriptor = openSync(file, 'r')
  try {
    const header = Buffer.alloc(HEADER_LENGTH)
    const length = readSync(descriptor, header, 0, HEADER_LENGTH, 0)
    return length === 0 ? null : header.subarray(0, length)
  } finally {
    closeSync(descriptor)
  }
}
