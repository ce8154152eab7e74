import type { JournalFaultKind } from '../../shared/model/damage.ts'
import type { ReadableDb } from '../connection.ts'
import { statement } from '../statements.ts'
import { BEFORE_THE_FIRST, chainHash, type JournalHead } from './appendJournal.ts'

/**
 * What was found wrong at an entry: its text or hash was changed, entries before it are missing, a head kept elsewhere says another
 * hash (it and everything before may have been written anew), entries that a head speaks of were cut off, or the document of which it tells
 * is not in the archive.
 */
export interface JournalFault {
  readonly number: number
  readonly fault: JournalFaultKind
}

export interface JournalPart {
  /** How far the chain was followed: begin there next time. */
  readonly reached: JournalHead
  readonly isEnd: boolean
  readonly faults: readonly JournalFault[]
}

interface JournalRow extends JournalHead {
  readonly content: string
}

/**
 * Recomputes the next `limit` entries of the chain and holds them against heads kept outside the file. A chain written anew from
 * some entry on shows only against a head at or after that entry which its writer could not change too.
 */
export function verifyJournal(
  db: ReadableDb,
  { after, limit, heads }: { readonly after: JournalHead | null; readonly limit: number; readonly heads: readonly JournalHead[] },
): JournalPart {
  const rows = statement(db, 'SELECT number, content, hash FROM journal WHERE number > ? ORDER BY number LIMIT ?').all(after?.number ?? 0, limit) as JournalRow[]
  const { reached, faults } = followChain(after ?? BEFORE_THE_FIRST, rows, heads)
  const isEnd = rows.length < limit
  return { reached, isEnd, faults: [...faults, ...documentsGone(db, rows), ...(isEnd ? cutOff(reached, heads) : [])] }
}

function followChain(from: JournalHead, rows: readonly JournalRow[], heads: readonly JournalHead[]): Pick<JournalPart, 'reached' | 'faults'> {
  const faults: JournalFault[] = []
  const noted = new Map(heads.map(({ number, hash }) => [number, hash]))
  let before = from
  for (const { number, content, hash } of rows) {
    if (number !== before.number + 1) faults.push({ number, fault: 'missing' })
    else if (chainHash(before.hash, content) !== hash || said(content).number !== number) faults.push({ number, fault: 'changed' })
    if ((noted.get(number) ?? hash) !== hash) faults.push({ number, fault: 'differs-from-head' })
    // On from what is written: one fault is told once, not at every entry after it.
    before = { number, hash }
  }
  return { reached: before, faults }
}

function cutOff(reached: JournalHead, heads: readonly JournalHead[]): readonly JournalFault[] {
  const furthest = Math.max(0, ...heads.map(({ number }) => number))
  return furthest > reached.number ? [{ number: reached.number + 1, fault: 'cut-off' }] : []
}

/** Documents are never taken away, so each that an entry tells of must be here. */
function documentsGone(db: ReadableDb, rows: readonly JournalRow[]): readonly JournalFault[] {
  const named = Object.fromEntries(rows.map(({ number, content }) => [number, said(content).documentSha256 ?? null]))
  const numbers = statement(db, DOCUMENTS_GONE).pluck().all(JSON.stringify(named)) as number[]
  return numbers.map((number) => ({ number, fault: 'document-gone' }))
}

const DOCUMENTS_GONE = `
SELECT CAST(one.key AS INTEGER) FROM json_each(?) one
WHERE one.value IS NOT NULL AND NOT EXISTS (SELECT 1 FROM documents WHERE sha256 = one.value) ORDER BY 1`

function said(content: string): { readonly number?: unknown; readonly documentSha256?: unknown } {
  try {
    return Object(JSON.parse(content)) as ReturnType<typeof said>
  } catch {
    return {}
  }
}
