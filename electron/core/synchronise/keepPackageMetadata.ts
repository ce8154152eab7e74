import { deflateAside } from '../../archive/deflated.ts'
import type { OpenExport } from '../../archive/outputs.ts'
import { metadataObjects } from '../../documents/exportPackage/metadataObjects.ts'
import { readMetadataItems } from '../../ksef/endpoints/metadata.ts'
import { AppError } from '../../shared/errors.ts'
import { nowOf } from './refreshRun.ts'
import type { RefreshRun } from './refreshRun.ts'
import { toListedMetadata } from './toListed.ts'

const GROUP_INVOICES = 250

export interface ExportToTake extends OpenExport {
  /** Only files of invoices that the archive knows are wanted: the others are not to be kept. */
  readonly onlyKnown: boolean
}

/**
 * Keeps `_metadata.json` as it came, then names, amounts and hashes out of it; where only known invoices are wanted, what it says of these alone.
 * False where it cannot be read to its end.
 */
export async function keepPackageMetadata(run: RefreshRun, one: ExportToTake, json: Uint8Array): Promise<boolean> {
  const { id, role, onlyKnown } = one
  if (!onlyKnown) await run.archive.keepMetadataFile({ exportId: id, bytes: json, deflated: await deflateAside(json), fetchedAt: nowOf(run) })
  const taxpayer = role === 'Subject1' ? 'seller' : role === 'Subject2' ? 'buyer' : 'other-party'
  try {
    let group: Uint8Array[] = []
    for (const invoice of metadataObjects(json)) {
      group.push(invoice)
      if (group.length < GROUP_INVOICES) continue
      await recordGroup(run, group, taxpayer, one)
      group = []
    }
    await recordGroup(run, group, taxpayer, one)
    return true
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    run.tally.warnings.add('export-metadata-unreadable')
    return false
  }
}

async function recordGroup(run: RefreshRun, group: readonly Uint8Array[], role: 'seller' | 'buyer' | 'other-party', { onlyKnown }: ExportToTake): Promise<void> {
  if (run.signal.aborted) throw new AppError('cancelled')
  const texts = group.map((bytes) => Buffer.from(bytes).toString('utf8'))
  const { items, unreadable } = await readMetadataItems(texts.map((text): unknown => JSON.parse(text)))
  if (unreadable.length > 0) run.tally.warnings.add(`metadata-unreadable:${unreadable.length}`)
  const listed = items.map(toListedMetadata)
  const known = onlyKnown ? new Set(await run.archive.knownNumbers({ ksefNumbers: listed.map(({ ksefNumber }) => ksefNumber) })) : null
  await run.archive.recordMetadata({ readAt: nowOf(run), items: listed.filter(({ ksefNumber }) => known?.has(ksefNumber) ?? true), role })
}
