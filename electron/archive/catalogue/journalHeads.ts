import type { JournalHead } from '../journal/appendJournal.ts'
import { statement } from '../statements.ts'
import type { CatalogueDb } from './connection.ts'

/** Notes the newest entry of an archive's journal outside its file, unless its taxpayer was deleted meanwhile. A head noted before is never written over: it is a witness. */
export function noteJournalHead(db: CatalogueDb, contextKey: string, { number, hash }: JournalHead, notedAt: string): void {
  statement(db, 'INSERT INTO journalHeads (contextKey, number, hash, notedAt) SELECT contextKey, ?, ?, ? FROM taxpayers WHERE contextKey = ? ON CONFLICT DO NOTHING').run(number, hash, notedAt, contextKey)
}

/** All heads noted for an archive, oldest first. */
export function journalHeadsOf(db: CatalogueDb, contextKey: string): readonly JournalHead[] {
  return statement(db, 'SELECT number, hash FROM journalHeads WHERE contextKey = ? ORDER BY number').all(contextKey) as JournalHead[]
}
