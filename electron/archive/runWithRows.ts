import { assertDefined } from '../shared/assert.ts'
import type { WritableDb } from './connection.ts'
import { statement } from './statements.ts'

export type SqlValue = string | number | Uint8Array | null

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
const MOST = 1000
const WHOLE = [1, 8, 32, 128, 250, MOST] as const

/**
 * Updates by rows in as few statements as can be, for the word index writes what it has gathered at the end of each. The last row is given again until a statement
 * is full, which changes nothing: `UPDATE … FROM` takes one of those that meet a row. `before` are values for placeholders that stand before the rows.
 */
export function updateByRows(db: WritableDb, rows: readonly (readonly SqlValue[])[], sqlOf: (rows: string) => string, before: readonly SqlValue[] = []): void {
  for (let start = 0; start < rows.length; start += MOST) {
    const group = rows.slice(start, start + MOST)
    const last = assertDefined(group.at(-1), 'no group is empty')
    const size = WHOLE.find((one) => one >= group.length) ?? MOST
    const full = [...group, ...Array.from({ length: size - group.length }, () => last)]
    statement(db, sqlOf(placeholders(size, last.length))).run([...before, ...full.flat()])
  }
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
