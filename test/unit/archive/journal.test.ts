import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WritableDb } from '../../../electron/archive/connection.ts'
import { appendJournal, appendManyJournal, chainHash, journalHead, type JournalEntry, type JournalHead } from '../../../electron/archive/journal/appendJournal.ts'
import { verifyJournal } from '../../../electron/archive/journal/verifyJournal.ts'
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

test('many entries at once are the same as one by one', () => {
  const entries = Array.from({ length: 123 }, (_, index): JournalEntry => ({ ...ENTRY, detail: { index } }))
  const [together, apart] = [emptyArchive(), emptyArchive()]
  const head = appendManyJournal(together, entries)
  for (const entry of entries) appendJournal(apart, entry)
  expect(together.prepare('SELECT * FROM journal ORDER BY number').all()).toEqual(apart.prepare('SELECT * FROM journal ORDER BY number').all())
  expect(head).toEqual(journalHead(apart))
  expect(appendManyJournal(together, [])).toEqual(head)
})

test('an entry is neither changed nor taken away', () => {
  const db = emptyArchive()
  appendJournal(db, ENTRY)
  expect(() => db.prepare("UPDATE journal SET content = '{}'").run()).toThrow('never rewritten')
  expect(() => db.prepare('DELETE FROM journal').run()).toThrow('never taken away')
})

interface StoredEntry extends JournalHead {
  readonly content: string
}

/** A journal of so many entries, and the head that was noted outside. */
function journalOf(length: number): { readonly db: WritableDb; readonly head: JournalHead; readonly entries: readonly StoredEntry[] } {
  const db = emptyArchive()
  for (let index = 0; index < length; index += 1) appendJournal(db, { ...ENTRY, detail: { index } })
  const entries = db.prepare('SELECT * FROM journal ORDER BY number').all() as StoredEntry[]
  return { db, entries, head: { number: length, hash: entries.at(-1)?.hash ?? '' } }
}

/** Puts other entries in the place of those there, as somebody with the file and any SQLite could. */
function rewrite(db: WritableDb, entries: readonly StoredEntry[]): void {
  db.exec('DROP TRIGGER journal_never_changes; DROP TRIGGER journal_never_shrinks; DELETE FROM journal')
  for (const { number, content, hash } of entries) db.prepare('INSERT INTO journal VALUES (?, ?, ?)').run(number, content, hash)
}

/** The same entries, every hash right again. */
function rechained(entries: readonly StoredEntry[]): readonly StoredEntry[] {
  let before = '0'.repeat(64)
  return entries.map(({ content }, index) => {
    before = chainHash(before, content)
    return { number: index + 1, content, hash: before }
  })
}

const faultsOf = (db: WritableDb, heads: readonly JournalHead[]) => verifyJournal(db, { after: null, limit: 1_000, heads }).faults

test('a journal that nobody touched has no fault, in one part or in many', () => {
  const { db, head } = journalOf(7)
  expect(verifyJournal(db, { after: null, limit: 1_000, heads: [head] })).toEqual({ reached: head, isEnd: true, faults: [] })
  const part = verifyJournal(db, { after: null, limit: 4, heads: [head] })
  expect(part).toMatchObject({ reached: { number: 4 }, isEnd: false, faults: [] })
  expect(verifyJournal(db, { after: part.reached, limit: 4, heads: [head] })).toEqual({ reached: head, isEnd: true, faults: [] })
})

const TAMPERINGS: Readonly<Record<string, (entries: readonly StoredEntry[], at: number) => readonly StoredEntry[]>> = {
  'changed text': (entries, at) => entries.map((entry, index) => (index === at ? { ...entry, content: entry.content.replace('"verified"', '"exported"') } : entry)),
  'changed hash': (entries, at) => entries.map((entry, index) => (index === at ? { ...entry, hash: 'f'.repeat(64) } : entry)),
  removed: (entries, at) => entries.filter((_, index) => index !== at),
  'removed and renumbered': (entries, at) => entries.filter((_, index) => index !== at).map((entry, index) => ({ ...entry, number: index + 1 })),
  'cut off': (entries, at) => entries.slice(0, at),
  'changed, and every hash made anew': (entries, at) =>
    rechained(entries.map((entry, index) => (index === at ? { ...entry, content: entry.content.replace('"verified"', '"exported"') } : entry))),
  'put in, and every hash made anew': (entries, at) => rechained([...entries.slice(0, at), { number: 0, content: '{"number":0}', hash: '' }, ...entries.slice(at)]),
}

test.each(Object.entries(TAMPERINGS))('an entry %s anywhere is found, given a head kept outside', (_name, tamper) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }).chain((length) => fc.tuple(fc.constant(length), fc.nat(length - 1))), ([length, at]) => {
      const { db, head, entries } = journalOf(length)
      rewrite(db, tamper(entries, at))
      expect(faultsOf(db, [head])).not.toEqual([])
    }),
    { numRuns: 25 },
  )
})

test('two entries that changed places are found', () => {
  const { db, head, entries } = journalOf(5)
  const [first, second, third, ...rest] = entries as [StoredEntry, StoredEntry, StoredEntry, ...StoredEntry[]]
  rewrite(db, rechained([first, third, second, ...rest]))
  expect(faultsOf(db, [head]).map(({ fault }) => fault)).toContain('differs-from-head')
})

test('whoever writes the chain anew and has every head too is not found: that is not claimed', () => {
  const { db, entries } = journalOf(5)
  rewrite(db, rechained(entries.map(({ content, ...entry }) => ({ ...entry, content: content.replace('"verified"', '"exported"') }))))
  expect(faultsOf(db, [])).toEqual([])
})
