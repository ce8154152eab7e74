import { closeSync, readSync } from 'node:fs'

/** Bytes that can be read from any place: a file, or a file inside another. */
export interface ByteSource {
  readonly size: number
  /** Throws EndedEarly when fewer bytes are there than asked for. */
  readonly read: (position: number, length: number) => Buffer
  readonly close: () => void
}

/** Fewer bytes are there than were said to be: a file that was cut short meanwhile, or one of a system that does not know its sizes. */
export class EndedEarly extends Error {}

/** An open file, read without leaving the thread: for threads that do nothing else. */
export function fileSource(descriptor: number, size: number): ByteSource {
  return {
    size,
    read: (position, length) => {
      const buffer = Buffer.allocUnsafe(length)
      let filled = 0
      while (filled < length) {
        const count = readSync(descriptor, buffer, filled, length - filled, position + filled)
        if (count === 0) throw new EndedEarly()
        filled += count
      }
      return buffer
    },
    close: () => closeSync(descriptor),
  }
}

export function memorySource(bytes: Buffer): ByteSource {
  return {
    size: bytes.byteLength,
    read: (position, length) => {
      if (position < 0 || position + length > bytes.byteLength) throw new EndedEarly()
      return bytes.subarray(position, position + length)
    },
    close: () => undefined,
  }
}
