import type { FileHandle } from 'node:fs/promises'
import { fileSource, memorySource, type ByteSource } from '../zip/byteSource.ts'

/** A joined package: from any place as a ZIP is read, or from its beginning as a tar.gz is. */
export interface PackageBytes {
  readonly source: ByteSource
  readonly stream: () => AsyncIterable<Uint8Array>
}

const CHUNK_BYTES = 256 * 1024

/** The package in an open file, which stays open. */
export function filePackage(file: FileHandle, size: number): PackageBytes {
  async function* stream(): AsyncGenerator<Uint8Array, void, undefined> {
    for (let position = 0; position < size; ) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafeSlow(CHUNK_BYTES), 0, CHUNK_BYTES, position)
      if (bytesRead === 0) throw new Error('the file ended early')
      position += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  }
  return { source: fileSource(file.fd, size), stream }
}

export function memoryPackage(bytes: Buffer): PackageBytes {
  async function* stream(): AsyncGenerator<Uint8Array, void, undefined> {
    yield await Promise.resolve(bytes)
  }
  return { source: memorySource(bytes), stream }
}
