import type { InvoiceSelection } from '../../shared/contract/invoices.ts'
import type { ReadableDb, WritableDb } from '../connection.ts'
import type { ExportInput } from '../inputs.ts'
import type { HandOverItem } from '../outputs.ts'
import { statement } from '../statements.ts'
import { inTransaction } from '../transaction.ts'
import { toFilterSql, whereClause, type FilterSql } from './invoiceFilter.ts'

export interface HandOverRequest {
  readonly selection: InvoiceSelection
  /** Invoices with a greater id; 0: from the start. */
  readonly afterId: number
  readonly limit: number
}

/** A page of the selected invoices by id, with where their documents are; `total` counts the whole selection. */
export function invoicesForHandOver(
  db: ReadableDb,
  { selection, afterId, limit }: HandOverRequest,
): { readonly total: number; readonly items: readonly HandOverItem[] } {
  const { conditions, values } = toSelectionSql(selection)
  const total = statement(db, `SELECT count(*) FROM invoices ${whereClause(conditions)}`).pluck().get(values) as number
  const items = statement(db, `${SELECT_ITEMS} ${whereClause([...conditions, 'invoices.id > @afterId'])} ORDER BY invoices.id LIMIT @limit`).all({ ...values, afterId, limit })
  return { total, items: items as HandOverItem[] }
}

/** Notes what was handed over, when and in which file. */
export function recordExport(db: WritableDb, { at, fileName, items }: ExportInput): null {
  return inTransaction(db, () => {
    const exportId = statement(db, 'INSERT INTO exports (at, fileName) VALUES (?, ?) RETURNING id').pluck().get(at, fileName) as number
    const write = statement(db, 'INSERT INTO exportedInvoices (exportId, invoiceId, withUpo, withXml) VALUES (?, ?, ?, ?)')
    for (const { invoiceId, withUpo, withXml } of items) write.run(exportId, invoiceId, withUpo ? 1 : 0, withXml ? 1 : 0)
    return null
  })
}

function toSelectionSql(selection: InvoiceSelection): FilterSql {
  if (selection.kind === 'filter') return toFilterSql(selection.filter)
  return { conditions: ['invoices.id IN (SELECT value FROM json_each(@ids))'], values: { ids: JSON.stringify(selection.ids) } }
}

const SELECT_ITEMS = `
SELECT invoices.id AS invoiceId, invoices.statusCode, state, proof, invoiceNumber, ksefNumber, invoiceHash, invoiceReference,
  (SELECT referenceNumber FROM sessions WHERE sessions.id = invoices.sessionId) AS sessionReference,
  sellerNip, sellerName, buyerIdentifier, buyerName, issuedOn, acquiredAt, sentAt, grossMinor, currency, senderContext,
  upoDocumentId, xmlDocumentId
FROM invoices`
