import { createHash } from 'node:crypto'
import type { HISTORY_KINDS } from '../../shared/contract/invoices.ts'
import type { ReadableDb, WritableDb } from '../connection.ts'
import { statement } from '../statements.ts'

/** What an entry of the journal is about. */
export type JournalKind = (typeof HISTORY_KINDS)[number]

/** One event, at an instant in UTC, of the invoices it concerns (none: of the archive or a session). */
export interface JournalEntry {
  readonly at: string
  readonly kind: JournalKind
  readonly invoiceIds: readonly number[]
  readonly sessionReference: string | null
  /** Lower-case hex, of the bytes of the document that came. */
  readonly documentSha256: string | null
  /** Route, status code, reason, file name: flat, in the order in which it is to be read. */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>
}

/** Number and hash of an entry: whoever keeps the newest elsewhere can tell whether the journal was changed or cut off. */
export interface JournalHead {
  readonly number: number
  readonly hash: string
}

/** What the first entry is chained to. */
export const BEFORE_THE_FIRST: JournalHead = { number: 0, hash: '0'.repeat(64) }

/** Beyond so many invoices an entry names none in its text: what it is about is then said by the document it names. */
const MOST_NAMED = 250

/**
 * Appends an entry to the archive's one chain, in the caller's transaction. The text that is hashed names the invoice by its
 * numbers, for the ids of rows may change when two of them turn out to be one invoice.
 */
export function appendJournal(db: WritableDb, entry: JournalEntry): JournalHead {
  const before = journalHead(db) ?? BEFORE_THE_FIRST
  const number = before.number + 1
  const { at, kind, invoiceIds, sessionReference, documentSha256, detail } = entry
  const content = JSON.stringify({ number, at, kind, ...namesOf(db, invoiceIds), sessionReference, documentSha256, detail })
  const hash = chainHash(before.hash, content)
  statement(db, 'INSERT INTO journal (number, content, hash) VALUES (?, ?, ?)').run(number, content, hash)
  statement(db, 'INSERT INTO journalInvoices (invoiceId, number) SELECT value, ? FROM json_each(?)').run(number, JSON.stringify(invoiceIds))
  return { number, hash }
}

/** The newest entry, or null for a journal without any. */
export function journalHead(db: ReadableDb): JournalHead | null {
  return (statement(db, 'SELECT number, hash FROM journal ORDER BY number DESC LIMIT 1').get() as JournalHead | undefined) ?? null
}

/** SHA-256 over the hash before, a line feed, and the entry's text; lower-case hex. */
export function chainHash(previousHash: string, content: string): string {
  return createHash('sha256').update(`${previousHash}\n${content}`).digest('hex')
}

interface InvoiceNames {
  readonly ksefNumber: string | null
  readonly invoiceReference: string | null
}

type NamedInvoices = InvoiceNames | { readonly invoices: readonly (string | null)[] } | null

function namesOf(db: ReadableDb, invoiceIds: readonly number[]): NamedInvoices {
  if (invoiceIds.length === 0 || invoiceIds.length > MOST_NAMED) return null
  const names = invoiceIds.map((id) => statement(db, 'SELECT ksefNumber, invoiceReference FROM invoices WHERE id = ?').get(id) as InvoiceNames)
  const [first] = names
  return names.length === 1 && first !== undefined ? first : { invoices: names.map(({ ksefNumber, invoiceReference }) => ksefNumber ?? invoiceReference) }
}
