import { expect, test } from 'vitest'
import { runWithRows, updateByRows } from '../../../electron/archive/runWithRows.ts'
import { emptyArchive } from '../../support/archive.ts'

test.each([0, 1, 9, 10, 11, 100, 123, 250])('%i rows are all written, in their order and with their values', (count) => {
  const db = emptyArchive()
  db.exec('CREATE TEMP TABLE written (id INTEGER PRIMARY KEY, text TEXT, number ANY)')
  const rows = Array.from({ length: count }, (_, index) => [`ą${index}`, index % 3 === 0 ? null : index] as const)
  runWithRows(db, rows, (values) => `INSERT INTO written (text, number) VALUES ${values}`)
  expect(db.prepare('SELECT text, number FROM written ORDER BY id').raw().all()).toEqual(rows)
})

test.each([0, 1, 2, 8, 100, 251, 1000])('%i rows change others by what they say, in one statement', (count) => {
  const db = emptyArchive()
  db.exec('CREATE TEMP TABLE changed (id INTEGER PRIMARY KEY, text TEXT)')
  const ids = Array.from({ length: count }, (_, index) => index + 1)
  runWithRows(db, ids.map((id) => [id]), (values) => `INSERT INTO changed (id) VALUES ${values}`)
  const before = db.prepare('SELECT total_changes()').pluck().get() as number
  updateByRows(db, ids.map((id) => [id, `text ${id}`]), (values) => `UPDATE changed SET text = made.column2 FROM (VALUES ${values}) made WHERE changed.id = made.column1`)
  expect(db.prepare('SELECT text FROM changed ORDER BY id').pluck().all()).toEqual(ids.map((id) => `text ${id}`))
  expect((db.prepare('SELECT total_changes()').pluck().get() as number) - before).toBe(count)
})
