import { open, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { OpenExport } from '../../archive/outputs.ts'
import { appendPart, type PartFault } from '../../documents/exportPackage/appendPart.ts'
import { metadataObjects } from '../../documents/exportPackage/metadataObjects.ts'
import { readPackageFiles, readPackageMetadata } from '../../documents/exportPackage/readPackage.ts'
import { fileSource } from '../../documents/zip/byteSource.ts'
import type { ByteSource } from '../../documents/zip/byteSource.ts'
import type { ExportPackage, ExportPart } from '../../ksef/endpoints/exports.ts'
import { readMetadataItems } from '../../ksef/endpoints/metadata.ts'
import { toExportedDocument } from '../../ksef/fetchedDocument.ts'
import { isConnectionReset } from '../../ksef/http/transport.ts'
import { AppError } from '../../shared/errors.ts'
import type { ExportedXml } from '../evidence/keepExportedXmls.ts'
import { makeRoomFor } from './packageFolder.ts'
import { nowOf } from './refreshRun.ts'
import type { RefreshRun } from './refreshRun.ts'
import { toListedMetadata } from './toListed.ts'

/** What a group may hold: the archive's thread is kept for about a tenth of a second, and memory stays flat. */
const GROUP_FILES = 250
const GROUP_BYTES = 8 * 1024 * 1024

interface PackageFault {
  readonly outcome: 'wrong-hash' | 'unreadable'
  readonly detail: string
}

export interface TakenPackage {
  /** Null: every file is on disk. Otherwise why the package cannot be used; what of it was good is kept all the same. */
  readonly fault: PackageFault | null
  /** False: the package had no metadata that can be read, so that names and amounts are still wanted. */
  readonly hasMetadata: boolean
}

/** Asks for the package anew, with links that live. */
export type FreshPackage = () => Promise<ExportPackage | null>

/** Downloads, decrypts and unpacks a package into the archive, group by group; the joined package lies in `folder` meanwhile. */
export async function takePackage(run: RefreshRun, one: OpenExport, contents: ExportPackage, fresh: FreshPackage, folder: string): Promise<TakenPackage> {
  if (contents.parts.length === 0) {
    if (contents.invoiceCount === 0) return { fault: null, hasMetadata: true }
    return { fault: { outcome: 'unreadable', detail: 'no-parts' }, hasMetadata: false }
  }
  await makeRoomFor(folder, contents.size)
  const path = join(folder, `${one.id}.zip`)
  const file = await open(path, 'w+', 0o600)
  try {
    const fault = await joinParts(run, one, contents, fresh, file)
    if (fault !== null) return { fault, hasMetadata: false }
    const { size } = await file.stat()
    return await unpack(run, fileSource(file.fd, size), one.role === 'Subject1')
  } finally {
    await file.close()
    await rm(path, { force: true })
  }
}

/** Null, or which part could not be had, or is not what KSeF told of it, twice. */
async function joinParts(run: RefreshRun, key: OpenExport, contents: ExportPackage, fresh: FreshPackage, file: FileHandle): Promise<PackageFault | null> {
  const parts = contents.parts.toSorted((one, other) => one.ordinalNumber - other.ordinalNumber)
  let position = 0
  for (const [index, part] of parts.entries()) {
    if (part.ordinalNumber !== index + 1) return { outcome: 'unreadable', detail: `part-missing:${index + 1}` }
    const target = { key, file, position }
    const first = await fetchPart(run, part, target)
    if (first !== null) {
      // A link that expired, a wall that answered in KSeF's place, a line that broke: once more, by a new link, without a new export.
      const again = (await fresh())?.parts.find(({ ordinalNumber }) => ordinalNumber === part.ordinalNumber)
      const second = again === undefined ? first : await fetchPart(run, again, target)
      if (second instanceof AppError && isConnectionReset(second)) throw second
      if (second instanceof AppError) return { outcome: 'unreadable', detail: `${second.code}:${part.ordinalNumber}` }
      if (second !== null) return { outcome: 'wrong-hash', detail: `${second}:${part.ordinalNumber}` }
    }
    position += part.partSize
  }
  return null
}

interface PartTarget {
  readonly key: OpenExport
  readonly file: FileHandle
  readonly position: number
}

/** Null, why the part is not what was told of it, or why it did not come; an outage and cancelling rise. */
async function fetchPart(run: RefreshRun, part: ExportPart, { key, file, position }: PartTarget): Promise<PartFault | AppError | null> {
  const appender = appendPart({ file, position, aesKey: key.aesKey, iv: key.iv }, part)
  try {
    await run.client.downloadPart(part, appender.take, run.signal)
  } catch (cause) {
    await appender.undo()
    if (!(cause instanceof AppError)) throw cause
    if (cause.code === 'link-refused' || cause.code === 'api-answer-unreadable' || isConnectionReset(cause)) return cause
    throw cause
  }
  return appender.finish()
}

async function unpack(run: RefreshRun, source: ByteSource, isSale: boolean): Promise<TakenPackage> {
  const hasMetadata = await recordPackageMetadata(run, await readPackageMetadata(source), isSale)
  const fetchedAt = nowOf(run)
  let refused = 0
  let broken: string | null = null
  let group: ExportedXml[] = []
  let bytes = 0
  const keep = async (items: readonly ExportedXml[]): Promise<void> => {
    const kept = await run.archive.keepExportedXmls({ items, isSale })
    run.tally.quarantined += kept.quarantined
    run.progress.count('xmlStored', kept.stored)
    if (run.signal.aborted) throw new AppError('cancelled')
  }
  // While the archive's thread keeps one group, the next is unpacked: never more than these two are in memory.
  let keeping = Promise.resolve()
  const commit = async (): Promise<void> => {
    await keeping
    keeping = keep(group)
    // Told to whoever awaits it next; until then it is nobody's unhandled failure.
    keeping.catch(() => undefined)
    group = []
    bytes = 0
  }
  for await (const item of readPackageFiles(source)) {
    if ('refusal' in item) {
      refused += 1
      if (item.name === null) broken = item.refusal
      continue
    }
    group.push({ ksefNumber: item.ksefNumber, document: toExportedDocument(item.bytes, fetchedAt) })
    bytes += item.bytes.byteLength
    if (group.length >= GROUP_FILES || bytes >= GROUP_BYTES) await commit()
  }
  if (group.length > 0) await commit()
  await keeping
  if (refused > 0) run.tally.warnings.add(`export-files-refused:${refused}`)
  return { fault: broken === null ? null : { outcome: 'unreadable', detail: broken }, hasMetadata }
}

/** Names, amounts and hashes first: the files are held against them. False where there are none to read. */
async function recordPackageMetadata(run: RefreshRun, json: Uint8Array | null, isSale: boolean): Promise<boolean> {
  if (json === null) return false
  try {
    let group: Uint8Array[] = []
    for (const invoice of metadataObjects(json)) {
      group.push(invoice)
      if (group.length < GROUP_FILES) continue
      await recordGroup(run, group, isSale)
      group = []
    }
    await recordGroup(run, group, isSale)
    return true
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    run.tally.warnings.add('export-metadata-unreadable')
    return false
  }
}

async function recordGroup(run: RefreshRun, group: readonly Uint8Array[], isSale: boolean): Promise<void> {
  if (run.signal.aborted) throw new AppError('cancelled')
  const texts = group.map((bytes) => Buffer.from(bytes).toString('utf8'))
  const { items, unreadable } = await readMetadataItems(texts.map((text): unknown => JSON.parse(text)))
  if (unreadable.length > 0) run.tally.warnings.add(`metadata-unreadable:${unreadable.length}`)
  await run.archive.recordMetadata({ readAt: nowOf(run), items: items.map(toListedMetadata), role: isSale ? 'seller' : 'buyer' })
}
