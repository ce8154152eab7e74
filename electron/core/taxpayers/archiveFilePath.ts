import { join } from 'node:path'
import { archiveFileName } from '../../archive/archiveFile.ts'
import type { KsefContext } from '../../shared/model/context.ts'

/** Where the archive of a context lies in an archive folder. */
export function archiveFilePath(archiveFolder: string, context: KsefContext): string {
  return join(archiveFolder, 'archives', archiveFileName(context))
}
