import { deflateAside } from '../../archive/deflated.ts'
import type { OpenExport } from '../../archive/outputs.ts'
import { giveAway } from '../../archive/thread/givenAway.ts'
import type { PackageBytes } from '../../documents/exportPackage/packageBytes.ts'
import { metadataObjects } from '../../documents/exportPackage/metadataObjects.ts'
import { readPackageFiles, readPackageMetadata } from '../../documents/exportPackage/readPackage.ts'
import { readMetadataItems } from '../../ksef/endpoints/metadata.ts'
import { toExportedDocument } from '../../ksef/fetchedDocument.ts'
import { AppError } from '../../shared/errors.ts'
import type { ExportedXml } from '../evidence/keepExportedXmls.ts'
import { nowOf } from './refreshRun.ts'
import type { RefreshRun } from './refreshRun.ts'
import { toListedMetadata } from './toListed.ts'

/** What a group may hold: the archive's thread is kept for well under a tenth of a second, and memory stays flat. */
const GROUP_FILES = 250
const GROUP_BYTES = 3 * 1024 * 1024

export interface UnpackedPackage {
  /** Why the package as a whole was refused; what of it was good is kept all the same. Null: it was not. */
  readonly broken: string | null
  /** False: the package had no metadata that can be read, so that names and amounts are still wanted. */
  readonly hasMetadata: boolean
}

/** Takes a package into the archive, group by group: its metadata, then its files, which are held against it. */
export async function unpackPackage(run: RefreshRun, { id, role }: OpenExport, bytes: PackageBytes): Promise<UnpackedPackage> {
  const isSale = role === 'Subject1'
  const hasMetadata = await keepMetadata(run, id, await readPackageMetadata(bytes), isSale)
  const { broken, refused } = await keepFiles(run, bytes, isSale)
  if (refused > 0) run.tally.warnings.add(`export-files-refused:${refused}`)
  return { broken, hasMetadata }
}

interface Packing extends Omit<ExportedXml, 'deflated'> {
  readonly deflated: Promise<Uint8Array>
}

async function keepFiles(run: RefreshRun, bytes: PackageBytes, isSale: boolean): Promise<{ readonly broken: string | null; readonly refused: number }> {
  const fetchedAt = nowOf(run)
  let refused = 0
  let broken: string | null = null
  let group: Packing[] = []
  let groupBytes = 0
  const keep = async (packing: readonly Packing[]): Promise<void> => {
    const items = await Promise.all(packing.map(async ({ deflated, ...xml }): Promise<ExportedXml> => ({ ...xml, deflated: await deflated })))
    const kept = await run.archive.keepExportedXmls(
      giveAway(
        { items, isSale },
        items.flatMap(({ document, deflated }) => [document.bytes, deflated]),
      ),
    )
    run.tally.quarantined += kept.quarantined
    run.progress.count('xmlStored', kept.stored)
    if (run.signal.aborted) throw new AppError('cancelled')
  }
  // While the archive's thread keeps one group, the next is unpacked and packed anew: never more than these two are in memory.
  let keeping = Promise.resolve()
  const commit = async (): Promise<void> => {
    await keeping
    keeping = keep(group)
    // Told to whoever awaits it next; until then it is nobody's unhandled failure.
    keeping.catch(() => undefined)
    group = []
    groupBytes = 0
  }
  for await (const item of readPackageFiles(bytes)) {
    if ('refusal' in item) {
      refused += 1
      if (item.name === null) broken = item.refusal
      continue
    }
    group.push({ ksefNumber: item.ksefNumber, document: toExportedDocument(item.bytes, fetchedAt), deflated: deflateAside(item.bytes) })
    groupBytes += item.bytes.byteLength
    if (group.length >= GROUP_FILES || groupBytes >= GROUP_BYTES) await commit()
  }
  if (group.length > 0) await commit()
  await keeping
  return { broken, refused }
}

/** The file as it came, then names, amounts and hashes out of it. False where there is none that can be read. */
async function keepMetadata(run: RefreshRun, exportId: number, json: Uint8Array | null, isSale: boolean): Promise<boolean> {
  if (json === null) return false
  await run.archive.keepMetadataFile({ exportId, bytes: json, deflated: await deflateAside(json), fetchedAt: nowOf(run) })
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
