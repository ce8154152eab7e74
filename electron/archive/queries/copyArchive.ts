import { copyWhole } from '../backups.ts'
import type { ReadableDb } from '../connection.ts'
import { asArchiveError } from '../sqliteErrors.ts'

/** Copies the archive, whole and checked, to a file that is not there yet. It may take long: do it in a thread beside. Throws the `archive-…` codes. */
export function copyArchive(db: ReadableDb, { target }: { readonly target: string }): null {
  return asArchiveError(target, () => {
    copyWhole(db, target)
    return null
  })
}
