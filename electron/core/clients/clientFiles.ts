import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { readBackupName } from '../../archive/backups.ts'
import type { BackupName } from '../../archive/backups.ts'
import { AppError } from '../../shared/errors.ts'
import { packageFolderOf } from '../synchronise/packageFolder.ts'

/** What SQLite keeps beside a database. */
const COMPANIONS = ['', '-wal', '-shm', '-journal'] as const

export interface BackupFile extends BackupName {
  readonly path: string
  readonly bytes: number
}

/** The archive of a client with what lies beside it. */
export interface FilesOfClient {
  readonly archive: readonly { readonly path: string; readonly bytes: number }[]
  /** Newest first. */
  readonly backups: readonly BackupFile[]
  /** Backups that were never finished, and packages of a refresh that was killed. */
  readonly leftovers: readonly string[]
}

/** Looks what there is of an archive on the disk. */
export function filesOfClient(archiveFile: string): FilesOfClient {
  const folder = dirname(archiveFile)
  const name = basename(archiveFile)
  const names = existsSync(folder) ? readdirSync(folder).filter((entry) => entry.startsWith(`${name}.`)) : []
  const backups = names.flatMap((entry) => {
    const backup = readBackupName(name, entry)
    return backup === null ? [] : [{ ...backup, path: join(folder, entry), bytes: sizeOf(join(folder, entry)) }]
  })
  return {
    archive: COMPANIONS.map((ending) => `${archiveFile}${ending}`)
      .filter((path) => existsSync(path))
      .map((path) => ({ path, bytes: sizeOf(path) })),
    backups: backups.toSorted((one, other) => other.madeAt.localeCompare(one.madeAt)),
    leftovers: [...names.filter((entry) => entry.endsWith('.part') && readBackupName(name, entry.slice(0, -'.part'.length)) !== null).map((entry) => join(folder, entry)), packageFolderOf(archiveFile)].filter((path) => existsSync(path)),
  }
}

/** Deletes files for good; one that is gone already is no error. Throws `archive-busy` for one that another program holds, `file-not-writable` otherwise. */
export function deleteFiles(paths: readonly string[]): void {
  for (const path of paths) {
    try {
      rmSync(path, { recursive: true, force: true })
    } catch (cause) {
      const { code = null } = cause as NodeJS.ErrnoException
      throw new AppError(code === 'EBUSY' ? 'archive-busy' : 'file-not-writable', { details: { path, reason: code }, cause })
    }
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
