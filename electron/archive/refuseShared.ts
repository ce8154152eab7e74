import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { AppError } from '../shared/errors.ts'

/**
 * Throws `archive-busy` while anybody, in this process or another, has the archive open: on Linux and macOS the system itself lets a file go that
 * others still write to. What is no database, or is damaged, nobody has open as one.
 */
export function refuseShared(file: string): void {
  if (!existsSync(file)) return
  try {
    const db = new Database(file, { fileMustExist: true, timeout: 0 })
    try {
      // In this mode the first access to a database with a write-ahead log wants all of the file, which every other connection keeps a part of.
      db.pragma('locking_mode = EXCLUSIVE')
      db.exec('BEGIN EXCLUSIVE; ROLLBACK')
    } finally {
      db.close()
    }
  } catch (cause) {
    if (cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY')) throw new AppError('archive-busy', { details: { path: file, reason: cause.code }, cause })
  }
}
