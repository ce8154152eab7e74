import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import yauzl, { type Entry, type ZipFile } from 'yauzl'

/** Every file in a ZIP, by its name. Throws for a ZIP that yauzl refuses (a bad checksum, a name that leads out of the folder). */
export async function readZip(path: string): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (cause, opened) => (cause === null ? resolve(opened) : reject(cause)))
  })
  const openStream = promisify(zip.openReadStream.bind(zip) as (entry: Entry, done: (cause: Error | null, stream: NodeJS.ReadableStream) => void) => void)
  const files = new Map<string, Buffer>()
  const whole = new Promise<void>((resolve, reject) => {
    zip.once('end', resolve)
    zip.once('error', reject)
    zip.on('entry', (entry: Entry) => {
      openStream(entry)
        .then(buffer)
        .then((bytes) => {
          files.set(entry.fileName, bytes)
          zip.readEntry()
        }, reject)
    })
  })
  zip.readEntry()
  await whole
  zip.close()
  return files
}
