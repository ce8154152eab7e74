import type { FileHandle } from 'node:fs/promises'
import { appendPart, type PartFault } from '../../documents/exportPackage/appendPart.ts'
import type { ExportPackage, ExportPart } from '../../ksef/endpoints/exports.ts'
import { isConnectionReset } from '../../ksef/http/transport.ts'
import { AppError } from '../../shared/errors.ts'
import type { ExportToTake } from './keepPackageMetadata.ts'
import { setPackageApart } from './setPackageApart.ts'
import type { RefreshRun } from './refreshRun.ts'

/** Why a package cannot be used, as it is noted of its export. */
export interface PackageFault {
  readonly outcome: 'wrong-hash' | 'unreadable'
  readonly detail: string
}

/** Where a package grows. */
export interface PackageFiles {
  /** Its parts, decrypted, one behind the other. */
  readonly joined: FileHandle
  /** The part on its way, as it comes. */
  readonly encrypted: FileHandle
}

/** Asks for the package anew, with links that live. */
export type FreshPackage = () => Promise<ExportPackage | null>

/** Null, or which part could not be had, or is not what KSeF told of it, twice. */
export async function joinParts(run: RefreshRun, one: ExportToTake, contents: ExportPackage, fresh: FreshPackage, files: PackageFiles): Promise<PackageFault | null> {
  const parts = contents.parts.toSorted((part, other) => part.ordinalNumber - other.ordinalNumber)
  let position = 0
  for (const [index, part] of parts.entries()) {
    if (part.ordinalNumber !== index + 1) return { outcome: 'unreadable', detail: `part-missing:${index + 1}` }
    const target = { one, files, position }
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
  readonly one: ExportToTake
  readonly files: PackageFiles
  readonly position: number
}

/** Null, why the part is not what was told of it, or why it did not come; an outage, a full disk and cancelling rise. */
async function fetchPart(run: RefreshRun, part: ExportPart, { one, files, position }: PartTarget): Promise<PartFault | AppError | null> {
  const { aesKey, iv } = one
  const appender = appendPart({ file: files.joined, position, encrypted: files.encrypted, aesKey, iv }, part)
  try {
    const headers = await run.client.downloadPart(part, appender.take, run.signal)
    const fault = await appender.finish()
    if (fault !== null) await setPackageApart(run, one, { file: files.encrypted, size: appender.encryptedSize(), ...headers, reason: 'package-part-differs' })
    return fault
  } catch (cause) {
    if (!(cause instanceof AppError) || !(cause.code === 'link-refused' || cause.code === 'api-answer-unreadable' || isConnectionReset(cause))) throw cause
    await appender.undo()
    return cause
  }
}
