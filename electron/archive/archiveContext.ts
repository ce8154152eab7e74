import type { KsefContext } from '../shared/model/context.ts'
import type { ReadableDb } from './connection.ts'
import { statement } from './statements.ts'

/** Whose archive this is. One without a name (in memory, of a test) belongs to nobody. */
export function archiveContext(db: ReadableDb): KsefContext {
  const info = new Map(statement(db, 'SELECT key, value FROM archiveInfo').raw().all() as [string, string][])
  const identifier = { type: info.get('identifierType') ?? 'Nip', value: info.get('identifierValue') ?? '' }
  return { environment: info.get('environment') ?? 'test', identifier } as KsefContext
}
