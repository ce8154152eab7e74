import type Database from 'better-sqlite3'
import { AppError } from '../../shared/errors.ts'
import { createArchive } from './0001-create-archive.ts'
import { addEvidence } from './0002-add-evidence.ts'
import { askBeforeRepair } from './0003-ask-before-repair.ts'
import { narrowSortIndexes } from './0004-narrow-sort-indexes.ts'
import { readInvoiceFiles } from './0005-read-invoice-files.ts'
import { keepInvoiceExports } from './0006-keep-invoice-exports.ts'
import { keepPackages } from './0007-keep-packages.ts'
import { dropCopiesOfUpo } from './0008-drop-copies-of-upo.ts'
import { tellWhoHasTheUpo } from './0009-tell-who-has-the-upo.ts'
import { findImportedUpos } from './0010-find-imported-upos.ts'
import { findImportedFiles } from './0011-find-imported-files.ts'
import { allowUntoldCounts } from './0012-allow-untold-counts.ts'
import { askToDeriveAgain } from './0013-derive-again.ts'
import { tellMoreSenders } from './0014-tell-more-senders.ts'
import { markFailedSessions } from './0015-mark-failed-sessions.ts'

export type Migration = (db: Database.Database) => void

/** Append only: the position is the version (`user_version`). A migration that was released is never changed. */
export const MIGRATIONS: readonly Migration[] = [
  createArchive,
  addEvidence,
  askBeforeRepair,
  narrowSortIndexes,
  readInvoiceFiles,
  keepInvoiceExports,
  keepPackages,
  dropCopiesOfUpo,
  tellWhoHasTheUpo,
  findImportedUpos,
  findImportedFiles,
  allowUntoldCounts,
  askToDeriveAgain,
  tellMoreSenders,
  markFailedSessions,
]

export interface Plan {
  readonly applicationId: number
  readonly migrations: readonly Migration[]
}

/** Brings a file up to the newest version, all steps or none of them; refuses a foreign or a newer file. */
export function migrate(db: Database.Database, { applicationId, migrations }: Plan): void {
  refuseForeign(db, applicationId)
  const current = versionOf(db)
  if (current > migrations.length) throw new AppError('archive-from-newer-version', { details: { version: current, newest: migrations.length } })
  if (current === migrations.length) return
  db.transaction(() => {
    // Another process may have been quicker while this one waited for the lock.
    for (const apply of migrations.slice(versionOf(db))) apply(db)
    db.pragma(`application_id = ${applicationId}`)
    db.pragma(`user_version = ${migrations.length}`)
  }).immediate()
}

function refuseForeign(db: Database.Database, applicationId: number): void {
  const found = db.pragma('application_id', { simple: true }) as number
  if (found === applicationId) return
  const objects = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number
  if (found !== 0 || objects > 0) throw new AppError('archive-not-an-archive', { details: { applicationId: found } })
}

function versionOf(db: Database.Database): number {
  return db.pragma('user_version', { simple: true }) as number
}
