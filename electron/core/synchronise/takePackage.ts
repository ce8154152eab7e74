import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { toArchiveError } from '../../archive/sqliteErrors.ts'
import { filePackage } from '../../documents/exportPackage/packageBytes.ts'
import type { ExportPackage } from '../../ksef/endpoints/exports.ts'
import { joinParts } from './joinParts.ts'
import type { FreshPackage, PackageFault, PackageFiles } from './joinParts.ts'
import type { ExportToTake } from './keepPackageMetadata.ts'
import { makeRoomFor } from './packageFolder.ts'
import type { RefreshRun } from './refreshRun.ts'
import { setPackageApart } from './setPackageApart.ts'
import { unpackPackage } from './unpackPackage.ts'

export interface TakenPackage {
  /** Null: every file is on disk. Otherwise why the package cannot be used; what of it was good is kept all the same. */
  readonly fault: PackageFault | null
  /** False: the package had no metadata that can be read, so that names and amounts are still wanted. */
  readonly hasMetadata: boolean
}

/**
 * Downloads, decrypts and unpacks a package into the archive, group by group; the joined package lies in `folder` meanwhile. Throws
 * 'archive-disk-full' before it begins or where the disk fills up on the way: what is in the archive by then stays, and the export can be taken up again.
 */
export async function takePackage(run: RefreshRun, one: ExportToTake, contents: ExportPackage, fresh: FreshPackage, folder: string): Promise<TakenPackage> {
  if (contents.parts.length === 0) {
    // Where the count is not told, the metadata of what seems to be nothing are asked for all the same.
    if ((contents.invoiceCount ?? 0) === 0) return { fault: null, hasMetadata: contents.invoiceCount === 0 }
    return { fault: { outcome: 'unreadable', detail: 'no-parts' }, hasMetadata: false }
  }
  try {
    await makeRoomFor(folder, contents)
    return await withFiles(folder, one.id, (files) => takeInto(run, one, contents, fresh, files))
  } catch (cause) {
    throw toArchiveError(folder, cause)
  }
}

async function takeInto(run: RefreshRun, one: ExportToTake, contents: ExportPackage, fresh: FreshPackage, files: PackageFiles): Promise<TakenPackage> {
  const fault = await joinParts(run, one, contents, fresh, files)
  if (fault !== null) return { fault, hasMetadata: false }
  const { size } = await files.joined.stat()
  const { broken, hasMetadata } = await unpackPackage(run, one, filePackage(files.joined, size))
  if (broken === null) return { fault: null, hasMetadata }
  await setPackageApart(run, one, { file: files.joined, size, contentType: null, headerHash: null, reason: 'package-unreadable' })
  return { fault: { outcome: 'unreadable', detail: broken }, hasMetadata }
}

async function withFiles<T>(folder: string, exportId: number, work: (files: PackageFiles) => Promise<T>): Promise<T> {
  const paths = { joined: join(folder, `${exportId}.package`), encrypted: join(folder, `${exportId}.part`) }
  const joined = await open(paths.joined, 'w+', 0o600)
  try {
    const encrypted = await open(paths.encrypted, 'w+', 0o600)
    try {
      return await work({ joined, encrypted })
    } finally {
      await encrypted.close()
    }
  } finally {
    await joined.close()
    await Promise.all(Object.values(paths).map((path) => rm(path, { force: true })))
  }
}
