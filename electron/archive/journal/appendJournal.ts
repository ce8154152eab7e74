import { hash } from 'node:crypto'
import type { HISTORY_KINDS } from '../../shared/contract/invoices.ts'
import type { ReadableDb, WritableDb } from '../connection.ts'
import { assertDefined } from '../../shared/assert.ts'
import { runWithRows, type SqlValue } from '../runWithRows.ts'
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
  return appendManyJournal(db, [entry])
}

/** The same for many, in their order, with a few statements for all of them. Answers the newest entry. */
export function appendManyJournal(db: WritableDb, entries: readonly JournalEntry[]): JournalHead {
  const names = readNames(db, entries)
  const rows: (readonly SqlValue[])[] = []
  const links: (readonly SqlValue[])[] = []
  let before = journalHead(db) ?? BEFORE_THE_FIRST
  for (const { at, kind, invoiceIds, sessionReference, documentSha256, detail } of entries) {
    const number = before.number + 1
    const content = JSON.stringify({ number, at, kind, ...namesOf(names, invoiceIds), sessionReference, documentSha256, detail })
    before = { number, hash: chainHash(before.hash, content) }
    rows.push([number, content, before.hash])
    for (const invoiceId of invoiceIds) links.push([invoiceId, number])
  }
  runWithRows(db, rows, (values) => `INSERT INTO journal (number, content, hash) VALUES ${values}`)
  runWithRows(db, links, (values) => `INSERT INTO journalInvoices (invoiceId, number) VALUES ${values}`)
  return before
}

/** The newest entry, or null for a journal without any. */
export function journalHead(db: ReadableDb): JournalHead | null {
  return (statement(db, 'SELECT number, hash FROM journal ORDER BY number DESC LIMIT 1').get() as JournalHead | undefined) ?? null
}

/** SHA-256 over the hash before, a line feed, and the entry's text; lower-case hex. */
export function chainHash(previousHash: string, content: string): string {
  return hash('sha256', `${previousHash}\n${content}`, 'hex')
}

interface InvoiceNames {
  readonly ksefNumber: string | null
  readonly invoiceReference: string | null
}

type NamedInvoices = InvoiceNames | { readonly invoices: readonly (string | null)[] } | null

function readNames(db: ReadableDb, entries: readonly JournalEntry[]): ReadonlyMap<number, InvoiceNames> {
  const named = new Set(entries.flatMap(({ invoiceIds }) => (invoiceIds.length > MOST_NAMED ? [] : invoiceIds)))
  const rows = statement(db, 'SELECT id, ksefNumber, invoiceReference FROM invoices WHERE id IN (SELECT value FROM json_each(?))').all(JSON.stringify([...named])) as (InvoiceNames & { readonly id: number })[]
  return new Map(rows.map(({ id, ksefNumber, invoiceReference }) => [id, { ksefNumber, invoiceReference }]))
}

function namesOf(known: ReadonlyMap<number, InvoiceNames>, invoiceIds: readonly number[]): NamedInvoices {
  if (invoiceIds.length === 0 || invoiceIds.length > MOST_NAMED) return null
  const names = invoiceIds.map((id) => assertDefined(known.get(id), 'an entry is about invoices that are here'))
  const [first] = names
  return names.length === 1 && first !== undefined ? first : { invoices: names.map(({ ksefNumber, invoiceReference }) => ksefNumber ?? invoiceReference) }
}
