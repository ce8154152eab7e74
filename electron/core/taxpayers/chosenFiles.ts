import { randomUUID } from 'node:crypto'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { z } from 'zod'
import type { ChosenFile as ChosenFileSchema } from '../../shared/contract/taxpayers.ts'
import { AppError } from '../../shared/errors.ts'
import { looksLike } from './looksLike.ts'

type ChosenFile = z.infer<typeof ChosenFileSchema>

/** Certificates and keys take a few kilobytes; a PKCS#12 with a whole chain some tens. */
const MAX_BYTES = 256 * 1024
/** A person tries a few files; older ones are forgotten. */
const KEPT = 20

/** Files that the person chose: the window knows a handle and the name, the bytes stay here. */
export interface ChosenFiles {
  /** Reads a file. Throws `file-unreadable` when it cannot be read or is too large for what it should be. */
  keep(path: string): Promise<ChosenFile>
  /** The bytes behind a handle. Throws `not-found` for one that was never given or is forgotten. */
  bytesOf(handle: string): Uint8Array
}

export function createChosenFiles(): ChosenFiles {
  const kept = new Map<string, Uint8Array>()
  return {
    keep: async (path) => {
      const bytes = await readSmallFile(path)
      const handle = randomUUID()
      kept.set(handle, bytes)
      for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest)
      return { handle, fileName: basename(path), looksLike: looksLike(bytes) }
    },
    bytesOf: (handle) => {
      const bytes = kept.get(handle)
      if (bytes === undefined) throw new AppError('not-found', { details: { what: 'file' } })
      return bytes
    },
  }
}

/** The bytes of a certificate or key. At most the limit and one byte are read: a device or a file that grows does not matter. Throws `file-unreadable`. */
export async function readSmallFile(path: string): Promise<Uint8Array> {
  const details = { fileName: basename(path) }
  try {
    const file = await open(path, 'r')
    try {
      const buffer = Buffer.alloc(MAX_BYTES + 1)
      const { bytesRead } = await file.read(buffer, 0, buffer.length, 0)
      if (bytesRead > MAX_BYTES) throw new AppError('file-unreadable', { details: { ...details, reason: 'too-large', maximumBytes: MAX_BYTES } })
      return new Uint8Array(buffer.subarray(0, bytesRead))
    } finally {
      await file.close()
    }
  } catch (cause) {
    throw cause instanceof AppError ? cause : new AppError('file-unreadable', { details, cause })
  }
}
