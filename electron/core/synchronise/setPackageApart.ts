import type { FileHandle } from 'node:fs/promises'
import { deflateAside } from '../../archive/deflated.ts'
import type { WrongPackage } from '../../archive/inputs.ts'
import { giveAway } from '../../archive/thread/givenAway.ts'
import type { ExportToTake } from './keepPackageMetadata.ts'
import { nowOf } from './refreshRun.ts'
import type { RefreshRun } from './refreshRun.ts'

/** A part has 50 MB at most (API-NOTES §3), and the padding of its encryption. What is larger is told of and not kept. */
const MOST_KEPT_BYTES = 50 * 1024 * 1024 + 16

export interface WrongFile extends Pick<WrongPackage, 'contentType' | 'headerHash' | 'reason'> {
  readonly file: FileHandle
  /** How much of the file it is, from its beginning. */
  readonly size: number
}

/** Keeps what came in place of a package, or of its part, where quarantined documents are kept; not one that has invoices of others, which are not to be kept. */
export async function setPackageApart(run: RefreshRun, { id: exportId, onlyKnown }: Pick<ExportToTake, 'id' | 'onlyKnown'>, { file, size, ...wrong }: WrongFile): Promise<void> {
  if (onlyKnown) return
  if (size > MOST_KEPT_BYTES) {
    run.tally.warnings.add(`export-wrong-package-not-kept:${size}`)
    return
  }
  const bytes = Buffer.allocUnsafeSlow(size)
  const { bytesRead } = await file.read(bytes, 0, size, 0)
  if (bytesRead !== size) throw new Error('the file ended early')
  const deflated = await deflateAside(bytes)
  const wrongPackage = giveAway({ exportId, bytes, deflated, fetchedAt: nowOf(run), ...wrong }, [bytes, deflated])
  if (await run.archive.keepWrongPackage(wrongPackage)) run.tally.quarantined += 1
}
