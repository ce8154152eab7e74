import { AppError } from '../../shared/errors.ts'
import { copyWhole } from '../backups.ts'
import type { ReadableDb } from '../connection.ts'
import { toArchiveError } from '../sqliteErrors.ts'

/** What is said of the disk is about the copy's: nothing is written to the archive. */
const OF_THE_TARGET = ['archive-disk-full', 'archive-read-only']

/**
 * Copies the archive, whole and checked, to a file that is not there yet. It may take long: do it in a thread beside. Throws `file-not-writable`, and
 * the `archive-…` codes for what the archive itself does not give.
 */
export function copyArchive(db: ReadableDb, { target }: { readonly target: string }): null {
  try {
    copyWhole(db, target)
    return null
  } catch (thrown) {
    const cause = toArchiveError(db.name, thrown)
    if (!(cause instanceof AppError) || !OF_THE_TARGET.includes(cause.code)) throw cause
    throw new AppError('file-not-writable', { details: { path: target, reason: cause.details.reason ?? null }, cause })
  }
}
