import { expect, test } from 'vitest'
import { metadataRead } from '../../../electron/archive/metadataRead.ts'
import { writeSyncState } from '../../../electron/archive/queries/syncState.ts'
import { emptyArchive } from '../../support/archive.ts'

test('the list of sales counts as read from an earlier day only once all of that range was read', () => {
  const db = emptyArchive()
  const write = (key: string, value: string): null => writeSyncState(db, { key, value })
  write('from', '2026-02-01')
  expect(metadataRead(db)).toBeNull()
  write('metadataUntil', '2026-06-01T00:00:00.000Z')
  write('from', '2025-10-01')
  write('metadataRange:Subject1', '2025-12-01T00:00:00.000Z/2026-01-31T23:00:00.000Z')
  expect(metadataRead(db)?.since).toBe('2026-01-31T23:00:00.000Z')
  write('metadataRange:Subject1', '2026-01-31T23:00:00.000Z/2026-01-31T23:00:00.000Z')
  expect(metadataRead(db)).toEqual({ since: '2025-09-30T22:00:00.000Z', till: '2026-05-31T00:00:00.000Z' })
})
