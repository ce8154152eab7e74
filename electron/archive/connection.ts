import { existsSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { contextKey, type KsefContext } from '../shared/model/context.ts'
import { AppError } from '../shared/errors.ts'
import { backUpBeforeMigration, dropOldBackups, needsBackup } from './backups.ts'
import { deriveAgain } from './deriveAgain.ts'
import { ARCHIVE_APPLICATION_ID, refuseForeignFile } from './fileHeader.ts'
import { makeFolderOf } from './makeFolder.ts'
import { migrate, MIGRATIONS } from './migrations/index.ts'
import { asArchiveError } from './sqliteErrors.ts'

declare const access: unique symbol

/** A connection that a query may read from. */
export type ReadableDb = Database.Database & { readonly [access]?: 'read' | 'write' }

/** A connection that a query may also write to. */
export type WritableDb = Database.Database & { readonly [access]?: 'write' }

/** Where a taxpayer's archive lies and whose it must be. */
export interface ArchiveAddress {
  readonly file: string
  readonly context: KsefContext
}

const BUSY_TIMEOUT_MS = 5_000

/** 16 MB of 4 kB each. A page of a session's UPO changes 3 000, a group of imported files most of the same pages as the group before: four times as rarely costs a quarter. */
const CHECKPOINT_PAGES = 4_000

/**
 * Opens an archive, making it (and its folder) when there is none. What makes a new file an archive happens in one
 * transaction, so a program killed meanwhile leaves nothing that the next start would misread.
 * Errors: archive-not-an-archive, archive-from-newer-version, archive-other-context, archive-read-only, archive-damaged, archive-busy.
 */
export function createOrOpenArchive({ file, context }: ArchiveAddress): WritableDb {
  return asArchiveError(file, () => {
    makeFolderOf(file)
    return open(file, context, BUSY_TIMEOUT_MS)
  })
}

/** Opens an archive that must exist ('not-found' otherwise), also one that nothing is left of but its name ('archive-damaged'). Errors: as for `createOrOpenArchive`. */
export function openArchive({ file, context }: ArchiveAddress, busyTimeoutMs = BUSY_TIMEOUT_MS): WritableDb {
  if (!existsSync(file)) throw new AppError('not-found', { details: { what: 'archive', file } })
  // A program killed just after it made the archive leaves all of it in the log.
  if (sizeOf(file) === 0 && sizeOf(`${file}-wal`) === 0) throw new AppError('archive-damaged', { details: { file } })
  return asArchiveError(file, () => open(file, context, busyTimeoutMs))
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

/** Closes a connection; SQLite first refreshes what its planner knows about the tables. */
export function closeArchive(db: WritableDb): void {
  if (!db.open) return
  try {
    db.pragma('optimize')
  } catch {
    // Advice for the planner, nothing more: on a full or read-only disk an archive must still close.
  }
  db.close()
}

function open(file: string, context: KsefContext, busyTimeoutMs: number): WritableDb {
  refuseForeignFile(file, { applicationId: ARCHIVE_APPLICATION_ID, newestVersion: MIGRATIONS.length })
  const db = new Database(file)
  try {
    configure(db, busyTimeoutMs)
    refuseOtherContext(db, context)
    const version = db.pragma('user_version', { simple: true }) as number
    const isOlder = needsBackup(file, version, MIGRATIONS.length)
    if (isOlder) backUpBeforeMigration(db, file, { version, now: new Date() })
    migrate(db, { applicationId: ARCHIVE_APPLICATION_ID, migrations: MIGRATIONS })
    // What a statement needs to undo itself would go to a file, several times what it changes; only a migration changes too much for memory.
    db.pragma('temp_store = MEMORY')
    if (isOlder) dropOldBackups(file)
    claimFor(db, context)
    deriveAgain(db)
    return db
  } catch (cause) {
    db.close()
    throw cause
  }
}

/** The pragmas of every connection (HOUSE-STYLE §5). */
export function configure(db: Database.Database, busyTimeoutMs = BUSY_TIMEOUT_MS): void {
  db.pragma(`busy_timeout = ${busyTimeoutMs}`)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  db.pragma('trusted_schema = OFF')
  db.pragma('cache_size = -32768')
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
}

/** Before a backup or a migration touches it: an archive that says it is another context's stays as it is. */
function refuseOtherContext(db: Database.Database, context: KsefContext): void {
  const wanted = contextKey(context)
  if (db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'archiveInfo'").get() === undefined) return
  const found = db.prepare("SELECT value FROM archiveInfo WHERE key = 'context'").pluck().get() as string | undefined
  if (found !== undefined && found !== wanted) throw new AppError('archive-other-context', { details: { found, wanted } })
}

/** Writes into a new archive whose it is; refuses one that belongs to another context. */
function claimFor(db: Database.Database, context: KsefContext): void {
  const wanted = contextKey(context)
  db.transaction(() => {
    const found = db.prepare("SELECT value FROM archiveInfo WHERE key = 'context'").pluck().get() as string | undefined
    if (found === wanted) return
    if (found !== undefined) throw new AppError('archive-other-context', { details: { found, wanted } })
    const write = db.prepare('INSERT INTO archiveInfo (key, value) VALUES (?, ?)')
    write.run('context', wanted)
    write.run('environment', context.environment)
    write.run('identifierType', context.identifier.type)
    write.run('identifierValue', context.identifier.value)
    write.run('createdAt', new Date().toISOString())
  }).immediate()
}
