import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '../shared/errors.ts'

/** The newest of these many backups of a version are kept; of older versions, the newest one each. */
const KEPT_OF_NEWEST_VERSION = 3

/** A backup beside its archive: `<archive>.v<version>-<instant>.backup`. */
export interface BackupName {
  readonly name: string
  readonly version: number
  /** `YYYYMMDDTHHMMSSmmmZ`, UTC. */
  readonly madeAt: string
}

/** Copies an archive under a new name beside it and checks the copy, before a migration changes it. Throws as SQLite does; the archive is untouched. */
export function backUpBeforeMigration(db: Database.Database, file: string, { version, now }: { readonly version: number; readonly now: Date }): string {
  const target = join(dirname(file), backupNameOf(basename(file), version, now))
  copyWhole(db, target)
  return target
}

/** Writes all that is committed, the WAL included, to a new file, and gives it its name once it was checked. Throws as SQLite does; nothing is left of a copy that failed. */
export function copyWhole(db: Database.Database, target: string): void {
  const unfinished = `${target}.part`
  try {
    // Like the online backup it takes what is committed, the WAL included; unlike that it needs no asynchronous opening.
    db.prepare('VACUUM INTO ?').run(unfinished)
    quickCheck(unfinished)
    renameSync(unfinished, target)
  } catch (cause) {
    rmSync(unfinished, { force: true })
    throw cause
  }
}

/** Takes away what `backupsToDrop` names, among the backups of this archive alone. */
export function dropOldBackups(file: string): void {
  const names = readdirSync(dirname(file)).filter((name) => name.startsWith(`${basename(file)}.v`))
  const backups = names.flatMap((name) => readBackupName(basename(file), name) ?? [])
  for (const { name } of backupsToDrop(backups)) rmSync(join(dirname(file), name), { force: true })
}

/** Which backups need not be kept: the newest few of the newest version stay, and the newest of every older one. */
export function backupsToDrop(backups: readonly BackupName[]): readonly BackupName[] {
  const newestVersion = Math.max(...backups.map(({ version }) => version))
  return backups.filter((backup) => {
    const newer = backups.filter(({ version, madeAt }) => version === backup.version && madeAt > backup.madeAt).length
    return newer >= (backup.version === newestVersion ? KEPT_OF_NEWEST_VERSION : 1)
  })
}

export function backupNameOf(archive: string, version: number, now: Date): string {
  return `${archive}.v${version}-${now.toISOString().replaceAll(/[-:.]/g, '')}.backup`
}

/** What a name says when it is that of a backup of this archive; null otherwise. */
export function readBackupName(archive: string, name: string): BackupName | null {
  const found = name.startsWith(`${archive}.`) ? /^v(\d+)-(\d{8}T\d{9}Z)\.backup$/.exec(name.slice(archive.length + 1)) : null
  const [, version, madeAt] = found ?? []
  return version === undefined || madeAt === undefined ? null : { name, version: Number(version), madeAt }
}

function quickCheck(file: string): void {
  const copy = new Database(file, { readonly: true })
  try {
    const answer = copy.pragma('quick_check', { simple: true }) as string
    if (answer !== 'ok') throw new AppError('archive-damaged', { details: { file, reason: answer } })
  } finally {
    copy.close()
  }
}

/** True for a file that holds an archive of an older version: there is something to lose. */
export function needsBackup(file: string, version: number, newest: number): boolean {
  return version > 0 && version < newest && existsSync(file)
}
