import { assertDefined } from '../shared/assert.ts'
import type { WritableDb } from './connection.ts'
import { statement } from './statements.ts'

export type SqlValue = string | number | null

/** How many rows go into one statement, the most first: a call of SQLite for each row would cost as much as what SQLite does with it. */
const AT_ONCE = [250, 25, 1] as const

/** Runs a statement over rows of one width; `sqlOf` gets them as the list of a `VALUES` clause. */
export function runWithRows(db: WritableDb, rows: readonly (readonly SqlValue[])[], sqlOf: (rows: string) => string): void {
  let position = 0
  for (const size of AT_ONCE) {
    while (rows.length - position >= size) {
      const group = rows.slice(position, position + size)
      statement(db, sqlOf(placeholders(size, group[0]?.length ?? 0))).run(group.flat())
      position += size
    }
  }
}

/** Sizes of statements that take all rows at once. */
const WHOLE = [1, 8, 32, 128, 250, 1000] as const

/**
 * Updates by rows in one statement, for the word index writes what it has gathered at the end of each. Up to 1000 rows; the last is given again until the statement
 * is full, which changes nothing: `UPDATE … FROM` takes one of those that meet a row. `before` are values for placeholders that stand before the rows.
 */
export function updateByRows(db: WritableDb, rows: readonly (readonly SqlValue[])[], sqlOf: (rows: string) => string, before: readonly SqlValue[] = []): void {
  const last = rows.at(-1)
  if (last === undefined) return
  const size = assertDefined(WHOLE.find((one) => one >= rows.length), 'there are 1000 rows at most')
  const full = [...rows, ...Array.from({ length: size - rows.length }, () => last)]
  statement(db, sqlOf(placeholders(size, last.length))).run([...before, ...full.flat()])
}

const made = new Map<string, string>()

function placeholders(rows: number, width: number): string {
  const key = `${rows}/${width}`
  const known = made.get(key)
  if (known !== undefined) return known
  const row = `(${Array.from({ length: width }, () => '?').join(', ')})`
  const text = Array.from({ length: rows }, () => row).join(', ')
  made.set(key, text)
  return text
}
