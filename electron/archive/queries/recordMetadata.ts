import { declaredIssuer } from '../../shared/model/sender.ts'
import type { ReadableDb, WritableDb } from '../connection.ts'
import { FACT_COLUMNS, factValues } from '../factColumns.ts'
import type { InvoiceFacts, ListedMetadata } from '../inputs.ts'
import { toFlag } from '../invoiceRow.ts'
import { appendJournal } from '../journal/appendJournal.ts'
import { dayOf, utcOf } from '../ksefTime.ts'
import { refreshDerived, refreshManyDerived } from '../refreshDerived.ts'
import { updateByRows } from '../runWithRows.ts'
import { statement } from '../statements.ts'
import { inTransaction } from '../transaction.ts'
import { observeInvoice } from './observations.ts'

export interface MetadataItems {
  readonly readAt: string
  readonly items: readonly ListedMetadata[]
  /** What the taxpayer is on the list that was read; absent: the seller. */
  readonly role?: 'seller' | 'buyer' | 'other-party'
}

/**
 * Records a page of metadata; an invoice known by no session gets a row of its own. What only the list of a buyer names is a purchase, unless the
 * buyer issues such an invoice himself: then its UPO is his, too. What only names the taxpayer otherwise is one, too.
 */
export function recordMetadata(db: WritableDb, { readAt, items, role = 'seller' }: MetadataItems): { readonly matched: number; readonly added: number } {
  return inTransaction(db, () => {
    const route = role === 'seller' ? 'metadata' : 'metadata-received'
    let matched = 0
    const touched = new Set<number>()
    for (const item of items) {
      const known = findAccepted(db, item.ksefNumber)
      if (known !== undefined) matched += 1
      const id = known ?? insertByKsefNumber(db, item.ksefNumber)
      statement(db, WRITE_METADATA).run(toColumns(item, id, readAt))
      if (role === 'seller') statement(db, 'UPDATE invoices SET isPurchase = 0 WHERE id = ? AND isPurchase = 1').run(id)
      else if (role === 'buyer' ? declaredIssuer(item)?.role !== 'buyer' : known === undefined) statement(db, MARK_PURCHASE).run({ id })
      if (observeInvoice(db, id, { observedAt: readAt, route, statusCode: null, raw: item.raw })) {
        appendJournal(db, { at: readAt, kind: 'metadata-read', invoiceIds: [id], sessionReference: null, documentSha256: null, detail: { route } })
      }
      touched.add(id)
    }
    refreshManyDerived(db, [...touched])
    return { matched, added: items.length - matched }
  })
}

/** Fills from the invoice itself what metadata has not said yet. */
export function applyInvoiceFacts(db: WritableDb, { invoiceId, facts }: { readonly invoiceId: number; readonly facts: InvoiceFacts }): null {
  return inTransaction(db, () => {
    fillFacts(db, invoiceId, facts)
    refreshDerived(db, invoiceId)
    return null
  })
}

/** The same for a caller that changes more of the invoice and then makes its derived columns anew. */
export function fillFacts(db: WritableDb, invoiceId: number, facts: InvoiceFacts): void {
  fillManyFacts(db, [{ invoiceId, facts }])
}

/** The same for many, each once. */
export function fillManyFacts(db: WritableDb, invoices: readonly { readonly invoiceId: number; readonly facts: InvoiceFacts }[]): void {
  const rows = invoices.map(({ invoiceId, facts }) => [invoiceId, JSON.stringify(facts.thirdParties), ...factValues(facts)])
  updateByRows(db, rows, (values) => `${FILL_FACTS} FROM (VALUES ${values}) said WHERE invoices.id = said.column1`)
}

/** Puts what the file of an invoice says in the place of whatever was said of it before; for those of which no metadata have spoken. */
export function replaceFacts(db: WritableDb, invoiceId: number, facts: InvoiceFacts): void {
  const row = [invoiceId, JSON.stringify(facts.thirdParties), ...factValues(facts)]
  updateByRows(db, [row], (values) => `${REPLACE_FACTS} FROM (VALUES ${values}) said WHERE invoices.id = said.column1`)
}

/** The row of the accepted invoice with this KSeF number; a duplicate that names it is another matter. */
export function findAccepted(db: ReadableDb, ksefNumber: string): number | undefined {
  return statement(db, 'SELECT id FROM invoices WHERE ksefNumber = ? AND ifnull(statusCode, 200) = 200 ORDER BY invoiceReference IS NULL, id LIMIT 1')
    .pluck()
    .get(ksefNumber) as number | undefined
}

/** A new row for an invoice of which nothing but its KSeF number is known for sure. */
export function insertByKsefNumber(db: WritableDb, ksefNumber: string): number {
  return statement(db, 'INSERT INTO invoices (ksefNumber) VALUES (?) RETURNING id').pluck().get(ksefNumber) as number
}

function toColumns({ thirdParties, ...item }: ListedMetadata, id: number, readAt: string): Record<string, string | number | null> {
  return {
    ...item,
    id,
    readAt,
    issuedOn: dayOf(item.issueDate),
    isSelfInvoicing: toFlag(item.isSelfInvoicing),
    parties: JSON.stringify(thirdParties),
    hasAttachment: toFlag(item.hasAttachment),
    invoicingAt: utcOf(item.invoicingDate),
    acquiredAt: utcOf(item.acquisitionDate),
    storedAt: utcOf(item.permanentStorageDate),
  }
}

/** What a session or the seller's own list has named is a sale. */
const MARK_PURCHASE = `
UPDATE invoices SET isPurchase = 1 WHERE id = @id AND isPurchase = 0 AND invoiceReference IS NULL
  AND NOT EXISTS (SELECT 1 FROM observations o WHERE o.invoiceId = @id AND o.route = 'metadata')`

const ONLY_METADATA = ['invoiceHash', 'invoicingMode', 'hasAttachment', 'hashOfCorrectedInvoice', 'invoicingDate', 'invoicingAt', 'acquisitionDate', 'acquiredAt', 'permanentStorageDate', 'storedAt'] as const

/** Parties are a list, never null: the one that names somebody stays. */
const WRITE_METADATA = `
UPDATE invoices SET metadataReadAt = @readAt, parties = CASE @parties WHEN '[]' THEN parties ELSE @parties END, ${[...FACT_COLUMNS, ...ONLY_METADATA].map((column) => `${column} = ifnull(@${column}, ${column})`).join(', ')}
WHERE id = @id`

// A list may have said the own number, and that stays.
const REPLACE_FACTS = `
UPDATE invoices SET parties = said.column2,
  ${FACT_COLUMNS.map((column, index) => (column === 'invoiceNumber' ? `${column} = CASE WHEN invoices.statusCode IS NULL THEN ifnull(said.column${index + 3}, ${column}) ELSE ifnull(${column}, said.column${index + 3}) END` : `${column} = said.column${index + 3}`)).join(', ')}`

const FILL_FACTS = `
UPDATE invoices SET parties = CASE parties WHEN '[]' THEN said.column2 ELSE parties END,
  ${FACT_COLUMNS.map((column, index) => `${column} = ifnull(${column}, said.column${index + 3})`).join(', ')}`
