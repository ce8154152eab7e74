import { setImmediate as nextTurn } from 'node:timers/promises'
import { metadataJson } from '../query/metadataJson.ts'
import type { InvoiceRecord } from '../world/records.ts'
import type { Found } from '../world/world.ts'
import { archiveStream, type ArchiveStream, type Compression } from './archiveStream.ts'
import type { ExportFlaw } from './exportFlaws.ts'
import type { ExportSettings } from './exportSettings.ts'
import { writeParts, type PartFile, type PartsOrder } from './writeParts.ts'

/** What an export comes to. */
export interface InvoicePackage {
  readonly invoiceCount: number
  /** No part where no invoice answered the question. */
  readonly parts: readonly PartFile[]
  /** The last invoice of a package that was cut short, or null where nothing is missing. */
  readonly truncatedAfter: InvoiceRecord | null
}

export interface PackageOrder {
  /** By the date asked for, oldest first. */
  readonly candidates: readonly (() => Found | null)[]
  readonly isAvailable: (invoice: InvoiceRecord) => boolean
  readonly compression: Compression
  readonly onlyMetadata: boolean
  readonly flaws: readonly ExportFlaw[]
  readonly settings: Pick<ExportSettings, 'invoicesPerPackage' | 'packageBytes'>
  readonly parts: PartsOrder
  readonly modifiedAt: Date
  readonly signal: AbortSignal
}

/** What an archive may still bring that was not counted: buffers on the way, directory entries. */
const UNCOUNTED_BYTES = 64 * 1024

const NO_ARCHIVE = Buffer.from('<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>\n')

function changed(file: Buffer): Buffer {
  return Buffer.from(file.toString('latin1').replace(/\d(?=<)/, (digit) => String((Number(digit) + 1) % 10)), 'latin1')
}

interface Filled {
  readonly invoiceCount: number
  readonly truncatedAfter: InvoiceRecord | null
}

/** Puts invoices into the archive until they or the room end, then `_metadata.json`, which no limit counts (open-api.json). */
async function fill(archive: ArchiveStream, order: PackageOrder): Promise<Filled> {
  const { candidates, isAvailable, settings, flaws, signal } = order
  const metadata: string[] = []
  let last: InvoiceRecord | null = null
  let isTruncated = false
  for (const find of candidates) {
    signal.throwIfAborted()
    // Without files nothing else would let other calls in.
    if (metadata.length % 100 === 0) await nextTurn()
    const invoice = find()?.invoice
    if (invoice?.ksefNumber == null || !isAvailable(invoice)) continue
    const file = invoice.file()
    const hasRoom = metadata.length === 0 || (metadata.length < settings.invoicesPerPackage && archive.written() + file.length + UNCOUNTED_BYTES <= settings.packageBytes)
    if (!hasRoom) {
      isTruncated = true
      break
    }
    const isFirst = metadata.length === 0
    metadata.push(JSON.stringify(metadataJson(invoice)))
    last = invoice
    if (order.onlyMetadata || (isFirst && flaws.includes('package-lacks-invoice'))) continue
    await archive.add(`${invoice.ksefNumber}.xml`, isFirst && flaws.includes('package-changed-invoice') ? changed(file) : file)
  }
  if (metadata.length > 0) await archive.add('_metadata.json', Buffer.from(`{"invoices":[${metadata.join(',')}]}`))
  archive.end()
  return { invoiceCount: metadata.length, truncatedAfter: isTruncated ? last : null }
}

async function* onlyOne(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes)
}

/** Fills and writes side by side; where filling fails, the part that is open is closed as well. */
async function together(archive: ArchiveStream, order: PackageOrder): Promise<{ readonly filled: Filled; readonly parts: readonly PartFile[] }> {
  const writing = writeParts(archive.output, order.parts)
  try {
    const [filled, parts] = await Promise.all([fill(archive, order), writing])
    return { filled, parts }
  } catch (cause) {
    archive.abandon(cause)
    await writing.catch(() => undefined)
    throw cause
  }
}

/** Makes the package of an export, invoice by invoice, and leaves its encrypted parts on disk. */
export async function buildPackage(order: PackageOrder): Promise<InvoicePackage> {
  const first = order.candidates.some((find) => {
    const invoice = find()?.invoice
    return invoice !== undefined && order.isAvailable(invoice)
  })
  if (!first) return { invoiceCount: 0, parts: [], truncatedAfter: null }
  const archive = archiveStream(order.flaws.includes('zip-all-the-same') ? 'Zip' : order.compression, order.modifiedAt)
  const { filled, parts } = await together(archive, order)
  if (!order.flaws.includes('not-an-archive')) return { ...filled, parts }
  return { ...filled, parts: await writeParts(onlyOne(NO_ARCHIVE), order.parts) }
}
