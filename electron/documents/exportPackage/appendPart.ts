import { createDecipheriv, createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'

/** What KSeF tells of a part; sizes in bytes, hashes SHA-256 in Base64. */
export interface PartFacts {
  readonly partSize: number
  readonly partHash: string
  readonly encryptedPartSize: number
  readonly encryptedPartHash: string
}

export type PartFault = 'encrypted-size' | 'encrypted-hash' | 'decryption' | 'size' | 'hash'

export interface PartAppender {
  readonly take: (chunk: Uint8Array) => Promise<void>
  /** Null: the part is what KSeF told of it. Otherwise the file is as it was before the part. */
  readonly finish: () => Promise<PartFault | null>
  /** Leaves the file as it was before the part. */
  readonly undo: () => Promise<void>
  /** How much of the part came so far. */
  readonly encryptedSize: () => number
}

export interface PackageFile {
  readonly file: FileHandle
  /** Where the part begins. */
  readonly position: number
  /** Takes the part as it came, from its beginning: what is wrong is evidence. What lies behind it is of an earlier one. */
  readonly encrypted: FileHandle
  readonly aesKey: Uint8Array
  readonly iv: Uint8Array
}

/** Decrypts a part as it comes (AES-256-CBC, PKCS#7; each part begins with the same IV) and appends it to the joined package. */
export function appendPart({ file, position, encrypted, aesKey, iv }: PackageFile, part: PartFacts): PartAppender {
  const decipher = createDecipheriv('aes-256-cbc', aesKey, iv)
  const encryptedHash = createHash('sha256')
  const plainHash = createHash('sha256')
  let encryptedSize = 0
  let size = 0
  const write = async (plain: Buffer): Promise<void> => {
    plainHash.update(plain)
    await writeWhole(file, plain, position + size)
    size += plain.byteLength
  }
  const undo = (): Promise<void> => file.truncate(position)
  const judge = async (): Promise<PartFault | null> => {
    if (encryptedSize !== part.encryptedPartSize) return 'encrypted-size'
    if (encryptedHash.digest('base64') !== part.encryptedPartHash) return 'encrypted-hash'
    try {
      const rest = decipher.final()
      await write(rest)
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && String(cause.code).startsWith('ERR_OSSL'))) throw cause
      return 'decryption'
    }
    if (size !== part.partSize) return 'size'
    return plainHash.digest('base64') === part.partHash ? null : 'hash'
  }
  return {
    take: async (chunk) => {
      encryptedHash.update(chunk)
      const at = encryptedSize
      encryptedSize += chunk.byteLength
      await Promise.all([writeWhole(encrypted, chunk, at), write(decipher.update(chunk))])
    },
    finish: async () => {
      const fault = await judge()
      if (fault !== null) await undo()
      return fault
    },
    undo,
    encryptedSize: () => encryptedSize,
  }
}

/** A disk that fills up takes the first bytes of a write without a word; the next write then says why. */
async function writeWhole(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let written = 0; written < bytes.byteLength; ) written += (await file.write(bytes, written, bytes.byteLength - written, position + written)).bytesWritten
}
