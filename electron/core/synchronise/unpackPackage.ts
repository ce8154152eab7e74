import { deflateAside } from '../../archive/deflated.ts'
import { giveAway } from '../../archive/thread/givenAway.ts'
import type { PackageBytes } from '../../documents/exportPackage/packageBytes.ts'
import { readPackage } from '../../documents/exportPackage/readPackage.ts'
import { toExportedDocument } from '../../ksef/fetchedDocument.ts'
import { AppError } from '../../shared/errors.ts'
import type { ExportedXml } from '../evidence/keepExportedXmls.ts'
import { keepPackageMetadata } from './keepPackageMetadata.ts'
import type { ExportToTake } from './keepPackageMetadata.ts'
import { nowOf } from './refreshRun.ts'
import type { RefreshRun } from './refreshRun.ts'

export interface UnpackedPackage {
  /** Why the package as a whole was refused; what of it was good is kept all the same. Null: it was not. */
  readonly broken: string | null
  /** False: the package had no metadata that can be read, so that names and amounts are still wanted. */
  readonly hasMetadata: boolean
}

/**
 * Takes a package into the archive, group by group, its files held against the hashes of lists. Its metadata may lie at its end: files that
 * a list has named before are kept on the way there, the others when the package is read once more.
 */
export async function unpackPackage(run: RefreshRun, one: ExportToTake, bytes: PackageBytes): Promise<UnpackedPackage> {
  const isSale = one.role === 'Subject1'
  const fetchedAt = nowOf(run)
  let left = new Set<string>()
  let isListed = false
  let leavesAll = false
  let hasMetadata = false
  let refused = 0
  let broken: string | null = null

  const groups = createGroups(async (items) => {
    const { stored, quarantined, unlisted } = await run.archive.keepExportedXmls(giveAway({ items, isSale, onlyListed: !isListed }, items.flatMap(bytesOf)))
    run.tally.quarantined += quarantined
    run.progress.count('xmlStored', stored)
    for (const ksefNumber of unlisted) left.add(ksefNumber)
    // Where a whole group is on no list, the rest need not be packed to learn the same.
    leavesAll ||= unlisted.length === items.length
    if (run.signal.aborted) throw new AppError('cancelled')
  })

  const isWanted = (ksefNumber: string): boolean => {
    if (isListed || !leavesAll) return true
    left.add(ksefNumber)
    return false
  }
  for await (const item of readPackage(bytes, { metadata: true, file: isWanted })) {
    if ('metadata' in item) {
      hasMetadata = await keepPackageMetadata(run, one, item.metadata)
      isListed = true
    } else if ('refusal' in item) {
      refused += 1
      if (item.name === null) broken = item.refusal
    } else await groups.add(item.ksefNumber, item.bytes, fetchedAt)
  }
  await groups.end()
  if (one.onlyKnown) left = new Set(await run.archive.knownNumbers({ ksefNumbers: [...left] }))
  if (left.size > 0) {
    isListed = true
    for await (const item of readPackage(bytes, { metadata: false, file: (ksefNumber) => left.has(ksefNumber) })) {
      if ('ksefNumber' in item) await groups.add(item.ksefNumber, item.bytes, fetchedAt)
    }
    await groups.end()
  }
  if (refused > 0) run.tally.warnings.add(`export-files-refused:${refused}`)
  return { broken, hasMetadata }
}

function bytesOf({ document, deflated }: ExportedXml): readonly Uint8Array[] {
  return [document.bytes, deflated]
}

/** What a group may hold: the archive's thread is kept for well under a tenth of a second, and memory stays flat. */
const GROUP_FILES = 250
const GROUP_BYTES = 3 * 1024 * 1024

interface Groups {
  /** Takes a file into the group, once there is room. */
  readonly add: (ksefNumber: string, bytes: Buffer, fetchedAt: string) => Promise<void>
  /** Keeps what is left, and waits until all is kept. */
  readonly end: () => Promise<void>
}

/** While the archive's thread keeps one group, the next is unpacked and packed anew: never more than these two are in memory. */
function createGroups(keep: (items: readonly ExportedXml[]) => Promise<void>): Groups {
  let group: Promise<ExportedXml>[] = []
  let groupBytes = 0
  let keeping = Promise.resolve()
  const commit = async (): Promise<void> => {
    await keeping
    keeping = Promise.all(group).then(keep)
    // Told to whoever awaits it next; until then it is nobody's unhandled failure.
    keeping.catch(() => undefined)
    group = []
    groupBytes = 0
  }
  return {
    add: async (ksefNumber, bytes, fetchedAt) => {
      const document = toExportedDocument(bytes, fetchedAt)
      group.push(deflateAside(bytes).then((deflated) => ({ ksefNumber, document, deflated })))
      groupBytes += bytes.byteLength
      if (group.length >= GROUP_FILES || groupBytes >= GROUP_BYTES) await commit()
    },
    end: async () => {
      if (group.length > 0) await commit()
      await keeping
    },
  }
}
