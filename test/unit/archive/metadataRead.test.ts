import { expect, test } from 'vitest'
import { metadataRead } from '../../../electron/archive/metadataRead.ts'
import { writeSyncState } from '../../../electron/archive/queries/syncState.ts'
import { mustBeListed } from '../../../electron/shared/model/metadataRead.ts'
import { emptyArchive } from '../../support/archive.ts'

test('the list of sales counts as read from an earlier day only once all of that range was read', () => {
  const db = emptyArchive()
  const write = (key: string, value: string): null => writeSyncState(db, { key, value })
  write('from', '2026-05-01')
  expect(metadataRead(db)).toBeNull()
  write('metadataUntil', '2026-09-01T00:00:00.000Z')
  write('from', '2026-03-01')
  write('metadataRange:Subject1', '2026-03-20T00:00:00.000Z/2026-04-30T22:00:00.000Z')
  expect(metadataRead(db)?.since).toBe('2026-04-30T22:00:00.000Z')
  write('metadataRange:Subject1', '2026-04-30T22:00:00.000Z/2026-04-30T22:00:00.000Z')
  expect(metadataRead(db)).toEqual({ since: '2026-02-28T23:00:00.000Z', till: '2026-08-31T00:00:00.000Z' })
})

test('nothing that KSeF 1.0 took in has to be on the list of sales', () => {
  const db = emptyArchive()
  writeSyncState(db, { key: 'from', value: '2025-01-01' })
  writeSyncState(db, { key: 'metadataUntil', value: '2026-09-01T00:00:00.000Z' })
  const read = metadataRead(db)
  expect([mustBeListed('2025-03-15T10:00:00.000Z', read), mustBeListed('2026-02-01T10:00:00.000Z', read)]).toEqual([false, true])
})
