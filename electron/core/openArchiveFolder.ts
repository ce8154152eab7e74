import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { CATALOGUE_FILE } from '../archive/catalogue/connection.ts'
import { refuseUnsafeFolder } from '../archive/folder.ts'
import { gatherFolderFacts } from '../archive/folderFacts.ts'
import { makeFolderOf } from '../archive/makeFolder.ts'
import { AppError } from '../shared/errors.ts'
import { openTaxpayerCatalogue } from './taxpayers/openTaxpayerCatalogue.ts'
import type { OpenedCatalogue } from './taxpayers/openTaxpayerCatalogue.ts'

export interface OpenArchiveFolderOptions {
  readonly folder: string
  /** False for a folder that was in use before: one that is gone lies on a drive that is not there, and must not be begun anew. */
  readonly mayMake: boolean
}

/**
 * Opens the catalogue of a folder that may hold archives. Throws `folder-missing`, `folder-is-a-file`, the other `folder-…` codes for network drives,
 * synchronised folders and folders without the right to write, and the `archive-…` codes for the catalogue.
 */
export function openArchiveFolder({ folder, mayMake }: OpenArchiveFolderOptions): OpenedCatalogue {
  if (!existsSync(folder)) {
    if (!mayMake) throw new AppError('folder-missing', { details: { path: folder } })
    make(folder)
  }
  if (!statSync(folder).isDirectory()) throw new AppError('folder-is-a-file', { details: { path: folder } })
  refuseUnsafeFolder(gatherFolderFacts(folder))
  return openTaxpayerCatalogue(folder)
}

function make(folder: string): void {
  try {
    makeFolderOf(join(folder, CATALOGUE_FILE))
  } catch (cause) {
    throw new AppError('folder-not-writable', { details: { path: folder }, cause })
  }
}
