import type { JournalHead } from '../journal/appendJournal.ts'
import { statement } from '../statements.ts'
import type { CatalogueDb } from './connection.ts'

/** Notes the newest entry of an archive's journal outside its file. A head noted before is never written over: it is a witness. */
export function noteJournalHead(db: CatalogueDb, contextKey: string, { number, hash }: JournalHead, notedAt: string): void {
  statement(db, 'INSERT INTO journalHeads (contextKey, number, hash, notedAt) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING').run(contextKey, number, hash, notedAt)
}

/** All heads noted for an archive, oldest first. */
export function journalHeadsOf(db: CatalogueDb, contextKey: string): readonly JournalHead[] {
  return statement(db, 'SELECT number, hash FROM journalHeads WHERE contextKey = ? ORDER BY number').all(contextKey) as JournalHead[]
}
