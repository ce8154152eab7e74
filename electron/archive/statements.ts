import type Database from 'better-sqlite3'

const prepared = new WeakMap<Database.Database, Map<string, Database.Statement>>()

/** The compiled statement for a text, made once per connection: bulk writes would spend most of their time compiling. */
export function statement(db: Database.Database, sql: string): Database.Statement {
  let ofConnection = prepared.get(db)
  if (ofConnection === undefined) {
    ofConnection = new Map()
    prepared.set(db, ofConnection)
  }
  let found = ofConnection.get(sql)
  if (found === undefined) {
    found = db.prepare(sql)
    ofConnection.set(sql, found)
  }
  return found
}
