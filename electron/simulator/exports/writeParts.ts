import { createCipheriv, createHash } from 'node:crypto'
import { open } from 'node:fs/promises'

/** One encrypted part of a package on disk, as the status of its export tells it. */
export interface PartFile {
  readonly path: string
  readonly size: number
  readonly hash: string
  readonly encryptedSize: number
  readonly encryptedHash: string
}

export interface PartsOrder {
  /** 32 and 16 bytes; each part is encrypted for itself from this same start. */
  readonly key: Buffer
  readonly iv: Buffer
  /** Of a part before encryption. */
  readonly partBytes: number
  /** Where the part with this number, from 1, is written. */
  readonly pathOf: (ordinal: number) => string
}

interface OpenPart {
  readonly take: (bytes: Buffer) => Promise<void>
  readonly finish: () => Promise<PartFile>
  readonly abandon: () => Promise<void>
}

async function beginPart(path: string, { key, iv }: PartsOrder): Promise<OpenPart> {
  const file = await open(path, 'w')
  const cipher = createCipheriv('aes-256-cbc', key, iv)
  const plainHash = createHash('sha256')
  const encryptedHash = createHash('sha256')
  let size = 0
  let encryptedSize = 0
  const write = async (encrypted: Buffer): Promise<void> => {
    encryptedHash.update(encrypted)
    encryptedSize += encrypted.length
    await file.writeFile(encrypted)
  }
  return {
    take: async (bytes) => {
      plainHash.update(bytes)
      size += bytes.length
      await write(cipher.update(bytes))
    },
    abandon: () => file.close(),
    finish: async () => {
      await write(cipher.final())
      await file.close()
      return { path, size, hash: plainHash.digest('base64'), encryptedSize, encryptedHash: encryptedHash.digest('base64') }
    },
  }
}

/** Cuts a stream into parts, encrypts each (AES-256-CBC, PKCS#7, the IV not in front; API-NOTES §3) and writes them as they come. */
export async function writeParts(source: AsyncIterable<Buffer>, order: PartsOrder): Promise<readonly PartFile[]> {
  const parts: PartFile[] = []
  let current: OpenPart | null = null
  let room = order.partBytes
  try {
    for await (const chunk of source) {
      for (let rest = chunk; rest.length > 0; ) {
        current ??= await beginPart(order.pathOf(parts.length + 1), order)
        const piece = rest.subarray(0, room)
        await current.take(piece)
        rest = rest.subarray(piece.length)
        room -= piece.length
        if (room > 0) continue
        parts.push(await current.finish())
        current = null
        room = order.partBytes
      }
    }
  } catch (cause) {
    await current?.abandon()
    throw cause
  }
  if (current !== null) parts.push(await current.finish())
  return parts
}
