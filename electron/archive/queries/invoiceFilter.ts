import type { InvoiceFilter } from '../../shared/contract/invoices.ts'
import { INVOICE_FORMS, type InvoiceForm } from '../../shared/model/invoiceFacts.ts'
import { INVOICE_STATES, ISSUED_STATES, type InvoiceState } from '../../shared/model/invoiceStatus.ts'
import { addDays, startOfWarsawDay } from '../../shared/model/warsawDay.ts'
import type { ReadableDb } from '../connection.ts'
import { statement } from '../statements.ts'
import { toMatchExpression } from '../searchWords.ts'

/** A filter as SQL: conditions on `invoices` (joined by AND) and the values they name. */
export interface FilterSql {
  /** Those of the conditions that are on state, UPO and XML: one index has all three. */
  readonly onState: readonly string[]
  readonly conditions: readonly string[]
  readonly values: Readonly<Record<string, string | number>>
}

/** Turns a filter into conditions. Days are Warsaw days; text without a word in it finds everything; without a state, purchases (where there are any) stay apart. */
export function toFilterSql(filter: InvoiceFilter, { hasPurchases = false }: { readonly hasPurchases?: boolean } = {}): FilterSql {
  const onState: string[] = []
  const conditions: string[] = []
  const values: Record<string, string | number> = {}
  const match = toMatchExpression(filter.text)
  if (match !== null) {
    conditions.push('invoices.id IN (SELECT rowid FROM invoiceWords WHERE invoiceWords MATCH @match)')
    values.match = match
  }
  const states = filter.states.length > 0 ? filter.states : hasPurchases ? ISSUED_STATES : []
  if (states.length > 0) onState.push(`stateRank IN (${states.map(rankOf).join(', ')})`)
  if (filter.upo !== 'any') onState.push(`hasUpo = ${filter.upo === 'present' ? 1 : 0}`)
  if (filter.xml !== 'any') onState.push(`hasXml = ${filter.xml === 'present' ? 1 : 0}`)
  if (filter.from !== null) {
    conditions.push(`${filter.by} >= @from`)
    values.from = filter.by === 'issuedOn' ? filter.from : startOfWarsawDay(filter.from)
  }
  if (filter.to !== null) {
    conditions.push(`${filter.by} < @before`)
    const next = addDays(filter.to, 1)
    values.before = filter.by === 'issuedOn' ? next : startOfWarsawDay(next)
  }
  if (filter.sessionId !== null) {
    conditions.push('sessionId = @sessionId')
    values.sessionId = filter.sessionId
  }
  if (filter.form !== undefined) conditions.push(...conditionsOfForm(filter.form))
  if (filter.onlySelfInvoiced === true) conditions.push('isSelfInvoicing = 1')
  return { onState, conditions: [...onState, ...conditions], values }
}

const KNOWN_FORMS = INVOICE_FORMS.filter((form) => form !== 'unknown')

/** The second condition is that of the index of rare forms. */
function conditionsOfForm(form: InvoiceForm): readonly string[] {
  if (form === 'unknown') return [`(formCode IS NULL OR formCode NOT IN (${KNOWN_FORMS.map((known) => `'${known}'`).join(', ')}))`]
  return form === 'FA (3)' ? [`formCode = '${form}'`] : [`formCode = '${form}'`, "formCode <> 'FA (3)'"]
}

function rankOf(state: InvoiceState): number {
  return INVOICE_STATES.indexOf(state)
}

/** Of a purchase, in SQL. */
export const RECEIVED_RANK = rankOf('received')

/** True where received invoices were kept, too. */
export function hasPurchases(db: ReadableDb): boolean {
  return statement(db, `SELECT EXISTS (SELECT 1 FROM invoices WHERE stateRank = ${RECEIVED_RANK})`).pluck().get() === 1
}

/** `WHERE …`, or nothing. */
export function whereClause(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
}
