import { PassThrough, Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import yazl from 'yazl'
import { TAR_END, tarEntry } from './tarEntry.ts'

/** The two kinds of package (open-api.json, CompressionType). */
export type Compression = 'Zip' | 'TarGz'

/** An archive that streams out while files are put in; only one file at a time is in memory. */
export interface ArchiveStream {
  /** Resolves when the file was taken in. */
  readonly add: (name: string, bytes: Uint8Array) => Promise<void>
  readonly end: () => void
  /** Ends the output with an error. */
  readonly abandon: (cause: unknown) => void
  /** Must be read, or `add` waits for ever. */
  readonly output: AsyncIterable<Buffer>
  /** Bytes read from the output so far. */
  readonly written: () => number
}

interface OpenStream extends Pick<ArchiveStream, 'add' | 'end'> {
  readonly output: Readable
}

function zipStream(modifiedAt: Date): OpenStream {
  const zip = new yazl.ZipFile()
  return {
    add: async (name, bytes) => {
      const source = Readable.from([bytes])
      zip.addReadStream(source, name, { mtime: modifiedAt, compressionLevel: 1 })
      await finished(source)
    },
    end: () => zip.end(),
    output: zip.outputStream.pipe(new PassThrough()),
  }
}

function tarGzStream(modifiedAt: Date): OpenStream {
  const gzip = createGzip({ level: 1 })
  return {
    add: (name, bytes) =>
      new Promise((resolve, reject) => {
        gzip.write(tarEntry(name, bytes, modifiedAt), (error) => {
          if (error) reject(error)
          else resolve()
        })
      }),
    end: () => {
      gzip.end(TAR_END)
    },
    output: gzip,
  }
}

/** Starts an empty archive. Its bytes depend on what is put in and on `modifiedAt` only. */
export function archiveStream(compression: Compression, modifiedAt: Date): ArchiveStream {
  const { add, end, output } = compression === 'Zip' ? zipStream(modifiedAt) : tarGzStream(modifiedAt)
  let written = 0
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of output as AsyncIterable<Buffer>) {
      written += chunk.length
      yield chunk
    }
  }
  const abandon = (cause: unknown): void => {
    output.destroy(cause instanceof Error ? cause : new Error(String(cause)))
  }
  return { add, end, abandon, output: counted(), written: () => written }
}
