import { rangeLeft } from '../../archive/rangeLeft.ts'
import type { SubjectRole } from '../../ksef/endpoints/metadata.ts'
import type { Archive } from '../archiveOperations.ts'
import type { Window } from './exportWindows.ts'

/**
 * How far reading has come, kept in the archive as texts. A mark moves only after everything up to it is on disk, and never backwards.
 * `from`: Warsaw day chosen at the first refresh. `fromAsked`: an earlier one asked for since, which `from` becomes once the sessions from there on are listed. `sessions…Until`: newest `dateUpdated` seen, per session type.
 * `metadataUntil`, `receivedUntil`, `thirdPartyUntil`, `authorisedUntil`: high-water mark of permanent storage read so far, as the seller, the buyer, a third and an
 * authorised party. `…At`, `accessSince`: our own instants. `access`: digest of the
 * credential and its permissions as last seen; `sessions…Access`: the `accessSince` with which sessions of the type were listed from `from` on. `exportedUntil:…`: high-water mark up to which packages were taken in, per role; `…:known`: of them only files of invoices
 * that were known, where what others issued is not kept.
 * `exportRange:…`, `metadataRange:…`: what is left of a range that was asked for, `from/to`; nothing once both are the same.
 */
export type SyncMark = 'from' | 'fromAsked' | 'sessionsOnlineUntil' | 'sessionsBatchUntil' | 'metadataUntil' | 'metadataReadAt' | 'receivedUntil' | 'receivedReadAt' | 'thirdPartyUntil' | 'thirdPartyReadAt' | 'authorisedUntil' | 'authorisedReadAt' | 'limitsReadAt' | 'lastRefreshAt' | 'access' | 'accessSince' | 'sessionsOnlineAccess' | 'sessionsBatchAccess' | ExportMark

export type ExportMark = `exportedUntil:${ExportList}` | RangeMark

export type RangeMark = `exportRange:${ExportList}` | `metadataRange:${SubjectRole}`

export type ExportList = SubjectRole | `${SubjectRole}:known`

export async function readMark(archive: Archive, mark: SyncMark): Promise<string | null> {
  return archive.readSyncState({ key: mark })
}

export async function writeMark(archive: Archive, mark: SyncMark, value: string): Promise<void> {
  await archive.writeSyncState({ key: mark, value })
}

/** Moves a mark that holds an instant forward; an earlier value leaves it where it is. */
export async function advanceMark(archive: Archive, mark: SyncMark, instant: string): Promise<void> {
  const present = await readMark(archive, mark)
  if (present === null || present < instant) await writeMark(archive, mark, instant)
}

/** What is left of a range that was asked for, now or in a refresh that was interrupted; null: nothing. */
export async function readRangeMark(archive: Archive, mark: RangeMark): Promise<Window | null> {
  return rangeLeft(await readMark(archive, mark))
}

export async function writeRangeMark(archive: Archive, mark: RangeMark, { from, to }: Window): Promise<void> {
  await writeMark(archive, mark, `${from}/${to}`)
}
