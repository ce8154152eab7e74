import { mkdir, rm, statfs } from 'node:fs/promises'
import { AppError } from '../../shared/errors.ts'

/** Where packages lie on their way into an archive: beside it, for they hold what it holds, on the same disk. */
export function packageFolderOf(archiveFile: string): string {
  return `${archiveFile}-packages`
}

/** Empties the folder of what a killed program left. */
export async function clearPackages(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
}

/** What else the disk needs while a package is taken in. */
const SPARE_BYTES = 64 * 1024 * 1024

/** Makes the folder. Throws 'archive-disk-full' where the package, and its files in the archive once more, do not fit. */
export async function makeRoomFor(folder: string, packageBytes: number): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { bavail, bsize } = await statfs(folder)
  const needed = 2 * packageBytes + SPARE_BYTES
  if (bavail * bsize < needed) throw new AppError('archive-disk-full', { details: { reason: 'package', needed, free: bavail * bsize } })
}
