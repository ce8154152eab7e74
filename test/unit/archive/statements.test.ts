import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { plannedOnce, statement } from '../../../electron/archive/statements.ts'

describe('a statement is planned once', () => {
  test.each([
    ['SELECT id FROM invoices WHERE ksefNumber = ? AND sellerNip=@nip', 'SELECT id FROM invoices WHERE ksefNumber = +? AND sellerNip= +@nip'],
    ['UPDATE invoices SET words = ? WHERE id = ?', 'UPDATE invoices SET words = +? WHERE id = +?'],
    ['SELECT 1 FROM attempts WHERE code IS @code', 'SELECT 1 FROM attempts WHERE code IS +@code'],
    ['SELECT 1 FROM attempts WHERE code IS NOT @code AND at < ? LIMIT ?', 'SELECT 1 FROM attempts WHERE code IS NOT @code AND at < ? LIMIT ?'],
    ['INSERT INTO journal (number, content) VALUES (?, ?)', 'INSERT INTO journal (number, content) VALUES (?, ?)'],
  ])('%s', (written, compiled) => expect(plannedOnce(written)).toBe(compiled))

  test('and finds the same rows, whatever the type of the column and of the value', () => {
    const db = new Database(':memory:')
    db.exec("CREATE TABLE things (number INTEGER, name TEXT, loose); INSERT INTO things VALUES (1, '1', 1), (2, '2', '2'), (NULL, NULL, NULL)")
    for (const column of ['number', 'name', 'loose']) {
      for (const operator of ['=', 'IS']) {
        for (const value of [1, '1', 2, '2', 2n, null]) {
          const sql = `SELECT rowid FROM things WHERE ${column} ${operator} ? ORDER BY rowid`
          expect(statement(db, sql).all(value), `${column} ${operator} ${String(value)}`).toEqual(db.prepare(sql).all(value))
        }
      }
    }
    db.close()
  })
})
