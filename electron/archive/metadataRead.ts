import { metadataReadBetween, type MetadataRead } from '../shared/model/metadataRead.ts'
import { warsawDayOf } from '../shared/model/warsawDay.ts'
import type { ReadableDb } from './connection.ts'
import { readSyncState } from './queries/syncState.ts'
import { rangeLeft } from './rangeLeft.ts'

/** How far the refreshes of this archive have read KSeF's list of its sales; null before the first. What was asked for since, of earlier days, counts once all of it is read. */
export function metadataRead(db: ReadableDb): MetadataRead | null {
  const [from, until] = [readSyncState(db, { key: 'from' }), readSyncState(db, { key: 'metadataUntil' })]
  if (from === null || until === null) return null
  const left = rangeLeft(readSyncState(db, { key: 'metadataRange:Subject1' }))
  return metadataReadBetween(left === null ? from : warsawDayOf(left.to), until)
}
