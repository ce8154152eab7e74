import { expect, test } from 'vitest'
import { backupNameOf, backupsToDrop, readBackupName } from '../../../electron/archive/backups.ts'

const backup = (version: number, day: number) => {
  const name = backupNameOf('a.teczka', version, new Date(Date.UTC(2026, 0, day)))
  return readBackupName('a.teczka', name)!
}

test('a name says of which archive, which version and when; other names say nothing', () => {
  expect(backup(1, 2)).toEqual({ name: 'a.teczka.v1-20260102T000000000Z.backup', version: 1, madeAt: '20260102T000000000Z' })
  for (const name of ['a.teczka', 'b.teczka.v1-20260102T000000000Z.backup', 'a.teczka.v1-20260102T000000000Z.backup.part', 'a.teczka-wal']) {
    expect(readBackupName('a.teczka', name)).toBeNull()
  }
})

test('three of the newest version stay, and the newest of each older one', () => {
  const all = [backup(1, 1), backup(1, 2), backup(2, 3), backup(2, 4), backup(2, 5), backup(2, 6)]
  expect(backupsToDrop(all).map(({ version, madeAt }) => [version, madeAt.slice(0, 8)])).toEqual([
    [1, '20260101'],
    [2, '20260103'],
  ])
  expect(backupsToDrop([])).toEqual([])
})
