import { setTimeout } from 'node:timers/promises'
import { refuseShared } from '../../archive/refuseShared.ts'
import type { ClientFiles } from '../../shared/contract/clients.ts'
import type { TaxpayerId } from '../../shared/contract/common.ts'
import { AppError } from '../../shared/errors.ts'
import type { ContextIdentifier } from '../../shared/model/context.ts'
import { normaliseNip } from '../../shared/model/nip.ts'
import type { Taxpayers } from '../taxpayers/taxpayers.ts'
import { deleteFiles, filesOfClient } from './clientFiles.ts'

/** What would be deleted with a client. Throws `not-found`. */
export function clientFiles(taxpayers: Pick<Taxpayers, 'list' | 'recordOf'>, taxpayerId: TaxpayerId): ClientFiles {
  const { context, archiveFile, secretKey } = taxpayers.recordOf(taxpayerId)
  const { archive, backups } = filesOfClient(archiveFile)
  const others = taxpayers.list().filter(({ id, leftAt }) => id !== taxpayerId && leftAt === null)
  return {
    taxpayerId,
    context,
    archivePath: archiveFile,
    archiveBytes: archive.reduce((sum, { bytes }) => sum + bytes, 0),
    backups: backups.map(({ name, bytes, madeAt }) => ({ fileName: name, bytes, madeAt: instantOf(madeAt) })),
    forgetsSecret: !others.some(({ id }) => taxpayers.recordOf(id).secretKey === secretKey),
  }
}

const CLOSING_TRIES = 6
const BETWEEN_TRIES_MS = 200

export interface DeleteClientOptions {
  readonly taxpayers: Pick<Taxpayers, 'recordOf' | 'closeArchive' | 'noteLeft' | 'leave' | 'forget'>
  readonly taxpayerId: TaxpayerId
  /** What the person typed to say that it is this client. */
  readonly typed: string
  readonly withBackups: boolean
}

/**
 * Deletes a client for good: the archive file with what lies beside it, the backups where that is wanted, all that the catalogue says of it,
 * and its secret unless another needs it. Its work must have ended. Files go first and the line in the catalogue last, so that a deletion
 * that was cut off is there to be done again. Throws `confirmation-differs` and, of an archive that is open elsewhere,
 * `archive-busy`, before anything has changed; where a file cannot be deleted, the client has left, and `archive-busy` or `file-not-writable` is thrown.
 */
export async function deleteClient({ taxpayers, taxpayerId, typed, withBackups }: DeleteClientOptions): Promise<{ readonly deleted: number; readonly leftBackups: readonly string[] }> {
  const { context, archiveFile } = taxpayers.recordOf(taxpayerId)
  if (!isConfirmed(context.identifier, typed)) throw new AppError('confirmation-differs')
  await closeForAll(taxpayers, taxpayerId, archiveFile)
  // Nothing is awaited from the last look until the files are gone: somebody could open them in between.
  taxpayers.noteLeft(taxpayerId)
  const { archive, backups, leftovers } = filesOfClient(archiveFile)
  const doomed = [...archive.map(({ path }) => path), ...leftovers, ...(withBackups ? backups.map(({ path }) => path) : [])]
  try {
    deleteFiles(doomed)
  } catch (cause) {
    // Some may be gone: its work has ended, until the rest goes too.
    await taxpayers.leave(taxpayerId)
    throw cause
  }
  await taxpayers.forget(taxpayerId)
  return { deleted: doomed.length, leftBackups: withBackups ? [] : backups.map(({ path }) => path) }
}

/** Makes sure that nobody has the archive open. A question of our own window may have opened it again, and a short look of another program is soon over: asked a few times. */
async function closeForAll(taxpayers: Pick<Taxpayers, 'closeArchive'>, taxpayerId: TaxpayerId, archiveFile: string): Promise<void> {
  for (let left = CLOSING_TRIES; ; left -= 1) {
    await taxpayers.closeArchive(taxpayerId)
    try {
      refuseShared(archiveFile)
      return
    } catch (cause) {
      if (left === 1) throw cause
      await setTimeout(BETWEEN_TRIES_MS)
    }
  }
}

/** A NIP may be typed as people write it; any other identifier letter for letter. */
function isConfirmed({ type, value }: ContextIdentifier, typed: string): boolean {
  return type === 'Nip' ? normaliseNip(typed) === value : typed.trim().toUpperCase() === value.toUpperCase()
}

/** `YYYYMMDDTHHMMSSmmmZ` as an instant. */
function instantOf(madeAt: string): string {
  return madeAt.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/, '$1-$2-$3T$4:$5:$6.$7Z')
}
