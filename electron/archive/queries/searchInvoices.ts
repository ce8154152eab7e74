import type { InvoiceFilter, InvoicePage, InvoiceSort, InvoiceSummary, StateCounts } from '../../shared/contract/invoices.ts'
import type { InvoiceId } from '../../shared/contract/common.ts'
import { INVOICE_STATES } from '../../shared/model/invoiceStatus.ts'
import type { ReadableDb } from '../connection.ts'
import { statement } from '../statements.ts'
import { hasPurchases, toFilterSql, whereClause } from './invoiceFilter.ts'
import { findAccepted } from './recordMetadata.ts'

export interface InvoiceSearch {
  readonly filter: InvoiceFilter
  readonly sort: InvoiceSort
  readonly offset: number
  readonly limit: number
}

const SORT_COLUMNS: Readonly<Record<InvoiceSort['field'], string>> = {
  issuedOn: 'issuedOn',
  acquiredAt: 'acquiredAt',
  invoiceNumber: 'invoiceNumberKey',
  ksefNumber: 'ksefNumber',
  buyerName: 'buyerNameKey',
  sellerName: 'sellerNameKey',
  grossMinor: 'grossMinor',
  state: 'stateRank',
}

/** A page of the invoice list. What has no value comes last in both directions; equal ones keep their order. */
export function searchInvoices(db: ReadableDb, search: InvoiceSearch): InvoicePage {
  const purchases = { hasPurchases: hasPurchases(db) }
  const { conditions, values } = toFilterSql(search.filter, purchases)
  const total = statement(db, `SELECT count(*) FROM invoices ${whereClause(conditions)}`).pluck().get(values) as number
  const rows = statement(db, pageSql(search, total, purchases)).all({ ...values, limit: search.limit, offset: search.offset }) as SummaryRow[]
  return { total, rows: rows.map(toSummary) }
}

/** Their indexes carry state, UPO and XML; in the others those would be written anew with every change of a state. */
const CARRIES_STATE: ReadonlySet<InvoiceSort['field']> = new Set(['issuedOn', 'acquiredAt', 'state'])

/** Below so many rows it is quicker to find them all and sort them than to walk along the order until they turn up. */
const FEW = 30_000

/** The ids of a page come from indexes alone where `total` rows are many; only then are the rows themselves read. */
export function pageSql({ filter, sort }: Pick<InvoiceSearch, 'filter' | 'sort'>, total: number, purchases: { readonly hasPurchases?: boolean } = {}): string {
  const column = SORT_COLUMNS[sort.field]
  const { onState, conditions } = toFilterSql(filter, purchases)
  // A plus sign keeps SQLite from using the index of a column (sqlite.org/optoverview.html, §5).
  const isFiltered = conditions.length > 0 && total <= FEW
  const sorted = isFiltered ? `+${column}` : column
  const where = whereClause(isFiltered ? conditions : alongTheOrder(sort.field, onState, conditions))
  const order = sort.descending ? `${sorted} DESC NULLS LAST, id DESC` : `${sorted} ASC NULLS LAST, id ASC`
  return `
WITH page AS MATERIALIZED (
  SELECT id, row_number() OVER () AS place FROM (
    SELECT id FROM invoices ${where} ORDER BY ${order} LIMIT @limit OFFSET @offset
  )
)
SELECT ${SUMMARY_COLUMNS} FROM page JOIN invoices ON invoices.id = page.id ORDER BY page.place`
}

/** The conditions of a walk along the index of the order, so that it reads indexes alone. */
function alongTheOrder(field: InvoiceSort['field'], onState: readonly string[], conditions: readonly string[]): readonly string[] {
  const others = conditions.filter((condition) => !onState.includes(condition)).map((condition) => condition.replace(/^invoices\.id IN/, '+$&'))
  if (onState.length === 0) return others
  if (CARRIES_STATE.has(field)) return [...onState.map((condition) => condition.replace(/^stateRank IN/, '+$&')), ...others]
  return [`+invoices.id IN (SELECT id FROM invoices ${whereClause(onState)})`, ...others]
}

/** How many invoices are in each state. */
export function countStates(db: ReadableDb): StateCounts {
  const rows = statement(db, 'SELECT stateRank, count(*) AS count FROM invoices GROUP BY stateRank').all() as { stateRank: number; count: number }[]
  const counts = new Map(rows.map(({ stateRank, count }) => [stateRank, count]))
  return Object.fromEntries(INVOICE_STATES.map((state, rank) => [state, counts.get(rank) ?? 0])) as StateCounts
}

/** The accepted invoice with this KSeF number; null when the archive has none. */
export function findByKsefNumber(db: ReadableDb, { ksefNumber }: { readonly ksefNumber: string }): InvoiceId | null {
  return (findAccepted(db, ksefNumber) as InvoiceId | undefined) ?? null
}

export type SummaryRow = Omit<InvoiceSummary, 'hasUpo' | 'hasXml'> & { readonly hasUpo: 0 | 1; readonly hasXml: 0 | 1 }

export const SUMMARY_COLUMNS = [
  'id',
  'state',
  'statusCode',
  'invoiceNumber',
  'ksefNumber',
  'sellerNip',
  'sellerName',
  'buyerIdentifier',
  'buyerName',
  'issuedOn',
  'acquiredAt',
  'invoicingAt',
  'grossMinor',
  'currency',
  'hasUpo',
  'hasXml',
]
  .map((column) => `invoices.${column}`)
  .join(', ')

export function toSummary(row: SummaryRow): InvoiceSummary {
  return { ...row, hasUpo: row.hasUpo === 1, hasXml: row.hasXml === 1 }
}
