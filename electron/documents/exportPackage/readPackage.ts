import { readTarEntries, type TarItem } from '../tar/readTarEntries.ts'
import type { UnpackLimits } from '../unpackLimits.ts'
import { readZipEntries, type ZipItem } from '../zip/readZipEntries.ts'
import type { PackageBytes } from './packageBytes.ts'

const MIB = 1024 * 1024

const METADATA_NAME = '_metadata.json'

/** 10 000 invoices (API-NOTES §3), the metadata, and room for what may come beside them. */
const MOST_ENTRIES = 20_000
/** Invoices have 3 MB with attachments. */
const MOST_FILE_BYTES = 16 * MIB
/** Of an invoice it says about 2 kB. */
const MOST_METADATA_BYTES = 256 * MIB
/** 10 000 invoices of 3 MB. */
const MOST_UNPACKED_BYTES = 32_768 * MIB
const MOST_RATIO = 200
const SMALL_BYTES = 256 * 1024

const LIMITS: Omit<UnpackLimits, 'maxEntryBytes'> = { maxEntries: MOST_ENTRIES, maxUnpackedBytes: MOST_UNPACKED_BYTES, maxRatio: MOST_RATIO, smallBytes: SMALL_BYTES }

/** An invoice file of a package, or why something in it was refused (`name` null: the package as a whole). */
export type PackageItem = { readonly ksefNumber: string; readonly bytes: Buffer } | { readonly name: string | null; readonly refusal: string }

/** `_metadata.json` as it is; null where the package has none that can be read. */
export async function readPackageMetadata(bytes: PackageBytes): Promise<Buffer | null> {
  for await (const item of entriesOf(bytes, MOST_METADATA_BYTES, (name) => name === METADATA_NAME)) {
    if ('bytes' in item) return item.bytes
  }
  return null
}

const FILE_NAME = /^([0-9A-Z-]{35,36})\.xml$/

/** The invoice files of a package, one after another; a name is read as a KSeF number and leads nowhere. Never throws for what it holds. */
export async function* readPackageFiles(bytes: PackageBytes): AsyncGenerator<PackageItem, void, undefined> {
  for await (const item of entriesOf(bytes, MOST_FILE_BYTES, (name) => name !== METADATA_NAME)) {
    if ('refusal' in item) {
      yield item
      continue
    }
    const ksefNumber = FILE_NAME.exec(item.name)?.[1]
    yield ksefNumber === undefined ? { name: item.name, refusal: 'unknown-name' } : { ksefNumber, bytes: item.bytes }
  }
}

function entriesOf(bytes: PackageBytes, maxEntryBytes: number, isWanted: (name: string) => boolean): AsyncIterable<TarItem | ZipItem> {
  const limits = { ...LIMITS, maxEntryBytes }
  return isGzip(bytes) ? readTarEntries(bytes.stream(), limits, isWanted) : readZipEntries(bytes.source, limits, isWanted)
}

/** By what it is, not by what was asked for: an earlier version asked for ZIP, and KSeF may answer with it all the same (RFC 1952, §2.3.1). */
function isGzip({ source }: PackageBytes): boolean {
  return source.size >= 2 && source.read(0, 2).readUInt16BE() === 0x1f8b
}
