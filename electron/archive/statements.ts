import type Database from 'better-sqlite3'

const prepared = new WeakMap<Database.Database, Map<string, Database.Statement>>()

/** The compiled statement for a text, made once per connection and planned once: bulk writes would spend most of their time compiling. */
export function statement(db: Database.Database, sql: string): Database.Statement {
  let ofConnection = prepared.get(db)
  if (ofConnection === undefined) {
    ofConnection = new Map()
    prepared.set(db, ofConnection)
  }
  let found = ofConnection.get(sql)
  if (found === undefined) {
    found = db.prepare(plannedOnce(sql))
    ofConnection.set(sql, found)
  }
  return found
}

/**
 * SQLite (3.54, `sqlite3ExprIsInteger`) weighs a parameter after `=` or `IS` by its value, and for that compiles the statement anew at every call, which takes
 * longer than most of them do. It does not look behind a unary plus, which changes nothing.
 */
export function plannedOnce(sql: string): string {
  return sql.replace(/(=|\bIS)\s*(?=[?@])/g, '$1 +')
}
