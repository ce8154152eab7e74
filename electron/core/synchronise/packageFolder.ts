import { mkdir, readdir, rm, rmdir, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { ExportPackage } from '../../ksef/endpoints/exports.ts'
import { isAlive } from '../../platform/isAlive.ts'
import { AppError } from '../../shared/errors.ts'
import { archivesFolder } from '../taxpayers/archiveFilePath.ts'

const ENDING = '-packages'

/** Where packages lie on their way into an archive: beside it, for they hold what it holds, on the same disk. */
export function packageFolderOf(archiveFile: string): string {
  return `${archiveFile}${ENDING}`
}

/** In it, the place of this process: another may refresh the same archive. */
export function ownPackages(folder: string): string {
  return join(folder, String(process.pid))
}

/** Takes away what this process or a killed one left, and the folder itself once nobody works in it. */
export async function clearPackages(folder: string): Promise<void> {
  await clear(folder, (processId) => processId !== process.pid && isAlive(processId))
}

/** At a start: takes away what killed programs left beside any archive of a folder, and a gigabyte it may be. What will not go is left to the next start. */
export async function clearAbandonedPackages(archiveFolder: string): Promise<void> {
  const archives = archivesFolder(archiveFolder)
  for (const name of await readdir(archives).catch(() => [])) {
    if (name.endsWith(ENDING)) await clear(join(archives, name), isAlive).catch(() => undefined)
  }
}

async function clear(folder: string, isAtWork: (processId: number) => boolean): Promise<void> {
  const entries = await readdir(folder).catch(() => [])
  for (const entry of entries) {
    if (!/^\d+$/.test(entry) || !isAtWork(Number(entry))) await rm(join(folder, entry), { recursive: true, force: true })
  }
  // Not empty, or not there: both are as they should be.
  await rmdir(folder).catch(() => undefined)
}

/** What else the disk needs while a package is taken in: the part on its way, and the archive's journal. */
const SPARE_BYTES = 128 * 1024 * 1024

/** Makes the folder. Throws 'archive-disk-full' where the package, and its files in the archive once more, do not fit. */
export async function makeRoomFor(folder: string, { size, parts }: Pick<ExportPackage, 'size' | 'parts'>): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const packageBytes = Math.max(
    size ?? 0,
    parts.reduce((total, { partSize }) => total + partSize, 0),
  )
  const { bavail, bsize } = await statfs(folder)
  const needed = 2 * packageBytes + SPARE_BYTES
  if (bavail * bsize < needed) throw new AppError('archive-disk-full', { details: { reason: 'package', needed, free: bavail * bsize } })
}
