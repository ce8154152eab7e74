import type { InvoiceSelection } from '../../shared/contract/invoices.ts'
import type { ReadableDb, WritableDb } from '../connection.ts'
import type { DocumentInput, ExportInput } from '../inputs.ts'
import type { HandOverItem } from '../outputs.ts'
import { appendJournal } from '../journal/appendJournal.ts'
import { utcOf } from '../ksefTime.ts'
import { statement } from '../statements.ts'
import { inTransaction } from '../transaction.ts'
import { invoicesOfDocument } from './documents.ts'
import { hasPurchases, toFilterSql, whereClause, type FilterSql } from './invoiceFilter.ts'
import { SENDER_CONTEXT, SENT_DATE } from './sending.ts'

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
  const { conditions, values } = toSelectionSql(db, selection)
  const total = statement(db, `SELECT count(*) FROM invoices ${whereClause(conditions)}`).pluck().get(values) as number
  const items = statement(db, `${SELECT_ITEMS} ${whereClause([...conditions, 'invoices.id > @afterId'])} ORDER BY invoices.id LIMIT @limit`).all({ ...values, afterId, limit })
  return { total, items: (items as SelectedItem[]).map(({ sentDate, ...item }) => ({ ...item, sentAt: utcOf(sentDate) })) }
}

type SelectedItem = Omit<HandOverItem, 'sentAt'> & { readonly sentDate: string | null }

/** Notes what was handed over, when and in which file. */
export function recordExport(db: WritableDb, { at, fileName, items }: ExportInput): null {
  return inTransaction(db, () => {
    const exportId = statement(db, 'INSERT INTO exports (at, fileName) VALUES (?, ?) RETURNING id').pluck().get(at, fileName) as number
    const write = statement(db, 'INSERT INTO exportedInvoices (exportId, invoiceId, withUpo, withXml) VALUES (?, ?, ?, ?)')
    for (const { invoiceId, withUpo, withXml } of items) write.run(exportId, invoiceId, withUpo ? 1 : 0, withXml ? 1 : 0)
    for (const group of alikeGroups(items)) {
      const [{ withUpo, withXml }] = group
      const invoiceIds = group.map(({ invoiceId }) => invoiceId)
      appendJournal(db, { at, kind: 'exported', invoiceIds, sessionReference: null, documentSha256: null, detail: { route: fileName, withUpo, withXml } })
    }
    return null
  })
}

/** Notes that one stored document was written into a file of its own. A page of a session's UPO names other people's invoices: it is noted for the session. */
export function recordSavedDocument(db: WritableDb, { at, documentId, fileName }: { readonly at: string; readonly documentId: number; readonly fileName: string }): null {
  return inTransaction(db, () => {
    const { kind, sha256, sessionReference } = statement(db, 'SELECT kind, sha256, sessionReference FROM documents WHERE id = ?').get(documentId) as SavedDocument
    const invoiceIds = kind === 'session-upo' ? [] : invoicesOfDocument(db, documentId).map(({ invoiceId }) => invoiceId)
    appendJournal(db, { at, kind: 'exported', invoiceIds, sessionReference, documentSha256: sha256, detail: { route: fileName, document: kind === 'unrecognised' ? null : kind } })
    return null
  })
}

interface SavedDocument {
  readonly kind: DocumentInput['kind']
  readonly sha256: string
  readonly sessionReference: string | null
}

type ExportedItem = ExportInput['items'][number]

/** So many invoices share an entry of the journal, which names each of them. */
const NAMED_TOGETHER = 250

/** Items of which the same documents were handed over, in groups that one entry can name. */
function alikeGroups(items: readonly ExportedItem[]): readonly (readonly [ExportedItem, ...ExportedItem[]])[] {
  const open = new Map<string, [ExportedItem, ...ExportedItem[]]>()
  const groups: [ExportedItem, ...ExportedItem[]][] = []
  for (const item of items) {
    const key = `${String(item.withUpo)} ${String(item.withXml)}`
    const group = open.get(key)
    if (group !== undefined && group.length < NAMED_TOGETHER) {
      group.push(item)
      continue
    }
    const begun: [ExportedItem, ...ExportedItem[]] = [item]
    open.set(key, begun)
    groups.push(begun)
  }
  return groups
}

function toSelectionSql(db: ReadableDb, selection: InvoiceSelection): Pick<FilterSql, 'conditions' | 'values'> {
  if (selection.kind === 'filter') return toFilterSql(selection.filter, { hasPurchases: hasPurchases(db) })
  return { conditions: ['invoices.id IN (SELECT value FROM json_each(@ids))'], values: { ids: JSON.stringify(selection.ids) } }
}

const SELECT_ITEMS = `
SELECT invoices.id AS invoiceId, invoices.statusCode, state, proof, invoiceNumber, ksefNumber, invoiceHash, invoiceReference,
  (SELECT referenceNumber FROM sessions WHERE sessions.id = invoices.sessionId) AS sessionReference,
  sellerNip, sellerName, buyerIdentifier, buyerName, issuedOn, acquiredAt, ${SENT_DATE} AS sentDate, grossMinor, currency, ${SENDER_CONTEXT} AS senderContext,
  upoDocumentId, xmlDocumentId
FROM invoices`
