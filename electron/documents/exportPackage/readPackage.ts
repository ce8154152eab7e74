import { readTarEntries, type TarItem } from '../tar/readTarEntries.ts'
import type { UnpackLimits } from '../unpackLimits.ts'
import { readZipEntries, type ZipItem } from '../zip/readZipEntries.ts'
import type { PackageBytes } from './packageBytes.ts'

const MIB = 1024 * 1024

const METADATA_NAME = '_metadata.json'

/** Invoices have 3 MB with attachments. */
const MOST_FILE_BYTES = 16 * MIB
/** Of an invoice it says about 2 kB. */
const MOST_METADATA_BYTES = 256 * MIB

const LIMITS: UnpackLimits = {
  // 10 000 invoices (API-NOTES §3), the metadata, and room for what may come beside them.
  maxEntries: 20_000,
  maxEntryBytes: (name) => (name === METADATA_NAME ? MOST_METADATA_BYTES : MOST_FILE_BYTES),
  // 10 000 invoices of 3 MB.
  maxUnpackedBytes: 32_768 * MIB,
  maxRatio: 200,
  smallBytes: 256 * 1024,
}

/** `_metadata.json` as it is, an invoice file, or why something in the package was refused (`name` null: the package as a whole). */
export type PackageItem =
  | { readonly metadata: Buffer }
  | { readonly ksefNumber: string; readonly bytes: Buffer }
  | { readonly name: string | null; readonly refusal: string }

/** What of a package is to be unpacked; the rest only streams by. */
export interface WantedOfPackage {
  readonly metadata: boolean
  readonly file: (ksefNumber: string) => boolean
}

const FILE_NAME = /^([0-9A-Z-]{35,36})\.xml$/

/**
 * A package in its own order, the metadata wherever it lies, often last; a name is read as a KSeF number and leads nowhere. Never throws for
 * what it holds.
 */
export async function* readPackage(bytes: PackageBytes, wanted: WantedOfPackage): AsyncGenerator<PackageItem, void, undefined> {
  const isWanted = (name: string): boolean => {
    if (name === METADATA_NAME) return wanted.metadata
    const ksefNumber = numberIn(name)
    return ksefNumber === undefined || wanted.file(ksefNumber)
  }
  for await (const item of entriesOf(bytes, isWanted)) yield 'refusal' in item ? item : toPackageItem(item)
}

function toPackageItem({ name, bytes }: { readonly name: string; readonly bytes: Buffer }): PackageItem {
  if (name === METADATA_NAME) return { metadata: bytes }
  const ksefNumber = numberIn(name)
  return ksefNumber === undefined ? { name, refusal: 'unknown-name' } : { ksefNumber, bytes }
}

function numberIn(name: string): string | undefined {
  return FILE_NAME.exec(name)?.[1]
}

function entriesOf(bytes: PackageBytes, isWanted: (name: string) => boolean): AsyncIterable<TarItem | ZipItem> {
  return isGzip(bytes) ? readTarEntries(bytes.stream(), LIMITS, isWanted) : readZipEntries(bytes.source, LIMITS, isWanted)
}

/** By what it is, not by what was asked for: an earlier version asked for ZIP, and KSeF may answer with it all the same (RFC 1952, §2.3.1). */
function isGzip({ source }: PackageBytes): boolean {
  return source.size >= 2 && source.read(0, 2).readUInt16BE() === 0x1f8b
}
