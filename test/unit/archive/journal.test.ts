import { expect, test } from 'vitest'
import { appendJournal, chainHash, journalHead, type JournalEntry } from '../../../electron/archive/journal/appendJournal.ts'
import { emptyArchive } from '../../support/archive.ts'

const ENTRY: JournalEntry = { at: '2026-03-01T10:00:00.000Z', kind: 'verified', invoiceIds: [], sessionReference: null, documentSha256: null, detail: {} }

test('each entry carries the hash of the one before it', () => {
  const db = emptyArchive()
  const first = appendJournal(db, ENTRY)
  const second = appendJournal(db, { ...ENTRY, kind: 'exported' })
  const [one, other] = db.prepare('SELECT content FROM journal ORDER BY number').pluck().all() as [string, string]
  expect([first.hash, second.hash]).toEqual([chainHash('0'.repeat(64), one), chainHash(chainHash('0'.repeat(64), one), other)])
  expect(journalHead(db)).toEqual(second)
})

test('an entry is neither changed nor taken away', () => {
  const db = emptyArchive()
  appendJournal(db, ENTRY)
  expect(() => db.prepare("UPDATE journal SET content = '{}'").run()).toThrow('never rewritten')
  expect(() => db.prepare('DELETE FROM journal').run()).toThrow('never taken away')
})
