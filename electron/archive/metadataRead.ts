import type { MetadataRead } from '../shared/model/metadataRead.ts'
import type { ReadableDb } from './connection.ts'
import { readSyncState } from './queries/syncState.ts'

/** How far the refreshes of this archive have read KSeF's list of its sales; null before the first. */
export function metadataRead(db: ReadableDb): MetadataRead | null {
  const [from, until] = [readSyncState(db, { key: 'from' }), readSyncState(db, { key: 'metadataUntil' })]
  return from === null || until === null ? null : { from, until }
}
