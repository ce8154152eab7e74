import { join } from 'node:path'
import { archiveFileName } from '../../archive/archiveFile.ts'
import type { KsefContext } from '../../shared/model/context.ts'

/** Where the archives of an archive folder lie. */
export function archivesFolder(archiveFolder: string): string {
  return join(archiveFolder, 'archives')
}

/** Where the archive of a context lies in an archive folder. */
export function archiveFilePath(archiveFolder: string, context: KsefContext): string {
  return join(archivesFolder(archiveFolder), archiveFileName(context))
}
