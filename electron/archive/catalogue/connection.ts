import Database from 'better-sqlite3'
import { configure } from '../connection.ts'
import { CATALOGUE_APPLICATION_ID, refuseForeignFile } from '../fileHeader.ts'
import { migrate, type Migration } from '../migrations/index.ts'
import { asArchiveError } from '../sqliteErrors.ts'
import { makeFolderOf } from '../makeFolder.ts'
import { createCatalogue } from './0001-create-catalogue.ts'
import { addOutsideWitnesses } from './0002-add-outside-witnesses.ts'
import { keepAccess } from './0003-keep-access.ts'
import { nameCallers } from './0004-name-callers.ts'

/** Append only, as in an archive. */
const MIGRATIONS: readonly Migration[] = [createCatalogue, addOutsideWitnesses, keepAccess, nameCallers]

export const CATALOGUE_FILE = 'teczka-catalogue.sqlite'

/** A small database of its own beside the archives: who is on the list, and what was spent of KSeF's limits. */
export type CatalogueDb = Database.Database

/** Opens the catalogue, making it when there is none. Errors: as for an archive. */
export function openCatalogue(file: string): CatalogueDb {
  return asArchiveError(file, () => {
    makeFolderOf(file)
    refuseForeignFile(file, { applicationId: CATALOGUE_APPLICATION_ID, newestVersion: MIGRATIONS.length })
    const db = new Database(file)
    try {
      configure(db)
      migrate(db, { applicationId: CATALOGUE_APPLICATION_ID, migrations: MIGRATIONS })
      return db
    } catch (cause) {
      db.close()
      throw cause
    }
  })
}
