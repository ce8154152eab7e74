import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError } from '../../shared/errors.ts'

/** Writes a file so that it is there whole or not at all, replacing an older one. Throws `file-not-writable`. */
export async function writeFileWhole(path: string, bytes: Uint8Array): Promise<void> {
  const partial = `${path}.${randomUUID()}.part`
  try {
    const file = await open(partial, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(partial, path)
  } catch (cause) {
    await rm(partial, { force: true })
    throw new AppError('file-not-writable', { details: { path, file: basename(path) }, cause })
  }
}
