import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import yazl from 'yazl'
import { AppError } from '../../shared/errors.ts'

/** A ZIP that grows on disk entry by entry and appears under its name only when it is whole. */
export interface ZipWriter {
  /** Adds one file; resolves when its bytes were taken, so memory stays flat. */
  add(name: string, bytes: Uint8Array, modifiedAt: Date): Promise<void>
  /** Writes the directory, flushes to disk and gives the file its name. */
  finish(): Promise<void>
  /** Removes what was written so far. */
  abandon(): Promise<void>
}

/** Starts a ZIP that will be `targetPath`; throws 'file-not-writable' when the disk refuses, at once or later. */
export function createZip(targetPath: string): ZipWriter {
  // A name of its own, never one that is there: another program may be writing the same ZIP, or the file be somebody's.
  const partPath = `${targetPath}.${randomBytes(4).toString('hex')}.part`
  const zip = new yazl.ZipFile()
  const output = createWriteStream(partPath, { flags: 'wx' })
  zip.outputStream.pipe(output)
  const refused = (cause: unknown): AppError => new AppError('file-not-writable', { details: { path: targetPath, reason: codeOf(cause) }, cause })
  const failure = new Promise<never>((_resolve, reject) => {
    output.on('error', (cause) => reject(refused(cause)))
  })
  // The failure is awaited by whichever call comes next; until then nobody may be listening.
  failure.catch(() => undefined)

  return {
    async add(name, bytes, modifiedAt) {
      const source = Readable.from([bytes])
      zip.addReadStream(source, name, { mtime: modifiedAt, mode: 0o100644 })
      await Promise.race([finished(source), failure])
    },
    async finish() {
      zip.end()
      await Promise.race([finished(output), failure])
      const file = await open(partPath, 'r+')
      try {
        await file.sync()
      } finally {
        await file.close()
      }
      // A folder may have this name.
      await rename(partPath, targetPath).catch((cause: unknown) => Promise.reject(refused(cause)))
    },
    async abandon() {
      // A file that is only just being opened appears after an early removal.
      const closed = output.closed ? Promise.resolve() : once(output, 'close')
      output.destroy()
      await closed
      await rm(partPath, { force: true })
    },
  }
}

/** `ENOSPC`, `EISDIR` and the like. */
function codeOf(cause: unknown): string | null {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : null
}
